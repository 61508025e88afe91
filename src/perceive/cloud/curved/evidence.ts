import { distanceFunction } from '../../../geometry/distance-function.ts';
import { fitPlane } from '../../../geometry/fit-plane.ts';
import type { Surface } from '../../../geometry/surface.ts';
import { type FreeCloud, gather } from './free-cloud.ts';
import { type Region, thinned } from './grow.ts';

/** Of all free neighbours of a region's points the share that must lie on its surface: less is a sliver of something. */
const LEAST_FILL = 0.45;

/** How many times worse a plane must explain the points, as a ratio of mean squares, and how significantly. */
const BEND_RATIO = 1.3;
const BEND_SIGNIFICANCE = 30;

/** A radius above this many times the extent of a region's points is a guess. */
const MOST_RADIUS = 4;

/** Points that are looked at to judge a region. */
const SAMPLE = 2000;

/** Whether a region's points say that there is such a surface, rather than a plane or a chance. */
export function isConvincing(cloud: FreeCloud, region: Region): boolean {
  return fillOf(cloud, region) >= LEAST_FILL && isBent(cloud, region);
}

/** Of the free points around a region's points, the share that belong to the region. */
export function fillOf({ neighbours, neighbourCount, taken, seen }: FreeCloud, { points }: Region): number {
  const stamp = ++seen.last;
  for (const i of points) seen.mark[i] = stamp;
  let own = 0;
  let all = 0;
  for (const i of thinned(points, SAMPLE)) {
    for (let j = i * neighbourCount; j < (i + 1) * neighbourCount; j++) {
      if (taken[neighbours[j]]) continue;
      all++;
      if (seen.mark[neighbours[j]] === stamp) own++;
    }
  }
  return all === 0 ? 1 : own / all;
}

/** Whether no plane explains the points nearly as well, and the curvature shows within their extent. */
function isBent(cloud: FreeCloud, { surface, points }: Region): boolean {
  const sample = gather(cloud.positions, thinned(points, SAMPLE));
  const plane = fitPlane(sample);
  if (!plane) return false;
  const floor = (cloud.tolerance / 6) ** 2;
  const curved = Math.max(floor, meanSquare(surface, sample));
  const flat = meanSquare(plane.surface, sample);
  if (flat < BEND_RATIO * curved || (points.length * (flat - curved)) / curved < BEND_SIGNIFICANCE)
    return false;
  return radiusOf(surface) <= MOST_RADIUS * extentOf(sample);
}

const radiusOf = (surface: Region['surface']): number =>
  surface.kind === 'torus' ? surface.minorRadius : surface.radius;

function meanSquare(surface: Surface, points: Float64Array): number {
  const distance = distanceFunction(surface);
  let sum = 0;
  for (let i = 0; i < points.length; i += 3) sum += distance(points[i], points[i + 1], points[i + 2]) ** 2;
  return sum / (points.length / 3);
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
