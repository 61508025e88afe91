import type { Feature } from './types.ts';

/** What a number of a program measures: a length scales with the part, an angle and a direction cosine do not. */
export type Dimension = 'length' | 'angle' | 'direction';

/** What the number at `path`, a JSON pointer into `features`, measures. */
export function dimensionAt(features: readonly Feature[], path: string): Dimension {
  const [, index, ...rest] = path.split('/');
  const field = rest.join('/');
  if (/^(sketch\/frame\/(xAxis|normal)|axis\/direction)\//.test(field)) return 'direction';
  const turned = features[Number(index)]?.kind === 'revolve' && (field === 'from' || field === 'to');
  return turned ? 'angle' : 'length';
}

/** A copy of a plain data structure with every number replaced by `map(number, path)`; paths are JSON pointers. */
export function mapNumbers<T>(value: T, map: (value: number, path: string) => number, path = ''): T {
  if (typeof value === 'number') return map(value, path) as T;
  if (Array.isArray(value)) return value.map((item, i) => mapNumbers(item, map, `${path}/${i}`)) as T;
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, field]) => [key, mapNumbers(field, map, `${path}/${key}`)]),
  ) as T;
}
