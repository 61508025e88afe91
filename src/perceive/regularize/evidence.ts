import { centroidOf, type Fit, measured, scatterAbout } from '../../geometry/fit.ts';
import { refineCone } from '../../geometry/fit-cone.ts';
import { refineCylinder } from '../../geometry/fit-cylinder.ts';
import type { Held } from '../../geometry/fit-revolution.ts';
import { refineTorus } from '../../geometry/fit-torus.ts';
import type { Surface, SurfaceOf } from '../../geometry/surface.ts';
import { symmetricEigen } from '../../geometry/symmetric.ts';
import { addScaled, dot, subtract, type Vec3 } from '../../geometry/vector.ts';
import type { Perceived } from '../types.ts';

/** The surfaces with an axis. */
export type AxialSurface = SurfaceOf<'cylinder' | 'cone' | 'torus'>;
export type DirectedSurface = AxialSurface | SurfaceOf<'plane'>;

/** One face while it is regularised: its surface so far and the vertices that bear witness. */
export type Evidence = {
  readonly face: number;
  surface: Surface;
  /** Flat x, y, z. */
  readonly points: Float64Array;
  /** Scatter of the vertices about their centroid, a flat 3 x 3 matrix. */
  readonly scatter: Float64Array;
  /** Squared length that says how well the vertices determine the direction: their scatter in the least telling way. */
  readonly weight: number;
  /** Greatest distance of the vertices that a changed surface may have. */
  readonly limit: number;
};

/** A changed surface may fit a face this much worse than the one fitted to it alone, with nothing assumed. */
const LEEWAY = 2;

/** Nothing is known better than this share of the tolerance. */
const LEAST_LIMIT = 0.6;

/** The vertices and the surface of every face that has an equation, best determined first. */
export function gatherEvidence({ mesh, faceOfTriangle, faces, tolerance }: Perceived): Evidence[] {
  const vertices = faces.map(() => new Set<number>());
  for (let c = 0; c < mesh.triangles.length; c++) {
    vertices[faceOfTriangle[Math.floor(c / 3)]].add(mesh.triangles[c]);
  }
  return faces
    .map(({ surface, deviation }, face): Evidence => {
      const points = new Float64Array(3 * vertices[face].size);
      let i = 0;
      for (const v of vertices[face]) points.set(mesh.positions.subarray(3 * v, 3 * v + 3), 3 * i++);
      const scatter = scatterAbout(points, centroidOf(points));
      const { values } = symmetricEigen(scatter, 3);
      return {
        face,
        surface,
        points,
        scatter,
        weight: surface.kind === 'plane' ? values[1] : values[0],
        limit: Math.max(LEEWAY * deviation, LEAST_LIMIT * tolerance),
      };
    })
    .filter(({ surface }) => surface.kind !== 'freeform')
    .sort((a, b) => b.weight - a.weight || a.face - b.face);
}

export const directionOf = (surface: DirectedSurface): Vec3 =>
  surface.kind === 'plane' ? surface.normal : surface.axis;

export const originOf = (surface: AxialSurface): Vec3 =>
  surface.kind === 'torus' ? surface.center : surface.origin;

export const isAxial = (surface: Surface): surface is AxialSurface =>
  surface.kind === 'cylinder' || surface.kind === 'cone' || surface.kind === 'torus';

export const isDirected = (surface: Surface): surface is DirectedSurface =>
  isAxial(surface) || surface.kind === 'plane';

/** The surface fitted anew with the unit `direction` (either sense), if the vertices allow it. */
export function withDirection({ surface, points, limit }: Evidence, direction: Vec3): Surface | undefined {
  if (!isDirected(surface)) return undefined;
  const along: Vec3 =
    dot(direction, directionOf(surface)) < 0 ? [-direction[0], -direction[1], -direction[2]] : direction;
  if (surface.kind === 'plane')
    return within(measured({ ...surface, normal: along, origin: centroidOf(points) }, points), limit);
  return within(refit({ ...surface, axis: along }, points, 'direction'), limit);
}

/** The surface fitted anew around the axis through `point` along its own direction, if the vertices allow it. */
export function withAxisThrough({ surface, points, limit }: Evidence, point: Vec3): AxialSurface | undefined {
  if (!isAxial(surface)) return undefined;
  const own = originOf(surface);
  const moved = addScaled(point, surface.axis, dot(subtract(own, point), surface.axis));
  const start = surface.kind === 'torus' ? { ...surface, center: moved } : { ...surface, origin: moved };
  return within(refit(start, points, 'axis'), limit);
}

/** The plane moved to the offset along its normal, if the vertices allow it. */
export function withOffset(evidence: Evidence, offset: number): SurfaceOf<'plane'> | undefined {
  const { surface, points, limit } = evidence;
  if (surface.kind !== 'plane') return undefined;
  const origin = addScaled(surface.origin, surface.normal, offset - dot(surface.origin, surface.normal));
  return within(measured({ ...surface, origin }, points), limit);
}

/** The cylinder with the radius and, where `axisHeld`, its own axis, if the vertices allow it. */
export function withRadius(
  { surface, points, limit }: Evidence,
  radius: number,
  axisHeld: boolean,
): SurfaceOf<'cylinder'> | undefined {
  if (surface.kind !== 'cylinder') return undefined;
  const start = { ...surface, radius };
  const fit = axisHeld ? measured(start, points) : refineCylinder(points, start, 'direction and shape');
  return within(fit, limit);
}

const within = <S extends Surface>(fit: Fit<S> | undefined, limit: number): S | undefined =>
  fit && fit.deviation <= limit ? fit.surface : undefined;

function refit(surface: AxialSurface, points: Float64Array, held: Held): Fit<AxialSurface> | undefined {
  switch (surface.kind) {
    case 'cylinder':
      return refineCylinder(points, surface, held);
    case 'cone':
      return refineCone(points, surface, held);
    case 'torus':
      return refineTorus(points, surface, held);
  }
}

/** Greatest distance of the vertices from the surface. */
export const deviationOf = ({ surface, points }: Evidence): number => measured(surface, points).deviation;
