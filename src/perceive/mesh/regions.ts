import type { Fit } from '../../geometry/fit.ts';
import { refineCone } from '../../geometry/fit-cone.ts';
import { refineCylinder } from '../../geometry/fit-cylinder.ts';
import { fitSphere } from '../../geometry/fit-sphere.ts';
import { refineTorus } from '../../geometry/fit-torus.ts';
import type { SurfaceOf } from '../../geometry/surface.ts';
import { normalAt, signedDistance } from '../../geometry/surface-distance.ts';
import { dot, type Vec3 } from '../../geometry/vector.ts';
import { type Facets, gatherPoints } from './facets.ts';
import type { Triangles } from './triangles.ts';

export type CurvedSurface = SurfaceOf<'cylinder' | 'cone' | 'sphere' | 'torus'>;

/** The facets of a mesh and which of them are already explained. */
export type Patchwork = Facets & {
  readonly mesh: Triangles;
  /** For each facet the region that it belongs to, -1 while it is free. */
  readonly regionOfFacet: Int32Array;
};

/** A connected set of facets whose vertices lie on one curved surface. */
export type Region = {
  readonly surface: CurvedSurface;
  readonly facets: readonly number[];
  readonly vertices: readonly number[];
  readonly deviation: number;
  /** Mean angle between its facets and the surface at their vertices. */
  readonly turn: number;
};

/** Nearest surface of the same kind to flat `points`. */
export function refine(surface: CurvedSurface, points: Float64Array): Fit<CurvedSurface> | undefined {
  switch (surface.kind) {
    case 'cylinder':
      return refineCylinder(points, surface);
    case 'cone':
      return refineCone(points, surface);
    case 'sphere':
      return fitSphere(points);
    case 'torus':
      return refineTorus(points, surface);
  }
}

/** While a fit rests on few vertices it is off by more than the tolerance a step further on. */
const GROWING_MARGIN = 4;

/** How much more than in the seed a facet may turn away from the surface: meshes are uneven, but not wildly. */
const UNEVENNESS = 2;
const SLACK = Math.PI / 90;
const GREATEST_TURN = Math.PI / 5;

/**
 * Grows `seed` (facets that `surface` fits) ring by ring over free facets across edges of at most `maxStep`, refitting
 * as it grows, to all facets whose vertices lie on the surface and which face along it. Undefined when the surface
 * does not hold within the tolerance.
 */
export function growRegion(
  patchwork: Patchwork,
  seed: readonly number[],
  surface: CurvedSurface,
  maxStep: number,
): Region | undefined {
  const { facets, links, mesh, regionOfFacet } = patchwork;
  const side = sideOf(patchwork, seed, surface);
  if (side === 0) return undefined;
  const turn = Math.min(
    GREATEST_TURN,
    UNEVENNESS * Math.max(...seed.map((f) => turnOf(patchwork, f, surface, side))) + SLACK,
  );
  let fitted = surface;
  let members = [...seed];
  for (;;) {
    const inside = new Set(members);
    const grown = [...members];
    const target = Math.ceil(1.5 * members.length);
    for (let i = 0; i < grown.length; i++) {
      if (grown.length >= target && i >= members.length) break;
      for (const { facet, angle } of links[grown[i]]) {
        if (regionOfFacet[facet] >= 0 || inside.has(facet)) continue;
        const slack = (2 * mesh.tolerance) / Math.min(facets[facet].width, facets[grown[i]].width);
        if (angle > maxStep + slack) continue;
        if (!belongs(patchwork, facet, fitted, side, GROWING_MARGIN * mesh.tolerance, turn)) continue;
        inside.add(facet);
        grown.push(facet);
      }
    }
    const settled = settle(patchwork, grown, fitted, side, turn);
    if (!settled) return undefined;
    fitted = settled.surface;
    if (settled.facets.length <= members.length) return settled;
    members = [...settled.facets];
  }
}

/** Refits to `members` and drops those that do not hold, until all do. */
function settle(
  patchwork: Patchwork,
  members: readonly number[],
  start: CurvedSurface,
  side: number,
  turn: number,
): Region | undefined {
  const { mesh } = patchwork;
  let facets = members;
  let surface = start;
  for (let round = 0; round < 5 && facets.length > 1; round++) {
    const vertices = verticesOf(patchwork, facets);
    const fit = refine(surface, gatherPoints(mesh.mesh.positions, vertices));
    if (!fit) return undefined;
    surface = fit.surface;
    if (fit.deviation <= mesh.tolerance) {
      const turns = facets.map((f) => turnOf(patchwork, f, fit.surface, side));
      const mean = turns.reduce((sum, angle) => sum + angle, 0) / facets.length;
      return { surface, facets, vertices, deviation: fit.deviation, turn: mean };
    }
    const limit = Math.max(mesh.tolerance, fit.deviation / 2);
    const kept = facets.filter((f) => belongs(patchwork, f, surface, side, limit, turn));
    facets = kept;
  }
  return undefined;
}

/** Each vertex of `facets` once. */
export function verticesOf({ facets }: Facets, members: readonly number[]): number[] {
  const vertices = new Set<number>();
  for (const f of members) for (const v of facets[f].vertices) vertices.add(v);
  return [...vertices];
}

/** 1 when the facets face along the surface's normal, -1 against it, 0 when they disagree. */
function sideOf({ facets }: Patchwork, members: readonly number[], surface: CurvedSurface): number {
  let side = 0;
  for (const f of members) {
    const own = Math.sign(dot(normalAt(surface, facets[f].origin), facets[f].normal));
    if (side !== 0 && own !== side) return 0;
    side = own;
  }
  return side;
}

/** Greatest angle between a facet and the surface at its vertices: half the angle that the facet spans. */
export function turnOf(
  { facets, mesh }: Patchwork,
  facet: number,
  surface: CurvedSurface,
  side: number,
): number {
  const { vertices, normal } = facets[facet];
  let least = 1;
  for (const v of vertices) {
    const at = normalAt(surface, vertexAt(mesh, v));
    const cosine = side * dot(at, normal);
    if ((at[0] !== 0 || at[1] !== 0 || at[2] !== 0) && cosine < least) least = cosine;
  }
  return Math.acos(Math.max(-1, least));
}

function belongs(
  patchwork: Patchwork,
  facet: number,
  surface: CurvedSurface,
  side: number,
  limit: number,
  turn: number,
): boolean {
  const { facets, mesh } = patchwork;
  const { vertices, width } = facets[facet];
  for (const v of vertices) {
    if (!(Math.abs(signedDistance(surface, vertexAt(mesh, v))) <= limit)) return false;
  }
  return turnOf(patchwork, facet, surface, side) <= turn + (4 * mesh.tolerance) / width;
}

const vertexAt = ({ mesh: { positions } }: Triangles, v: number): Vec3 => [
  positions[3 * v],
  positions[3 * v + 1],
  positions[3 * v + 2],
];
