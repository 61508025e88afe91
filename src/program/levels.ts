import { type Bounds, longestSideOf } from '../geometry/mesh.ts';
import { type Affine, minus } from './affine.ts';
import type { Names } from './names.ts';

/** A place along a world axis where something of the body starts or ends, or has a corner, and the box of that something. */
export type Level = { readonly axis: Axis; readonly at: Affine; readonly box: Bounds };
export type Axis = 0 | 1 | 2;

/** A parameter may be moved by this share of its value and nothing passes anything else. */
const ROOM = 0.1;

/** The level at a position; one of something near the box, if there is one, before any other. */
export function levelAt(
  levels: readonly Level[],
  axis: Axis,
  position: number,
  box: Bounds,
  { tolerance }: Names,
): Affine | undefined {
  const there = levels.filter(
    (level) => level.axis === axis && Math.abs(level.at.value - position) <= tolerance,
  );
  return (there.find((level) => touch(level.box, box)) ?? there[0])?.at;
}

/** The levels of what is so near to the box that moving what is in it may bring them together. */
export function levelsNear(levels: readonly Level[], box: Bounds): Level[] {
  const reach = ROOM * longestSideOf(box);
  const wide: Bounds = {
    min: [box.min[0] - reach, box.min[1] - reach, box.min[2] - reach],
    max: [box.max[0] + reach, box.max[1] + reach, box.max[2] + reach],
  };
  return levels.filter((level) => touch(level.box, wide));
}

const touch = (a: Bounds, b: Bounds): boolean =>
  ([0, 1, 2] as const).every((k) => a.min[k] <= b.max[k] && b.min[k] <= a.max[k]);

/** The level nearest to a position that is not there itself, or undefined. */
export function nearestLevel(
  levels: readonly Level[],
  axis: Axis,
  position: number,
  { tolerance }: Names,
): Affine | undefined {
  let nearest: Affine | undefined;
  let least = Infinity;
  for (const level of levels) {
    const distance = Math.abs(level.at.value - position);
    if (level.axis !== axis || distance <= tolerance || distance >= least) continue;
    [nearest, least] = [level.at, distance];
  }
  return nearest;
}

/**
 * Whether a place stays on the same side of all levels of its axis, or on them, when any one parameter moves by a tenth
 * of its value. So no face comes or goes.
 */
export const keepsItsPlace = (at: Affine, axis: Axis, levels: readonly Level[], names: Names): boolean =>
  levels.every((level) => level.axis !== axis || staysApart(at, level.at, names));

/** Whether the order of two places, or that they are one, outlasts any move. */
export function staysApart(a: Affine, b: Affine, names: Names): boolean {
  const { value, terms } = minus(a, b);
  for (const [name, scale] of terms) {
    const change = ROOM * Math.abs(scale * names.valueOf(name));
    const limit = Math.abs(value) <= names.tolerance ? names.tolerance : Math.abs(value) - names.tolerance;
    if (change > limit) return false;
  }
  return true;
}
