import { type Affine, constant } from './affine.ts';
import { greatestMagnitude, lengthsOf } from './numbers.ts';
import type { Binding, Feature, Parameter } from './types.ts';

/** The same structure with every number replaced by one that knows the parameters it depends on. */
export type Lifted<T> = T extends number
  ? Affine
  : T extends string
    ? T
    : { readonly [K in keyof T]: Lifted<T[K]> };

/** Features with the numbers that `parameters` bind made dependent on them. */
export function liftFeatures<F extends Feature>(
  features: readonly F[],
  parameters: readonly Parameter[] = [],
): Lifted<F>[] {
  const termsAt = new Map<string, Map<string, number>>();
  for (const { name, bindings } of parameters) {
    for (const { path, scale } of bindings) {
      const terms = termsAt.get(path) ?? new Map<string, number>();
      terms.set(name, (terms.get(name) ?? 0) + scale);
      termsAt.set(path, terms);
    }
  }
  return features.map((feature, i) => lift(feature, `/${i}`, termsAt) as Lifted<F>);
}

/** The structure with numbers that depend on no parameter. */
export const liftPlain = <T>(value: T): Lifted<T> => lift(value, '', new Map()) as Lifted<T>;

function lift(
  value: unknown,
  path: string,
  termsAt: ReadonlyMap<string, ReadonlyMap<string, number>>,
): unknown {
  if (typeof value === 'number') return { value, terms: termsAt.get(path) ?? constant(0).terms };
  if (Array.isArray(value)) return value.map((item, i) => lift(item, `${path}/${i}`, termsAt));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, field]) => [key, lift(field, `${path}/${key}`, termsAt)]),
  );
}

/** The numbers without what drives them. */
export function plainValue<T>(lifted: Lifted<T>): T {
  return lower(lifted, '', () => {}) as T;
}

/** Plain features, and the parameters (name and value given by `values`) that drive some number of theirs. */
export function lowerFeatures<F extends Feature>(
  lifted: readonly Lifted<F>[],
  values: ReadonlyMap<string, number>,
): { features: F[]; parameters: Parameter[] } {
  const bindings = new Map<string, Binding[]>([...values.keys()].map((name) => [name, []]));
  const tolerance = 1e-12 * greatestMagnitude(lifted.map((feature) => lengthsOf(feature as Lifted<Feature>)));
  const features = lifted.map(
    (feature, i) =>
      lower(feature, `/${i}`, (number, path) => bind(number, path, values, bindings, tolerance)) as F,
  );
  const parameters = [...values]
    .map(([name, value]) => ({ name, value, bindings: bindings.get(name) ?? [] }))
    .filter((parameter) => parameter.bindings.length > 0);
  return { features, parameters };
}

function lower(value: unknown, path: string, visit: (number: Affine, path: string) => void): unknown {
  if (isAffine(value)) {
    visit(value, path);
    return value.value;
  }
  if (Array.isArray(value)) return value.map((item, i) => lower(item, `${path}/${i}`, visit));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, field]) => [key, lower(field, `${path}/${key}`, visit)]),
  );
}

function bind(
  number: Affine,
  path: string,
  values: ReadonlyMap<string, number>,
  bindings: ReadonlyMap<string, Binding[]>,
  tolerance: number,
): void {
  let offset = number.value;
  for (const [name, scale] of number.terms) offset -= scale * (values.get(name) ?? 0);
  // The constant part goes with the first binding, unless it is rounding.
  if (Math.abs(offset) <= tolerance) offset = 0;
  for (const [name, scale] of number.terms) {
    bindings.get(name)?.push(offset === 0 ? { path, scale } : { path, scale, offset });
    offset = 0;
  }
}

const isAffine = (value: unknown): value is Affine =>
  typeof value === 'object' && value !== null && 'terms' in value && value.terms instanceof Map;
