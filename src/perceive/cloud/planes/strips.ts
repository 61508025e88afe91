import { boundsOf, diagonalOf } from '../../../geometry/mesh.ts';
import { dot } from '../../../geometry/vector.ts';
import type { LocalGeometry } from '../local/local-geometry.ts';
import type { GrownPlane } from './grow-plane.ts';
import { sagOf } from './plane-fit.ts';

/** Exact points of curved surfaces were mostly taken from facets, which cut corners by this share of the diagonal. */
const FACETED = 2e-5;

/**
 * A plane is no strip where its points rule out that they bulge by this share of what the strip would, or by this share of
 * the tolerance.
 */
const FLATTER = 0.5;
const FLAT = 0.07;

/** Surfaces that turn by more than this between two strips do not look flat. */
const MOST_TURN = (60 * Math.PI) / 180;

/** Extent of evenly spread points over their standard deviation. */
const EXTENT = Math.sqrt(12);

/**
 * Indices, ascending, of the points that may lie on curved surfaces: those on no plane and those on planes that may be
 * strips of one.
 */
export function pointsOffPlanes(local: LocalGeometry, planes: readonly GrownPlane[]): Uint32Array {
  const count = local.positions.length / 3;
  const owner = new Int32Array(count).fill(-1);
  for (const [face, { points }] of planes.entries()) for (const i of points) owner[i] = face;
  const strips = stripsOf(local, owner, planes);
  const free: number[] = [];
  for (let i = 0; i < count; i++) if (owner[i] < 0 || strips[owner[i]]) free.push(i);
  return Uint32Array.from(free);
}

/**
 * For each plane whether it may be a strip of a curved surface that a plane next to it is a strip of too: one that turns
 * by their angle over the width of a strip rises by an eighth of the product, which must be next to nothing.
 */
function stripsOf(local: LocalGeometry, owner: Int32Array, planes: readonly GrownPlane[]): Uint8Array {
  const { positions, neighbours, neighbourCount, tolerance } = local;
  const mostRise = 2 * Math.max(tolerance, FACETED * diagonalOf(boundsOf(positions)));
  const strips = new Uint8Array(planes.length);
  const mostBulges = planes.map((plane) => (tolerance === mostRise / 2 ? mostBulge(local, plane) : Infinity));
  for (let i = 0; i < owner.length; i++) {
    const own = owner[i];
    if (own < 0 || strips[own] || mostBulges[own] < FLAT * tolerance) continue;
    const { fit } = planes[own];
    for (let j = i * neighbourCount; j < (i + 1) * neighbourCount; j++) {
      const other = owner[neighbours[j]];
      if (other < 0 || other === own) continue;
      const turn = Math.acos(Math.min(1, Math.abs(dot(fit.plane.normal, planes[other].fit.plane.normal))));
      const rise = (turn * fit.width * EXTENT) / 8;
      if (turn > MOST_TURN || rise > mostRise || mostBulges[own] < FLATTER * rise) continue;
      strips[own] = 1;
      break;
    }
  }
  return strips;
}

/** How far noisy points on a plane may bulge from it at most; exact ones on facets tell nothing of that. */
function mostBulge({ positions }: LocalGeometry, { fit, points }: GrownPlane): number {
  const bulge = sagOf(positions, points, points.length, fit);
  return bulge ? bulge.sag + bulge.error : Infinity;
}
