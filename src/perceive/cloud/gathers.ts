import { distanceFunction } from '../../geometry/distance-function.ts';
import { normalsTell } from './assign-costs.ts';
import type { LocalGeometry } from './local/local-geometry.ts';
import type { CloudFace } from './types.ts';

/**
 * Points of a surface that is there scatter about it by the noise; those of one that cuts through others fill the tolerance
 * evenly, which is a deviation of 1.7 times the noise. True faces have up to 1.15 times, false ones mostly 1.3 and more.
 */
const MOST_DEVIATION = 1.25;
/** Fewer points tell no deviation. */
const LEAST_POINTS = 30;

/** Whether the points of a noisy curved face gather at it, as they do at surfaces that are there. */
export function gathers(local: LocalGeometry, face: CloudFace): boolean {
  if (face.surface.kind === 'plane' || face.points.length < LEAST_POINTS || !normalsTell(local)) return true;
  return deviationFrom(local, face) <= MOST_DEVIATION * local.noise;
}

/** Root mean square of the distances of a face's points from its surface. */
export function deviationFrom({ positions: p }: LocalGeometry, { surface, points }: CloudFace): number {
  const distance = distanceFunction(surface);
  let squares = 0;
  for (const i of points) squares += distance(p[3 * i], p[3 * i + 1], p[3 * i + 2]) ** 2;
  return Math.sqrt(squares / Math.max(1, points.length));
}
