import { bulges } from './bulge.ts';
import type { GrownPlane, Growth } from './grow-plane.ts';

/** Extent that points on a plane have in every direction, in tolerances, and their standard deviation for that. */
const LEAST_EXTENT = { exact: 3, noisy: 1.5 };
const DEVIATION = 1 / Math.sqrt(12);

/** Fewest points of a plane. */
const LEAST_POINTS = { exact: 5, noisy: 12 };

/** Whether points that lie on a plane spread over it in two directions and do not bulge. */
export function isFlat({ local, byNormals }: Growth, { fit, points }: GrownPlane): boolean {
  const { tolerance, spacing } = local;
  const extent = (byNormals ? LEAST_EXTENT.noisy : LEAST_EXTENT.exact) * tolerance;
  const least = byNormals ? Math.max(LEAST_POINTS.noisy, (extent / spacing) ** 2) : LEAST_POINTS.exact;
  if (points.length < least || fit.width < DEVIATION * extent) return false;
  return !bulges(local, points, points.length, fit);
}
