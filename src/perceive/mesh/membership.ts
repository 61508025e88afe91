import type { Surface, SurfaceOf } from '../../geometry/surface.ts';
import { normalAt, signedDistance } from '../../geometry/surface-distance.ts';
import { dot, type Vec3 } from '../../geometry/vector.ts';
import type { Facet } from './facets.ts';
import type { Triangles } from './triangles.ts';

/** The surfaces that curved faces are told apart into. */
export type CurvedSurface = SurfaceOf<'cylinder' | 'cone' | 'sphere' | 'torus'>;

/**
 * How a facet lies on a surface: greatest angle between its normal and the surface's at its vertices, and whether all
 * its vertices lie that far away, as those of a strip between two generators do.
 */
export type Turn = { readonly angle: number; readonly strip: boolean };

/** The greatest turn that a facet may have on a surface of the given radius of curvature. */
export type TurnLimit = (strip: boolean, radius: number) => number;

/** The smaller radius of curvature, the one that decides how finely a surface is tessellated. */
export const curvatureRadius = (surface: CurvedSurface): number =>
  surface.kind === 'torus' ? surface.minorRadius : surface.radius;

/** How far a facet's normal may be off because its vertices are. */
export const uncertainty = ({ tolerance, width }: Facet): number => (2 * tolerance) / width;

/** All vertices of a strip turn equally, but for this share. */
const STRIP_EVENNESS = 0.95;

/** How `facet` turns away from a surface whose normal it faces along (`side` 1) or against (-1). */
export function turnOf(
  mesh: Triangles,
  { vertices, normal }: Facet,
  surface: CurvedSurface,
  side: number,
): Turn {
  let least = 1;
  let most = -1;
  for (const v of vertices) {
    const at = normalAt(surface, vertexAt(mesh, v));
    if (at[0] === 0 && at[1] === 0 && at[2] === 0) continue; // the apex of a cone has no normal
    const cosine = side * dot(at, normal);
    least = Math.min(least, cosine);
    most = Math.max(most, cosine);
  }
  const angle = Math.acos(Math.max(-1, least));
  const ruled = surface.kind === 'cylinder' || surface.kind === 'cone';
  return { angle, strip: ruled && Math.acos(Math.min(1, most)) > STRIP_EVENNESS * angle };
}

/** Whether a facet (or a part of one) lies on the surface, within `margin` times the tolerance, and faces along it. */
export function belongs(
  mesh: Triangles,
  facet: Facet,
  surface: CurvedSurface,
  side: number,
  margin: number,
  limit: TurnLimit,
): boolean {
  for (const v of facet.vertices) if (!(misfit(mesh, v, surface) <= margin)) return false;
  const { angle, strip } = turnOf(mesh, facet, surface, side);
  return angle <= limit(strip, curvatureRadius(surface)) + uncertainty(facet);
}

/** Distance of vertex `v` from the surface over its tolerance. */
export const misfit = (mesh: Triangles, v: number, surface: Surface): number =>
  Math.abs(signedDistance(surface, vertexAt(mesh, v))) / mesh.tolerances[v];

export const vertexAt = ({ mesh: { positions } }: Triangles, v: number): Vec3 => [
  positions[3 * v],
  positions[3 * v + 1],
  positions[3 * v + 2],
];
