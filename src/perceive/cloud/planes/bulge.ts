import type { LocalGeometry } from '../local/local-geometry.ts';
import { type PlaneFit, sagOf } from './plane-fit.ts';

/** Points on a plane bulge from it by less than this share of the tolerance, or by no more than chance explains. */
const MOST_SAG = 0.5;
const SIGNIFICANT = 5;

/** Whether the first `count` of `members` bulge from the plane fitted to them: they lie on something curved. */
export function bulges(
  { positions, tolerance }: LocalGeometry,
  members: ArrayLike<number>,
  count: number,
  fit: PlaneFit,
): boolean {
  const bulge = sagOf(positions, members, count, fit);
  return bulge !== undefined && bulge.sag > MOST_SAG * tolerance && bulge.sag > SIGNIFICANT * bulge.error;
}
