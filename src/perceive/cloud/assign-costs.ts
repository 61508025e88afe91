import { distanceFunction } from '../../geometry/distance-function.ts';
import { boundsOf, diagonalOf } from '../../geometry/mesh.ts';
import type { Surface } from '../../geometry/surface.ts';
import { normalAt } from '../../geometry/surface-distance.ts';
import type { LocalGeometry } from './local/local-geometry.ts';

/** What it costs that a point lies on a surface, in half squared standard deviations; infinite where it does not. */
export type PointCost = (point: number) => number;

/** Tolerances are this many standard deviations. */
const DEVIATIONS = 3;

/** What it costs that a point lies on no surface: as much as at the end of the tolerance. */
export const OUTSIDE = DEVIATIONS ** 2 / 2;

/** Normals tell surfaces apart where the tolerance is more than this share of the spacing; below, distances tell all. */
const NORMALS_FROM = 0.15;

/** Standard deviation of a noisy normal, and the least cosine at which it allows a surface at all. */
const NORMAL_DEVIATION = 0.35;
const LEAST_COSINE = 0.7;

/**
 * Coarsest precision that exact points of curved surfaces are expected to have, as a share of the cloud's diagonal: most
 * were taken from facets.
 */
const FACETED = 2e-5;

/** Greatest distance at which the points of a cloud count as lying on a surface. */
export const toleranceFor = (
  surface: Surface,
  { tolerance, positions }: Pick<LocalGeometry, 'tolerance' | 'positions'>,
): number =>
  surface.kind === 'plane' ? tolerance : Math.max(tolerance, FACETED * diagonalOf(boundsOf(positions)));

/** The cost of points of a cloud on a surface, by their distances alone. */
export function distanceCost(local: LocalGeometry, surface: Surface): PointCost {
  const { positions: p } = local;
  const distance = distanceFunction(surface);
  const limit = toleranceFor(surface, local);
  return (i) => {
    const off = distance(p[3 * i], p[3 * i + 1], p[3 * i + 2]) / limit;
    return off <= 1 ? OUTSIDE * off * off : Infinity;
  };
}

/** Whether the normals of a cloud say something that the distances of its points do not. */
export const normalsTell = ({ tolerance, spacing }: Pick<LocalGeometry, 'tolerance' | 'spacing'>): boolean =>
  tolerance > NORMALS_FROM * spacing;

/** The cost of points of a cloud on a surface, by their distances and, where there is noise, their normals. */
export function pointCost(local: LocalGeometry, surface: Surface): PointCost {
  const { positions: p, normals: n } = local;
  const byDistance = distanceCost(local, surface);
  if (!normalsTell(local)) return byDistance;
  return (i) => {
    const cost = byDistance(i);
    if (cost === Infinity) return cost;
    const normal = normalAt(surface, [p[3 * i], p[3 * i + 1], p[3 * i + 2]]);
    const cosine = Math.abs(normal[0] * n[3 * i] + normal[1] * n[3 * i + 1] + normal[2] * n[3 * i + 2]);
    // 1 - cosine is half the squared angle.
    return cosine < LEAST_COSINE ? Infinity : cost + (1 - cosine) / NORMAL_DEVIATION ** 2;
  };
}
