import { type Affine, times } from '../../program/affine.ts';
import { roundCosine } from '../../program/numbers.ts';
import type { Point } from '../code/lifted-shapes.ts';
import { refuse } from './tokens.ts';
import { type Arguments, countOf, type Location, numberOf, radiansOf, truthOf } from './values.ts';

/** Most places, and most outlines, of one drawing or sketch. */
export const MAX_PLACES = 5_000;

/** The names that a call gives to the arguments of an array: Workplane and Sketch differ in them. */
type GridNames = { readonly spacing: readonly [string, string]; readonly counts: readonly [string, string] };

/** Rows and columns about the origin, or from it along the axes that are not `centered`; column by column. */
export function gridLocations(
  args: Arguments,
  { spacing, counts }: GridNames,
  centered: readonly boolean[],
): Location[] {
  const steps = spacing.map((name) => numberOf(args, name));
  const [columns, rows] = counts.map((name) => countOf(args, name, MAX_PLACES));
  if (columns * rows > MAX_PLACES) refuse(args.at, `at most ${MAX_PLACES} places are read`);
  const along = (k: number, i: number, count: number) =>
    times(steps[k], centered[k] ? i - (count - 1) / 2 : i);
  return Array.from({ length: columns * rows }, (_, i): Location => {
    const [column, row] = [Math.floor(i / rows), i % rows];
    return { at: [along(0, column, columns), along(1, row, rows)], angle: 0 };
  });
}

type RingNames = {
  readonly radius: string;
  readonly start: string;
  readonly angle: string;
  readonly count: string;
};

/** Places around the origin, each turned with its angle unless `rotate` is False. */
export function ringLocations(args: Arguments, names: RingNames): Location[] {
  const radius = numberOf(args, names.radius);
  const start = radiansOf(args, names.start);
  const count = countOf(args, names.count, MAX_PLACES);
  const total = radiansOf(args, names.angle);
  const step = truthOf(args, 'fill', true) ? evenStep(total, count) : total;
  const turns = truthOf(args, 'rotate', true);
  return Array.from({ length: count }, (_, i) => {
    const angle = start + i * step;
    return { at: onCircle(radius, angle), angle: turns ? angle : 0 };
  });
}

/** The angle between `count` places over `total`, first and last included unless it is a whole turn. */
function evenStep(total: number, count: number): number {
  const turns = total / (2 * Math.PI);
  if (Math.abs(turns - Math.round(turns)) < 1e-9) return total / count;
  return count > 1 ? total / (count - 1) : 0;
}

const onCircle = (radius: Affine, angle: number): Point => [
  times(radius, roundCosine(Math.cos(angle))),
  times(radius, roundCosine(Math.sin(angle))),
];

/** Places that are not turned. */
export const locationsAt = (points: readonly Point[]): Location[] => points.map((at) => ({ at, angle: 0 }));
