import { boundsOf, diagonalOf } from '../../../geometry/mesh.ts';
import type { LocalGeometry } from '../local/local-geometry.ts';
import type { CloudFace } from '../types.ts';

/** The exact points that no face explains, and how exact they are. Lengths in the cloud's unit. */
export type FreePoints = {
  /** x, y, z of all points of the cloud. */
  readonly positions: Float64Array;
  /** Indices of the free ones, ascending. */
  readonly free: Uint32Array;
  /** Greatest distance of a point from the plane that it was taken from. */
  readonly planeTolerance: number;
  /** The same for cylinders, finest first: most points were taken from facets, and nothing tells how coarse those are. */
  readonly tolerances: readonly number[];
  /** Diagonal of the cloud's box. */
  readonly diagonal: number;
};

/** Points further from their surface than this many standard deviations are one in 400. */
const DEVIATIONS = 3;

/** Shares of the diagonal: what is left of coordinates after turns, and by how much facets cut corners. */
const ROUNDING = 1e-9;
const FACETED = [2e-6, 2e-5];

/** The free points of a cloud of `faces`. */
export function freePointsOf(
  { positions, noise, tolerance }: LocalGeometry,
  faces: readonly CloudFace[],
): FreePoints {
  const diagonal = diagonalOf(boundsOf(positions));
  const owned = new Uint8Array(positions.length / 3);
  for (const { points } of faces) for (const i of points) owned[i] = 1;
  const free: number[] = [];
  for (let i = 0; i < owned.length; i++) if (!owned[i]) free.push(i);
  return {
    positions,
    free: Uint32Array.from(free),
    planeTolerance: Math.max(DEVIATIONS * noise, ROUNDING * diagonal),
    tolerances: FACETED.map((share) => Math.max(tolerance, share * diagonal)),
    diagonal,
  };
}

/** What is left of the free points when those on surfaces are taken. */
export function without(
  points: FreePoints,
  surfaces: readonly { readonly points: readonly number[] }[],
): FreePoints {
  const gone = new Set(surfaces.flatMap((surface) => surface.points));
  return { ...points, free: points.free.filter((i) => !gone.has(i)) };
}
