import { distanceFunction } from '../../../geometry/distance-function.ts';
import { pointAt } from '../../../geometry/fit.ts';
import { fitCircle } from '../../../geometry/fit-circle.ts';
import { addScaled, dot } from '../../../geometry/vector.ts';
import { isConvincing } from './evidence.ts';
import type { View } from './exact-cylinders.ts';
import { type FreeCloud, gather, leastPoints } from './free-cloud.ts';
import { type Region, settle, thinned } from './grow.ts';
import { type CurvedSurface, refit } from './refit.ts';

/** Points that surfaces are compared by. */
const SAMPLE = 1000;

/** A cylinder along a known direction is preferred up to this ratio of mean squared distances: it takes fewer numbers. */
const AS_GOOD = 1.05;

/**
 * A region of noisy points as a cylinder along a known direction, where that explains them as well as its own surface
 * does: a low piece of a cylinder is nearly one of a sphere or of a torus. Otherwise the region itself.
 */
export function alongKnown(cloud: FreeCloud, region: Region, views: readonly View[]): Region {
  const points = gather(cloud.positions, thinned(region.points, SAMPLE));
  let best: CurvedSurface | undefined;
  let least = AS_GOOD * meanSquare(region.surface, points);
  for (const view of views) {
    const cylinder = cylinderAlong(view, points);
    const off = cylinder ? meanSquare(cylinder, points) : Infinity;
    if (off > least) continue;
    least = off;
    best = cylinder;
  }
  const settled = best && settle(cloud, best, 'direction', leastPoints(cloud));
  return settled && isConvincing(cloud, settled) ? settled : region;
}

function cylinderAlong({ direction, u, v }: View, points: Float64Array): CurvedSurface | undefined {
  const start = pointAt(points, 0);
  const flat = new Float64Array((2 * points.length) / 3);
  for (let i = 0; i < points.length / 3; i++) {
    const p = pointAt(points, i);
    flat[2 * i] = dot(p, u) - dot(start, u);
    flat[2 * i + 1] = dot(p, v) - dot(start, v);
  }
  const circle = fitCircle(flat);
  if (!circle) return undefined;
  const origin = addScaled(addScaled(start, u, circle.center[0]), v, circle.center[1]);
  return refit({ kind: 'cylinder', origin, axis: direction, radius: circle.radius }, points, 'direction');
}

function meanSquare(surface: CurvedSurface, points: Float64Array): number {
  const distance = distanceFunction(surface);
  let sum = 0;
  for (let i = 0; i < points.length; i += 3) sum += distance(points[i], points[i + 1], points[i + 2]) ** 2;
  return sum / (points.length / 3);
}
