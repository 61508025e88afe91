import { guessCone } from '../../geometry/fit-cone.ts';
import { guessCylinder } from '../../geometry/fit-cylinder.ts';
import { guessSphere } from '../../geometry/fit-sphere.ts';
import { guessTorus } from '../../geometry/fit-torus.ts';
import { type Facet, type Facets, gatherPoints } from './facets.ts';
import type { CurvedSurface, TurnLimit } from './membership.ts';
import { GREATEST_STEP, growRegion, type Patchwork, type Region, refine, verticesOf } from './regions.ts';
import { FREEDOM, isSupported } from './support.ts';
import type { Triangles } from './triangles.ts';

/** Facets tried together as the seed of a curved face: few first, for narrow faces; more, to see both curvatures. */
const SEED_SIZES = { strips: [3], small: [3], all: [3, 6, 13, 30] };

/** When a seed fails, no large ones are tried for this many facets around it: their patches are much the same. */
const FUTILE_SIZE = 6;

/**
 * A scan of a million triangles has no faces to find: after so many failures in a row, and this share of the facets,
 * the search ends; small seeds count less.
 */
const LEAST_PATIENCE = 2000;
const PATIENCE = 0.03;
const SMALL_SHARE = 0.1;

/** Regions of so many facets are no chance. */
const LARGE = 12;

/** Vertices beyond the freedom that make a patch's surface more than chance, and a region's beyond doubt. */
const TO_SPARE = 3;
const CERTAIN = 12;

/** The facets of a mesh with the curved regions found so far. */
export type Sketch = { readonly patchwork: Patchwork; readonly regions: Region[] };

/** All facets free, no region yet. */
export function blankSketch(mesh: Triangles, found: Facets): Sketch {
  const regionOfFacet = new Int32Array(found.facets.length).fill(-1);
  return { patchwork: { ...found, mesh, regionOfFacet }, regions: [] };
}

/** How far a search goes: evenly tessellated cylinders and cones, all kinds from small seeds, or everything. */
export type Depth = keyof typeof SEED_SIZES;

/**
 * Adds to the sketch the cylinders, cones, spheres and tori among its free facets; what stays is flat or freeform.
 * Small regions wait until the large ones are known: a few facets of a torus also lie on some cylinder. Once `expired`,
 * no more are looked for.
 */
export function findCurvedRegions(
  sketch: Sketch,
  limit: TurnLimit,
  depth: Depth,
  expired: () => boolean,
): void {
  const { patchwork } = sketch;
  const { facets, regionOfFacet } = patchwork;
  const tried = new Uint8Array(facets.length);
  let futile = 0;
  const waiting: { seed: number; region: Region }[] = [];
  const patience = LEAST_PATIENCE + PATIENCE * facets.length;
  for (const seed of scattered(facets.length)) {
    if (regionOfFacet[seed] >= 0) continue;
    if (futile > patience || expired()) break;
    const region = bestRegionAt(patchwork, seed, depth === 'all' && tried[seed] ? 'small' : depth, limit);
    if (!region) {
      futile += depth === 'all' && !tried[seed] ? 1 : SMALL_SHARE;
      for (const f of patchAround(patchwork, seed, FUTILE_SIZE, GREATEST_STEP)) tried[f] = 1;
      continue;
    }
    futile = 0;
    if (region.facets.length < LARGE) waiting.push({ seed, region });
    else claim(sketch, region);
  }
  for (const { seed, region } of waiting) {
    if (regionOfFacet[seed] >= 0) continue;
    const intact = region.facets.every((f) => regionOfFacet[f] < 0);
    if (!intact && expired()) continue;
    const remaining = intact ? region : bestRegionAt(patchwork, seed, 'small', limit);
    if (remaining) claim(sketch, remaining);
  }
}

/** The numbers below `count` in an order without pattern: steps of the golden section, rounded to a coprime of `count`. */
function* scattered(count: number): Generator<number> {
  let step = Math.max(1, Math.round(count * 0.618));
  while (greatestCommonDivisor(step, count) > 1) step++;
  for (let i = 0, f = 0; i < count; i++, f = (f + step) % count) yield f;
}

const greatestCommonDivisor = (a: number, b: number): number =>
  b === 0 ? a : greatestCommonDivisor(b, a % b);

function claim({ patchwork, regions }: Sketch, region: Region): void {
  for (const f of region.facets) patchwork.regionOfFacet[f] = regions.length;
  regions.push(region);
}

function bestRegionAt(
  patchwork: Patchwork,
  seed: number,
  depth: Depth,
  limit: TurnLimit,
): Region | undefined {
  const usualStep = Math.min(GREATEST_STEP, 2 * limit(true, Infinity));
  let best: Region | undefined;
  const patches = new Set<string>();
  for (const size of SEED_SIZES[depth]) {
    for (const step of [usualStep, GREATEST_STEP]) {
      const patch = patchAround(patchwork, seed, size, step);
      const key = patch.join();
      if (patch.length < 3 || patches.has(key)) continue;
      patches.add(key);
      for (const surface of surfacesThrough(patchwork, patch, depth)) {
        const region = growRegion(patchwork, patch, surface, limit);
        if (region && isSupported(patchwork, region) && (!best || isBetter(region, best))) best = region;
      }
      if (best && isFinal(patchwork, best, usualStep)) return best;
    }
  }
  return best;
}

/** Whether nothing better can be hoped for: the region is a certain cylinder, or nothing continues it smoothly. */
function isFinal({ facets, links, regionOfFacet }: Patchwork, region: Region, step: number): boolean {
  const { surface, vertices } = region;
  if (surface.kind === 'cylinder' && vertices.length - FREEDOM.cylinder >= CERTAIN) return true;
  const own = new Set(region.facets);
  return !region.facets.some((f) =>
    links[f].some(
      ({ facet, angle }) =>
        angle <= step && !own.has(facet) && regionOfFacet[facet] < 0 && facets[facet].triangles.length <= 2,
    ),
  );
}

/**
 * Whether `region` explains its facets better than `other`: more of them or, for several surfaces through the same
 * vertices (two circles lie on a cylinder, a cone and a sphere), the one that the facets follow more closely.
 */
function isBetter(region: Region, other: Region): boolean {
  const turn = meanTurn(region);
  const otherTurn = meanTurn(other);
  if (region.facets.length > 1.2 * other.facets.length) return true;
  return region.facets.length > 0.8 * other.facets.length && turn < 0.9 * otherTurn;
}

const meanTurn = ({ turns }: Region): number => turns.reduce((sum, turn) => sum + turn, 0) / turns.length;

/** Up to `size` free facets around `seed`, nearest first, across edges of at most `step`. */
function patchAround(
  { links, regionOfFacet }: Patchwork,
  seed: number,
  size: number,
  step: number,
): number[] {
  const patch = [seed];
  for (let i = 0; i < patch.length && patch.length < size; i++) {
    const next = links[patch[i]]
      .filter((l) => l.angle <= step && regionOfFacet[l.facet] < 0 && !patch.includes(l.facet))
      .sort((a, b) => b.length - a.length);
    for (const { facet } of next) if (patch.length < size) patch.push(facet);
  }
  return patch;
}

/** Surfaces found through a patch before: facets are looked at again whenever what is known of the mesh has changed. */
type Fitted = {
  readonly patch: readonly Facet[];
  readonly tolerance: number;
  readonly ruledOnly: boolean;
  readonly surfaces: readonly CurvedSurface[];
};
const fittedAt = new WeakMap<Facet, Fitted[]>();

/** Surfaces through the vertices of `patch`, worked out once for each patch. */
function surfacesThrough(
  { facets, mesh }: Patchwork,
  members: readonly number[],
  depth: Depth,
): readonly CurvedSurface[] {
  const patch = members.map((f) => facets[f]);
  const ruledOnly = depth === 'strips';
  const known = fittedAt.get(patch[0]) ?? [];
  const before = known.find(
    (k) =>
      k.tolerance === mesh.tolerance &&
      k.ruledOnly === ruledOnly &&
      k.patch.length === patch.length &&
      k.patch.every((facet, i) => facet === patch[i]),
  );
  if (before) return before.surfaces;
  const surfaces = fitSurfaces(mesh, patch, verticesOf({ facets }, members), ruledOnly);
  fittedAt.set(patch[0], [...known, { patch, tolerance: mesh.tolerance, ruledOnly, surfaces }]);
  return surfaces;
}

/** Surfaces through `vertices`; a sphere only where no cylinder or cone passes through as many. */
function fitSurfaces(
  mesh: Triangles,
  patch: readonly Facet[],
  vertices: readonly number[],
  ruledOnly: boolean,
): CurvedSurface[] {
  const points = gatherPoints(mesh.mesh.positions, vertices);
  const centers = Float64Array.from(patch.flatMap(({ origin }) => [...origin]));
  const normals = Float64Array.from(patch.flatMap(({ normal }) => [...normal]));
  const guesses = [
    () => guessCylinder(points, normals),
    () => guessCone(centers, normals),
    () => (ruled ? undefined : guessSphere(points)),
    () => guessTorus(centers, normals),
  ];
  let ruled = false;
  const surfaces: CurvedSurface[] = [];
  for (const guess of ruledOnly ? guesses.slice(0, 2) : guesses) {
    const start = guess();
    const fit = start && refine(start, points);
    if (!fit || fit.deviation > mesh.tolerance) continue;
    surfaces.push(fit.surface);
    ruled ||= points.length / 3 >= FREEDOM[fit.surface.kind] + TO_SPARE;
  }
  return surfaces;
}
