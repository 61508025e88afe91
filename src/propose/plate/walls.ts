import { distance2, type Vec2 } from '../../geometry/vector.ts';
import type { ContourPrecision, FittedRun } from './contour-runs.ts';
import type { Skins } from './skins.ts';

/** Walls are looked for in between the skins, so many deviations from them, where so many are left of the thickness. */
const OFF_SKINS = 2.25;

/** Points of walls lie within so many blurs of where the density falls. */
const REACH = 2.5;

/** A run of which so many points are expected on its wall has one if there are more than this share. */
const LEAST_EXPECTED = 8;
const LEAST_SHARE = 0.25;

/** ... if the scanner saw walls at all: at this share of the length of all runs. */
const SEEN = 0.5;

/** Places of points u, v on walls, and how many of them there are for each unit of a wall's length. */
export type Walls = { readonly places: readonly Vec2[]; readonly perLength: number };

/** The points of a view that lie on walls, as they are no skin's; undefined where the skins are too close to tell. */
export function wallsBetween(
  local: Float64Array,
  { middle, thickness, deviation }: Skins,
  spacing: number,
): Walls | undefined {
  const half = thickness / 2 - OFF_SKINS * deviation;
  if (half <= 0) return undefined;
  const places: Vec2[] = [];
  for (let i = 0; i < local.length; i += 3)
    if (Math.abs(local[i + 2] - middle) < half) places.push([local[i], local[i + 1]]);
  return { places, perLength: (2 * half) / spacing ** 2 };
}

/**
 * For each run of a closed outline whether there is a wall along it, or may be: where there is none, the scanner did not see
 * the skins. All have one where it hardly saw any wall of the outline, but not none.
 */
export function haveWalls(
  runs: readonly FittedRun[],
  { places, perLength }: Walls,
  { blur }: ContourPrecision,
): boolean[] {
  const counts = countNear(runs, places, REACH * blur);
  const have = runs.map(({ length }, k) => {
    const expected = length * perLength;
    return expected < LEAST_EXPECTED || counts[k] > LEAST_SHARE * expected;
  });
  const total = runs.reduce((sum, { length }) => sum + length, 0);
  const seen = runs.reduce((sum, { length }, k) => sum + (have[k] ? length : 0), 0);
  return seen > 0 && seen < SEEN * total ? runs.map(() => true) : have;
}

/** How many of the places are nearest to each run, and no farther than `reach`. */
function countNear(runs: readonly FittedRun[], places: readonly Vec2[], reach: number): number[] {
  const counts = runs.map(() => 0);
  for (const place of places) {
    let [nearest, least] = [-1, reach];
    for (const [k, { points }] of runs.entries())
      for (const point of points) {
        const distance = distance2(point, place);
        if (distance < least) [nearest, least] = [k, distance];
      }
    if (nearest >= 0) counts[nearest]++;
  }
  return counts;
}
