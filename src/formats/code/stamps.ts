import type { Affine } from '../../program/affine.ts';
import { affineText, type Numerals, numberText, pointText } from './expressions.ts';
import type { Drawn, Point } from './lifted-shapes.ts';

/** A path, or a named shape at one or more places. */
export type Stamp =
  | { readonly kind: 'path'; readonly path: Extract<Drawn, { kind: 'path' }> }
  | {
      readonly kind: 'shape';
      readonly shape: Exclude<Drawn, { kind: 'path' }>;
      readonly centers: readonly Point[];
    };

/** Loops that differ only in where they stand, together; in the order of the first of each kind. */
export function stampsOf(loops: readonly Drawn[], numerals: Numerals): Stamp[] {
  const stamps: Stamp[] = [];
  const index = new Map<string, number>();
  for (const loop of loops) {
    if (loop.kind === 'path') {
      stamps.push({ kind: 'path', path: loop });
      continue;
    }
    const key = sizeKey(loop, numerals);
    const at = index.get(key);
    const same = at === undefined ? undefined : stamps[at];
    if (at !== undefined && same?.kind === 'shape')
      stamps[at] = { ...same, centers: [...same.centers, loop.center] };
    else {
      index.set(key, stamps.length);
      stamps.push({ kind: 'shape', shape: loop, centers: [loop.center] });
    }
  }
  return stamps;
}

/** The same text for shapes of the same kind and sizes. */
function sizeKey(shape: Exclude<Drawn, { kind: 'path' }>, numerals: Numerals): string {
  const { kind } = shape;
  const text = (number: Affine) => affineText(number, numerals);
  if (kind === 'circle') return `${kind} ${text(shape.radius)}`;
  if (kind === 'slot')
    return `${kind} ${text(shape.length)} ${text(shape.diameter)} ${degreesText(shape.angle)}`;
  const radius = kind === 'rounded-rectangle' ? text(shape.radius) : '';
  return `${kind} ${text(shape.width)} ${text(shape.length)} ${radius}`;
}

export const pointTextOf = (point: Point, numerals: Numerals): string =>
  pointText(affineText(point[0], numerals), affineText(point[1], numerals));

/** What counts as rounding of an angle in degrees. */
export const DEGREES_ROUNDING = 5e-11;

/** An angle in degrees, free of the rounding of its conversion. */
export const degreesText = (radians: number): string =>
  numberText((radians * 180) / Math.PI, DEGREES_ROUNDING);
