import { distanceFunction } from '../../../geometry/distance-function.ts';
import { fitPlane } from '../../../geometry/fit-plane.ts';
import type { Surface } from '../../../geometry/surface.ts';
import { type FreeCloud, gather } from './free-cloud.ts';
import { type Region, thinned } from './grow.ts';

/**
 * Of all free neighbours of a region's points the share that must lie on its surface (less is a sliver of something), and
 * of all their neighbours, planes and all (less is what planes' noise leaves over).
 */
const LEAST_FILL = 0.45;
const LEAST_DENSITY = 0.15;

/**
 * A plane must explain the points worse by this ratio of mean squares, and be off by this share of the tolerance: exact
 * points miss nothing else.
 */
const BEND_RATIO = 1.5;
const LEAST_BEND = 0.3;

/**
 * Noisy points gather at their surface: the root mean square of the nearest 80% is 0.22 tolerances, where it is 0.46 for
 * points that fill the space around.
 */
const MOST_SPREAD = 0.36;

/** A radius below this many tolerances is noise, one above this many times the extent of a region's points is a guess. */
const LEAST_RADIUS = 1.5;
const MOST_RADIUS = 4;

/** Points that are looked at to judge a region. */
const SAMPLE = 2000;

/** Whether a region's points say that there is such a surface, rather than a plane or a chance. */
export function isConvincing(cloud: FreeCloud, region: Region): boolean {
  return isDense(cloud, region) && isBent(cloud, region);
}

/** Whether the region's points lie together, as densely as the cloud does. */
function isDense(cloud: FreeCloud, { points }: Region): boolean {
  const { neighbours, neighbourCount, around, aroundCount, taken, seen } = cloud;
  const stamp = ++seen.last;
  for (const i of points) seen.mark[i] = stamp;
  const sample = thinned(points, SAMPLE);
  let free = 0;
  let own = 0;
  let ownAround = 0;
  for (const i of sample) {
    for (let j = i * neighbourCount; j < (i + 1) * neighbourCount; j++) {
      if (taken[neighbours[j]]) continue;
      free++;
      if (seen.mark[neighbours[j]] === stamp) own++;
    }
    for (let j = i * aroundCount; j < (i + 1) * aroundCount; j++) {
      if (around[j] >= 0 && seen.mark[around[j]] === stamp) ownAround++;
    }
  }
  return own >= LEAST_FILL * free && ownAround >= LEAST_DENSITY * aroundCount * sample.length;
}

/** Whether no plane explains the points nearly as well, and the curvature shows within their extent. */
function isBent(cloud: FreeCloud, region: Region): boolean {
  const sample = gather(cloud.positions, thinned(region.points, SAMPLE));
  const off = squaresOff(region.surface, sample);
  if (!off || isStraight(cloud, off)) return false;
  if (!cloud.exact && off.curved > (MOST_SPREAD * cloud.tolerance) ** 2) return false;
  const radius = radiusOf(region.surface);
  return radius >= LEAST_RADIUS * cloud.tolerance && radius <= MOST_RADIUS * extentOf(sample);
}

/** Whether noisy points of a region gather at a plane as well as at its surface. */
export function isFlat(cloud: FreeCloud, { surface, points }: Region): boolean {
  const off = squaresOff(surface, gather(cloud.positions, thinned(points, SAMPLE)));
  return off !== undefined && isStraight(cloud, off) && off.flat <= (MOST_SPREAD * cloud.tolerance) ** 2;
}

/** Mean squares of distances from the best plane and from a curved surface. */
type SquaresOff = { readonly flat: number; readonly curved: number };

function squaresOff(surface: Surface, points: Float64Array): SquaresOff | undefined {
  const plane = robustPlane(points);
  return plane && { flat: meanSquare(plane, points), curved: meanSquare(surface, points) };
}

const isStraight = ({ tolerance }: FreeCloud, { flat, curved }: SquaresOff): boolean =>
  flat < (LEAST_BEND * tolerance) ** 2 || flat < BEND_RATIO * curved;

const radiusOf = (surface: Region['surface']): number =>
  surface.kind === 'torus' ? surface.minorRadius : surface.radius;

/** Mean square of the distances, without the greatest ones where there are enough. */
function meanSquare(surface: Surface, points: Float64Array): number {
  const distance = distanceFunction(surface);
  const squares = new Float64Array(points.length / 3);
  for (let i = 0; i < squares.length; i++)
    squares[i] = distance(points[3 * i], points[3 * i + 1], points[3 * i + 2]) ** 2;
  squares.sort();
  const count = squares.length < ENOUGH ? squares.length : Math.floor(TRIMMED * squares.length);
  let sum = 0;
  for (let i = 0; i < count; i++) sum += squares[i];
  return sum / count;
}

/** Longest side of the points' box. */
function extentOf(points: Float64Array): number {
  let extent = 0;
  for (let k = 0; k < 3; k++) {
    let low = Infinity;
    let high = -Infinity;
    for (let i = k; i < points.length; i += 3) {
      low = Math.min(low, points[i]);
      high = Math.max(high, points[i]);
    }
    extent = Math.max(extent, high - low);
  }
  return extent;
}

/** Share of the points that a plane is fitted to, the nearest ones, where there are enough. */
const TRIMMED = 0.8;
const ENOUGH = 20;
const ROUNDS = 3;

/** The plane nearest to most of the points: a few that lie far off do not turn it. */
function robustPlane(points: Float64Array): Surface | undefined {
  let plane = fitPlane(points)?.surface;
  if (points.length / 3 < ENOUGH) return plane;
  for (let round = 0; plane && round < ROUNDS; round++) {
    const distance = distanceFunction(plane);
    const order = Array.from({ length: points.length / 3 }, (_, i) => i);
    const distances = order.map((i) => distance(points[3 * i], points[3 * i + 1], points[3 * i + 2]));
    order.sort((a, b) => distances[a] - distances[b]);
    plane = fitPlane(gather(points, order.slice(0, TRIMMED * order.length)))?.surface;
  }
  return plane;
}
