import type { Vec3 } from '../../../geometry/vector.ts';
import { LOG_FALSE_ALARMS, logChance } from './chance.ts';
import { directionsOf } from './directions.ts';
import type { GrownPlane, Growth } from './grow-plane.ts';
import { fitPlaneTo } from './plane-fit.ts';

/** Known directions along which planes of few points are looked for. */
const MOST_DIRECTIONS = 12;

/** Fewest points of a plane whose direction is known: two points share a height soon enough. */
const LEAST_POINTS = 3;

/**
 * Points up to this many tolerances above and below a plane tell how many lie on it by chance; and more of them than
 * this share of those on it tell that a round surface passes through it, of which it is a strip.
 */
const BESIDE = 25;
const MOST_BESIDE = 0.5;

/** The free points of a cloud by their heights along a direction. */
type Heights = {
  readonly points: Uint32Array;
  readonly heights: Float64Array;
  /** How far apart the heights of all points are, free or not. */
  readonly extent: number;
};

/**
 * Planes square to the directions that others have already, which are too small to be found without: those of so many
 * free points of one height that chance hardly puts them there (a contrario: Desolneux, Moisan and Morel, "Meaningful
 * alignments", 2000). Their points are claimed.
 */
export function planesAlongKnown(
  growth: Growth,
  planes: readonly GrownPlane[],
  expired: () => boolean,
): GrownPlane[] {
  const found: GrownPlane[] = [];
  const directions = directionsOf(planes).slice(0, MOST_DIRECTIONS);
  for (const direction of directions) {
    if (expired()) break;
    const sorted = freeHeights(growth, direction);
    for (const { first, end } of levels(sorted, growth.local.tolerance, directions.length)) {
      const points = sorted.points.slice(first, end).sort();
      const fit = fitPlaneTo(growth.local.positions, points, points.length, direction);
      if (!fit) continue;
      for (const i of points) growth.owner[i] = planes.length + found.length;
      found.push({ fit, points });
    }
  }
  return found;
}

function freeHeights({ local: { positions: p }, owner }: Growth, [x, y, z]: Vec3): Heights {
  const all = new Float64Array(owner.length);
  const free: number[] = [];
  let [low, high] = [Infinity, -Infinity];
  for (let i = 0; i < owner.length; i++) {
    const height = p[3 * i] * x + p[3 * i + 1] * y + p[3 * i + 2] * z;
    if (height < low) low = height;
    if (height > high) high = height;
    all[i] = height;
    if (owner[i] < 0) free.push(i);
  }
  const points = Uint32Array.from(free.sort((a, b) => all[a] - all[b]));
  return { points, heights: Float64Array.from(points, (i) => all[i]), extent: high - low };
}

/**
 * The runs of heights, from `first` to before `end`, within a tolerance to either side that are no accident: of runs that
 * overlap the fullest.
 */
function levels(
  { heights, extent }: Heights,
  tolerance: number,
  directions: number,
): { readonly first: number; readonly end: number }[] {
  const count = heights.length;
  const tests = Math.log(Math.max(1, count * directions));
  // Were all heights spread evenly, so many would lie in a run.
  const even = (count * 2 * tolerance) / Math.max(extent, tolerance);
  const runs: { first: number; end: number }[] = [];
  for (let first = 0, end = 0, low = 0, high = 0; first < count; first++) {
    while (end < count && heights[end] - heights[first] <= 2 * tolerance) end++;
    while (heights[first] - heights[low] > BESIDE * tolerance) low++;
    while (high < count && heights[high] - heights[end - 1] <= BESIDE * tolerance) high++;
    const on = end - first;
    const beside = high - low - on;
    if (on < LEAST_POINTS || beside > MOST_BESIDE * on) continue;
    // The first point gives the height, so that it does not count.
    if (tests + logChance(on - 1, Math.max(even, beside / BESIDE)) > LOG_FALSE_ALARMS) continue;
    runs.push({ first, end });
  }
  return fullest(runs);
}

/** Of runs in ascending order that overlap, those that are fuller than their neighbours. */
function fullest(runs: readonly { first: number; end: number }[]): { first: number; end: number }[] {
  const kept: { first: number; end: number }[] = [];
  for (const run of runs) {
    const last = kept.at(-1);
    if (!last || run.first >= last.end) kept.push(run);
    else if (run.end - run.first > last.end - last.first) kept[kept.length - 1] = run;
  }
  return kept;
}
