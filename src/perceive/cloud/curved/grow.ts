import { type DistanceFunction, distanceFunction } from '../../../geometry/distance-function.ts';
import { pointAt } from '../../../geometry/fit.ts';
import type { Held } from '../../../geometry/fit-revolution.ts';
import { normalAt } from '../../../geometry/surface-distance.ts';
import { dot, type Vec3 } from '../../../geometry/vector.ts';
import { type FreeCloud, gather } from './free-cloud.ts';
import { followed } from './patches.ts';
import { type CurvedSurface, refit } from './refit.ts';

/** A surface with the free points that lie on it. */
export type Region = { readonly surface: CurvedSurface; readonly points: readonly number[] };

/** While a region grows its surface is known from a part of it only: points may be off by this many tolerances. */
const GROWING_TOLERANCE = 1.5;

/** A surface is fitted anew each time that its region has grown by this factor. */
const GROWTH = 1.5;

/** Points that a growing surface is fitted to at most, and one that is to last. */
const SAMPLE = 200;
const LARGE_SAMPLE = 1000;

/** Fits of a surface to all points that lie on it, each of which finds others. */
const SETTLING_ROUNDS = 3;

/** Cosine of the angle up to which a point's normal may differ from its surface's. */
const LEAST_AGREEMENT = 0.87;

/** A surface of whose nearby points less than this share follow it is an accident. */
const LEAST_FOLLOWED = 0.3;

/** Of a point's nearest neighbours in the whole cloud, how many must lie on the same surface. */
const SUPPORTERS = 2;

/**
 * Grows a region from neighbour to neighbour, starting with the points `seeds` on the surface `start`, which is fitted
 * to it again and again; what is `held` stays. Undefined when the fit breaks down.
 */
export function growRegion(
  cloud: FreeCloud,
  seeds: readonly number[],
  start: CurvedSurface,
  held: Held,
): Region | undefined {
  const { positions: p, neighbours, neighbourCount, taken, seen } = cloud;
  const limit = GROWING_TOLERANCE * cloud.tolerance;
  const points = [...seeds];
  let surface = start;
  let distance = distanceFunction(surface);
  const stamp = ++seen.last;
  for (const i of points) seen.mark[i] = stamp;
  let nextFit = GROWTH * points.length;
  for (let at = 0; at < points.length; at++) {
    const row = points[at] * neighbourCount;
    for (let j = 0; j < neighbourCount; j++) {
      const next = neighbours[row + j];
      if (taken[next] || seen.mark[next] === stamp) continue;
      if (!(distance(p[3 * next], p[3 * next + 1], p[3 * next + 2]) <= limit)) continue;
      seen.mark[next] = stamp;
      points.push(next);
    }
    if (points.length < nextFit) continue;
    const better = refit(surface, gather(p, thinned(points, SAMPLE)), held);
    if (!better) return undefined;
    surface = better;
    distance = distanceFunction(surface);
    nextFit = GROWTH * points.length;
  }
  const final = refit(surface, gather(p, thinned(points, LARGE_SAMPLE)), held);
  return final && { surface: final, points };
}

/**
 * Fits a surface in turn to the free points that lie on it, wherever they are, and finds those anew. Undefined when
 * fewer than `least` are left.
 */
export function settle(
  cloud: FreeCloud,
  start: CurvedSurface,
  held: Held,
  least: number,
): Region | undefined {
  let surface = start;
  let points = supported(cloud, pointsOn(cloud, surface));
  for (let round = 0; round < SETTLING_ROUNDS; round++) {
    if (points.length < least) return undefined;
    const better = refit(surface, gather(cloud.positions, thinned(points, LARGE_SAMPLE)), held);
    if (!better) return undefined;
    surface = better;
    points = supported(cloud, pointsOn(cloud, surface));
    // Before it is fitted to all points a surface misses even its own patches by too much.
    if (round === 0) continue;
    const near = points.length;
    points = followed(cloud, surface, points);
    if (points.length < LEAST_FOLLOWED * near) return undefined;
  }
  return points.length < least ? undefined : { surface, points };
}

/** The free points within the tolerance of a surface that face along it, as far as their normals can be trusted. */
function pointsOn(cloud: FreeCloud, surface: CurvedSurface): number[] {
  const { positions: p, normals: n, taken, tolerance, exact } = cloud;
  const distance: DistanceFunction = distanceFunction(surface);
  const result: number[] = [];
  for (let i = 0; i < taken.length; i++) {
    if (taken[i] || !(distance(p[3 * i], p[3 * i + 1], p[3 * i + 2]) <= tolerance)) continue;
    if (exact || facesAlong(surface, pointAt(p, i), pointAt(n, i))) result.push(i);
  }
  return result;
}

const facesAlong = (surface: CurvedSurface, point: Vec3, normal: Vec3): boolean =>
  Math.abs(dot(normalAt(surface, point), normal)) >= LEAST_AGREEMENT;

/** Those of `points` around which others of them lie: single ones lie where the surface crosses something else. */
function supported({ around, aroundCount, seen }: FreeCloud, points: readonly number[]): number[] {
  const stamp = ++seen.last;
  for (const i of points) seen.mark[i] = stamp;
  return points.filter((i) => {
    let supporters = 0;
    for (let j = i * aroundCount; j < (i + 1) * aroundCount; j++) {
      if (around[j] >= 0 && seen.mark[around[j]] === stamp) supporters++;
    }
    return supporters >= SUPPORTERS;
  });
}

/** At most `most` of the items, evenly. */
export function thinned(items: readonly number[], most: number): readonly number[] {
  if (items.length <= most) return items;
  return Array.from({ length: most }, (_, i) => items[Math.floor((i * items.length) / most)]);
}
