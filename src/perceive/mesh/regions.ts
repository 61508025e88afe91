import type { Fit } from '../../geometry/fit.ts';
import { refineCone } from '../../geometry/fit-cone.ts';
import { refineCylinder } from '../../geometry/fit-cylinder.ts';
import { refineSphere } from '../../geometry/fit-sphere.ts';
import { refineTorus } from '../../geometry/fit-torus.ts';
import { normalAt } from '../../geometry/surface-distance.ts';
import { dot } from '../../geometry/vector.ts';
import { type Facets, gatherPoints } from './facets.ts';
import { belongs, type CurvedSurface, misfit, type TurnLimit, turnOf, uncertainty } from './membership.ts';
import type { Triangles } from './triangles.ts';

/** The facets of a mesh and which of them are already explained. */
export type Patchwork = Facets & {
  readonly mesh: Triangles;
  /** For each facet the region that it belongs to, -1 while it is free. */
  readonly regionOfFacet: Int32Array;
};

/** A connected set of facets whose vertices lie on one curved surface. */
export type Region = {
  readonly surface: CurvedSurface;
  /** 1 when the facets face along the surface's normal (a shaft), -1 against it (a hole). */
  readonly side: number;
  readonly facets: readonly number[];
  readonly vertices: readonly number[];
  /** For each facet the greatest angle between it and the surface at its vertices: half the angle that it spans. */
  readonly turns: readonly number[];
};

/** Nearest surface of the same kind to flat `points`. */
export function refine(surface: CurvedSurface, points: Float64Array): Fit<CurvedSurface> | undefined {
  switch (surface.kind) {
    case 'cylinder':
      return refineCylinder(points, surface);
    case 'cone':
      return refineCone(points, surface);
    case 'sphere':
      return refineSphere(points, surface);
    case 'torus':
      return refineTorus(points, surface);
  }
}

/** Facets of a curved face meet at most at this angle: a twelve-sided hole is round, a ten-sided one is not. */
export const GREATEST_STEP = (31 * Math.PI) / 180;

/** While a fit rests on few vertices it is off by more than the tolerance a step further on. */
const GROWING_MARGIN = 4;

/** How much more than the middle one of the seed a facet may turn: meshes are uneven, but not wildly. */
const UNEVENNESS = 2.5;
const TURN_SLACK = (4 * Math.PI) / 180;

/**
 * Grows `seed` (facets that `surface` fits) ring by ring over free facets, refitting as it grows, to all facets whose
 * vertices lie on the surface and which face along it. Undefined when the surface does not hold.
 */
export function growRegion(
  patchwork: Patchwork,
  seed: readonly number[],
  surface: CurvedSurface,
  limit: TurnLimit,
): Region | undefined {
  const { facets } = patchwork;
  const side = sideOf(patchwork, seed, surface);
  if (side === 0) return undefined;
  const seedTurns = seed
    .map((f) => turnOf(patchwork.mesh, facets[f], surface, side).angle)
    .sort((a, b) => a - b);
  const uneven = UNEVENNESS * seedTurns[seedTurns.length >> 1] + TURN_SLACK;
  const turnLimit: TurnLimit = (strip, radius) => Math.min(strip ? uneven : Infinity, limit(strip, radius));
  let region = settle(patchwork, seed, surface, side, turnLimit);
  while (region) {
    const grown = reach(patchwork, region, turnLimit);
    if (grown.length === region.facets.length) return region;
    const settled = settle(patchwork, grown, region.surface, side, turnLimit);
    if (!settled || settled.facets.length <= region.facets.length) return settled;
    region = settled;
  }
  return undefined;
}

/** The facets of `region` with those that continue it: at least the next ring, at most half as many again. */
function reach(patchwork: Patchwork, { facets: core, surface, side }: Region, limit: TurnLimit): number[] {
  const { facets, links, regionOfFacet } = patchwork;
  const inside = new Set(core);
  const grown = [...core];
  const enough = 1.5 * core.length;
  for (let i = 0; i < grown.length && (i < core.length || grown.length < enough); i++) {
    const own = facets[grown[i]];
    for (const { facet, angle } of links[grown[i]]) {
      if (regionOfFacet[facet] >= 0 || inside.has(facet)) continue;
      if (angle > GREATEST_STEP + uncertainty(own) + uncertainty(facets[facet])) continue;
      if (!belongs(patchwork.mesh, facets[facet], surface, side, GROWING_MARGIN, limit)) continue;
      inside.add(facet);
      grown.push(facet);
    }
  }
  return grown;
}

/** Refits to `members`, dropping those that do not hold, until all do. */
function settle(
  patchwork: Patchwork,
  members: readonly number[],
  start: CurvedSurface,
  side: number,
  limit: TurnLimit,
): Region | undefined {
  const { facets, mesh } = patchwork;
  let kept = members;
  let surface = start;
  for (let round = 0; round < 6 && kept.length > 1; round++) {
    const vertices = verticesOf(patchwork, kept);
    const fit = refine(surface, gatherPoints(mesh.mesh.positions, vertices));
    if (!fit) return undefined;
    surface = fit.surface;
    const worst = vertices.reduce((most, v) => Math.max(most, misfit(mesh, v, fit.surface)), 0);
    const margin = Math.max(1, worst / 2);
    const holding = largestConnected(
      patchwork,
      kept.filter((f) => belongs(patchwork.mesh, facets[f], fit.surface, side, margin, limit)),
    );
    if (holding.length === kept.length && worst <= 1) {
      return regionOf(patchwork, surface, side, kept);
    }
    kept = holding;
  }
  return undefined;
}

/** The region of `members` on a surface. */
export function regionOf(
  patchwork: Patchwork,
  surface: CurvedSurface,
  side: number,
  members: readonly number[],
): Region {
  const turns = members.map((f) => turnOf(patchwork.mesh, patchwork.facets[f], surface, side).angle);
  return { surface, side, facets: members, vertices: verticesOf(patchwork, members), turns };
}

/** Each vertex of `facets` once. */
export function verticesOf({ facets }: Pick<Facets, 'facets'>, members: readonly number[]): number[] {
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

/** The largest set of `members` that hang together. */
function largestConnected({ links }: Patchwork, members: readonly number[]): number[] {
  const left = new Set(members);
  let largest: number[] = [];
  for (const start of members) {
    if (!left.delete(start)) continue;
    const part = [start];
    for (let i = 0; i < part.length; i++) {
      for (const { facet } of links[part[i]]) if (left.delete(facet)) part.push(facet);
    }
    if (part.length > largest.length) largest = part;
  }
  return largest;
}
