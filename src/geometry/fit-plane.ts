import { centroidOf, type Fit, measured, scatterAbout } from './fit.ts';
import type { SurfaceOf } from './surface.ts';
import { symmetricEigen } from './symmetric.ts';

/**
 * Least-squares plane of flat x, y, z `points` (its normal has either sign), or undefined when they do not span one.
 */
export function fitPlane(points: Float64Array): Fit<SurfaceOf<'plane'>> | undefined {
  if (points.length < 9) return undefined;
  const origin = centroidOf(points);
  const { values, vectors } = symmetricEigen(scatterAbout(points, origin), 3);
  if (!(values[1] > 1e-14 * values[2])) return undefined; // narrower than coordinates can tell: a line
  const [x, y, z] = vectors[0];
  return measured({ kind: 'plane', origin, normal: [x, y, z] }, points);
}
