import { projectToCurve } from '../../geometry/plane-curve.ts';
import { distance2, type Vec2 } from '../../geometry/vector.ts';
import type { ContourPrecision, FittedRun } from './contour-runs.ts';

/** Lines that differ by less than this angle, in radians, and by so many errors, may be one, if not by this angle. */
const SAME_TURN = 0.003;
const SAME = 3;
const MOST_TURN = 0.05;

/** A dip is so many blurs long at most. */
const DIP = 12;

/** Fewer runs than this are none too many. */
const LEAST_RUNS = 6;

/** Walls are looked for in between the skins, so many deviations from them, where so many are left of the thickness. */
const OFF_SKINS = 2.25;

/** Points of walls lie within so many blurs of where the density falls. */
const REACH = 2.5;

/** A run of which so many points are expected on its wall has one if there are more than this share. */
const LEAST_EXPECTED = 15;
const LEAST_SHARE = 0.25;

/** ... if the scanner saw walls at all: at this share of the length of all runs. */
const SEEN = 0.5;

/** The runs without a short line wherever it parts two that are one line: it is where chance left few points at a border. */
export function withoutDips(runs: readonly FittedRun[], precision: ContourPrecision): FittedRun[] {
  const { blur } = precision;
  const k = runs.findIndex(
    ({ curve, length }, i) =>
      runs.length >= LEAST_RUNS &&
      curve.kind === 'line' &&
      length <= DIP * blur &&
      isOneLine(runs[before(i, runs)], runs[after(i, runs)], precision),
  );
  return k < 0 ? [...runs] : withoutDips(without(k, runs, precision), precision);
}

/** Places of points u, v on walls, and how many of them there are for each unit of a wall's length. */
export type Walls = { readonly places: readonly Vec2[]; readonly perLength: number };

/** The points of a view that lie on walls, as they are no skin's; undefined where the skins are too close to tell. */
export function wallsBetween(
  local: Float64Array,
  {
    middle,
    thickness,
    deviation,
  }: { readonly middle: number; readonly thickness: number; readonly deviation: number },
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
 * The runs without those where there is no wall: there the scanner did not see the skins. None is left of a hole that is
 * one of those.
 */
export function withWalls(
  runs: readonly FittedRun[],
  { places, perLength }: Walls,
  precision: ContourPrecision,
): FittedRun[] {
  const counts = countNear(runs, places, REACH * precision.blur);
  const hasWall = runs.map(({ length }, k) => {
    const expected = length * perLength;
    return expected < LEAST_EXPECTED || counts[k] > LEAST_SHARE * expected;
  });
  const total = runs.reduce((sum, { length }) => sum + length, 0);
  const seen = runs.reduce((sum, { length }, k) => sum + (hasWall[k] ? length : 0), 0);
  if (seen === 0) return [];
  if (seen < SEEN * total) return [...runs];
  let left = [...runs];
  for (const run of runs.filter((_, k) => !hasWall[k])) {
    const k = left.indexOf(run);
    if (k >= 0 && left.length > 2) left = without(k, left, precision);
  }
  return left;
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

/** The runs without one, and those before and after it as one where they are one line. */
function without(k: number, runs: readonly FittedRun[], precision: ContourPrecision): FittedRun[] {
  const [a, b] = [runs[before(k, runs)], runs[after(k, runs)]];
  if (a === b || !isOneLine(a, b, precision)) return runs.filter((_, i) => i !== k);
  const joined = {
    ...(a.length > b.length ? a : b),
    points: [...a.points, ...b.points],
    length: a.length + runs[k].length + b.length,
  };
  return [joined, ...runs.slice(3).map((_, i) => runs[(k + 2 + i) % runs.length])];
}

/** Whether two runs lie on lines that chance does not tell apart. */
function isOneLine(a: FittedRun, b: FittedRun, { error, shared }: ContourPrecision): boolean {
  if (a.curve.kind !== 'line' || b.curve.kind !== 'line') return false;
  const errorOf = ({ length }: FittedRun) => error * Math.sqrt(Math.min(1, shared / length));
  const [placeA, placeB] = [errorOf(a), errorOf(b)];
  // Of a line through points that are evenly spread over a length, the turn is known to this.
  const turn = SAME_TURN + SAME * Math.sqrt(12) * Math.hypot(placeA / a.length, placeB / b.length);
  const [[au, av], [bu, bv]] = [a.curve.direction, b.curve.direction];
  if (au * bu + av * bv < Math.cos(Math.min(turn, MOST_TURN))) return false;
  const apart = distance2(projectToCurve(a.curve, b.curve.point), b.curve.point);
  return apart <= SAME * Math.hypot(placeA, placeB) + (turn / 2) * distance2(a.curve.point, b.curve.point);
}

const before = (k: number, runs: readonly unknown[]): number => (k + runs.length - 1) % runs.length;
const after = (k: number, runs: readonly unknown[]): number => (k + 1) % runs.length;
