import { distanceFunction } from '../../../geometry/distance-function.ts';
import { boundsOf, diagonalOf } from '../../../geometry/mesh.ts';
import { toleranceFor } from '../assign-costs.ts';
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

/** Points beside a face that are off it by up to so many tolerances were put there by noise: they tell nothing else. */
const STRAY = 1.7;

/** Shares of the diagonal: what is left of coordinates after turns, and by how much facets cut corners. */
const ROUNDING = 1e-9;
const FACETED = [2e-6, 2e-5];

/** The free points of a cloud of `faces`: those on none of them, and not just off one that the points around them are on. */
export function freePointsOf(local: LocalGeometry, faces: readonly CloudFace[]): FreePoints {
  const { positions: p, noise, tolerance, neighbours, neighbourCount } = local;
  const diagonal = diagonalOf(boundsOf(p));
  const owner = new Int32Array(p.length / 3).fill(-1);
  for (const [face, { points }] of faces.entries()) for (const i of points) owner[i] = face;
  const distances = faces.map(({ surface }) => distanceFunction(surface));
  const reaches = faces.map(({ surface }) => STRAY * toleranceFor(surface, local));
  const isStray = (i: number): boolean => {
    for (let j = i * neighbourCount; j < (i + 1) * neighbourCount; j++) {
      const face = owner[neighbours[j]];
      if (face >= 0 && distances[face](p[3 * i], p[3 * i + 1], p[3 * i + 2]) <= reaches[face]) return true;
    }
    return false;
  };
  const free: number[] = [];
  for (let i = 0; i < owner.length; i++) if (owner[i] < 0 && !isStray(i)) free.push(i);
  return {
    positions: p,
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
