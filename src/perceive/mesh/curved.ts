import { guessCone } from '../../geometry/fit-cone.ts';
import { guessCylinder } from '../../geometry/fit-cylinder.ts';
import { guessSphere } from '../../geometry/fit-sphere.ts';
import { guessTorus } from '../../geometry/fit-torus.ts';
import { type Facets, gatherPoints } from './facets.ts';
import {
  type CurvedSurface,
  GREATEST_STEP,
  growRegion,
  type Patchwork,
  type Region,
  refine,
  type TurnLimit,
  verticesOf,
} from './regions.ts';
import { FREEDOM, isSupported } from './support.ts';
import type { Triangles } from './triangles.ts';

/** Facets tried together as the seed of a curved face: few first, for narrow faces; more, to see both curvatures. */
const SEED_SIZES = [3, 6, 13, 30];
const STRIP_SEED = [3];

/** When a seed fails, no large ones are tried for this many facets around it: their patches are much the same. */
const FUTILE_SIZE = 6;

/** Vertices beyond the freedom that make a hypothesis certain enough to stop looking for a better one. */
const CERTAIN = 12;

/** Finds the cylinders, cones, spheres and tori among the facets; what stays free is flat or freeform. */
export function findCurvedRegions(
  mesh: Triangles,
  found: Facets,
  limit: TurnLimit,
): { patchwork: Patchwork; regions: Region[] } {
  const regionOfFacet = new Int32Array(found.facets.length).fill(-1);
  const patchwork: Patchwork = { ...found, mesh, regionOfFacet };
  const regions: Region[] = [];
  const tried = new Uint8Array(found.facets.length);
  const order = found.facets.map((_, f) => f).sort((a, b) => found.facets[a].area - found.facets[b].area);
  for (const seed of order) {
    if (regionOfFacet[seed] >= 0) continue;
    const region = bestRegionAt(patchwork, seed, tried[seed] ? STRIP_SEED : SEED_SIZES, limit);
    if (!region) {
      for (const f of patchAround(patchwork, seed, FUTILE_SIZE)) tried[f] = 1;
      continue;
    }
    for (const f of region.facets) regionOfFacet[f] = regions.length;
    regions.push(region);
  }
  return { patchwork, regions };
}

function bestRegionAt(
  patchwork: Patchwork,
  seed: number,
  sizes: readonly number[],
  limit: TurnLimit,
): Region | undefined {
  let best: Region | undefined;
  let previousSize = 0;
  for (const size of sizes) {
    const patch = patchAround(patchwork, seed, size);
    if (patch.length < 3 || patch.length === previousSize) break;
    previousSize = patch.length;
    for (const surface of hypotheses(patchwork, patch)) {
      const region = growRegion(patchwork, patch, surface, limit);
      if (region && isSupported(patchwork, region) && (!best || isBetter(region, best))) best = region;
    }
    if (best?.surface.kind === 'cylinder' && best.vertices.length - FREEDOM.cylinder >= CERTAIN) break;
  }
  return best;
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

/** Up to `size` free facets around `seed`, nearest first, across smooth edges. */
function patchAround({ links, regionOfFacet }: Patchwork, seed: number, size: number): number[] {
  const patch = [seed];
  for (let i = 0; i < patch.length && patch.length < size; i++) {
    const next = links[patch[i]]
      .filter((l) => l.angle <= GREATEST_STEP && regionOfFacet[l.facet] < 0 && !patch.includes(l.facet))
      .sort((a, b) => b.length - a.length);
    for (const { facet } of next) if (patch.length < size) patch.push(facet);
  }
  return patch;
}

/** Surfaces of each kind that the facets of `patch` suggest, fitted to their vertices. */
function* hypotheses(patchwork: Patchwork, patch: readonly number[]): Generator<CurvedSurface> {
  const { facets, mesh } = patchwork;
  const points = gatherPoints(mesh.mesh.positions, verticesOf(patchwork, patch));
  const centers = Float64Array.from(patch.flatMap((f) => [...facets[f].origin]));
  const normals = Float64Array.from(patch.flatMap((f) => [...facets[f].normal]));
  const guesses = [
    () => guessCylinder(points, normals),
    () => guessCone(centers, normals),
    () => guessSphere(points),
    () => guessTorus(centers, normals),
  ];
  for (const guess of guesses) {
    const start = guess();
    const fit = start && refine(start, points);
    if (fit && fit.deviation <= mesh.tolerance) yield fit.surface;
  }
}
