import type { GrownPlane, Growth } from './grow-plane.ts';
import { sagOf } from './plane-fit.ts';

/** Points on a plane bulge from it by less than this share of the tolerance, or by no more than chance explains. */
const MOST_SAG = 0.5;
const SIGNIFICANT = 5;

/** Extent that points on a plane have in every direction, in tolerances, and their standard deviation for that. */
const LEAST_EXTENT = { exact: 3, noisy: 1.5 };
const DEVIATION = 1 / Math.sqrt(12);

/** Fewest points of a plane. */
const LEAST_POINTS = { exact: 5, noisy: 12 };

/** Whether points that lie on a plane spread over it in two directions and do not bulge. */
export function isFlat({ local, byNormals }: Growth, { fit, points }: GrownPlane): boolean {
  const { tolerance, spacing, positions } = local;
  const extent = (byNormals ? LEAST_EXTENT.noisy : LEAST_EXTENT.exact) * tolerance;
  const least = byNormals ? Math.max(LEAST_POINTS.noisy, (extent / spacing) ** 2) : LEAST_POINTS.exact;
  if (points.length < least || fit.width < DEVIATION * extent) return false;
  const bulge = sagOf(positions, points, points.length, fit);
  return !(bulge && bulge.sag > MOST_SAG * tolerance && bulge.sag > SIGNIFICANT * bulge.error);
}
