import { findCurvedRegions, type Sketch } from './curved.ts';
import { angleBetween } from './facets.ts';
import { freeformGroups, isEmbedded } from './freeform.ts';
import { belongs, curvatureRadius, type TurnLimit } from './membership.ts';
import { GREATEST_STEP, type Patchwork, type Region, regionOf } from './regions.ts';

/** Modellers place the vertices where surfaces meet less exactly than those within: up to so many tolerances off. */
const LOOSENED = [8, 64];

/** Triangulators leave misshapen triangles beside seams: their corners lie on the surface, but they turn up to so far. */
const MISSHAPEN = Math.PI / 3;

/** A surface found with a loosened tolerance must dwarf it, span this angle and have this many facets. */
const LEAST_RADIUS = 1000;
const LEAST_SPAN = (15 * Math.PI) / 180;
const LEAST_FACETS = 8;

/**
 * Gives regions the misshapen facets beside them, and explains what would else be freeform with a tolerance loosened in
 * steps: first regions take in the facets that lie on their surface but for misplaced vertices, then new regions are
 * looked for among what is left.
 */
export function explainImprecise(sketch: Sketch, limit: TurnLimit, expired: () => boolean): Sketch {
  let { patchwork, regions } = sketch;
  const lax: TurnLimit = (strip, radius) => (strip ? limit(strip, radius) : MISSHAPEN);
  regions = regions.map((region, index) => absorb(patchwork, region, index, lax, MISSHAPEN));
  for (const factor of LOOSENED) {
    const groups = freeformGroups(patchwork, regions, limit);
    if (groups.length === 0 || expired()) break;
    const before = regions;
    ({ patchwork, regions } = released({ patchwork, regions }, groups));
    const loosened = withTolerance(patchwork, factor);
    for (const [index, region] of regions.entries())
      regions[index] = absorb(loosened, region, index, limit, GREATEST_STEP);
    regions = joined(loosened, regions, limit);
    const count = regions.length;
    findCurvedRegions({ patchwork: restricted(loosened, groups), regions }, limit, 'all', expired);
    const loose = Uint8Array.from(loosened.regionOfFacet, (region) => (region < 0 ? 1 : 0));
    regions = regions.filter((region, i) => i < count || isWorthIt(loosened, region, loose, limit));
    const taken = new Set(regions.flatMap((region) => region.facets));
    regions.push(...before.filter((region) => !region.facets.some((f) => taken.has(f))));
    patchwork = renumbered(patchwork, regions);
  }
  return { patchwork, regions };
}

/** The sketch without the weak regions whose facets are part of freeform `groups`. */
function released({ patchwork, regions }: Sketch, groups: readonly number[][]): Sketch {
  const freed = new Set(groups.flat());
  const kept = regions.filter((region) => !freed.has(region.facets[0]));
  return { patchwork: renumbered(patchwork, kept), regions: kept };
}

function renumbered(patchwork: Patchwork, regions: readonly Region[]): Patchwork {
  const regionOfFacet = new Int32Array(patchwork.facets.length).fill(-1);
  for (const [index, region] of regions.entries()) for (const f of region.facets) regionOfFacet[f] = index;
  return { ...patchwork, regionOfFacet };
}

function withTolerance(patchwork: Patchwork, factor: number): Patchwork {
  const { mesh } = patchwork;
  return {
    ...patchwork,
    mesh: { ...mesh, tolerances: mesh.tolerances.map((t) => t * factor), tolerance: mesh.tolerance * factor },
  };
}

/** Not a region, but not free either. */
const BARRED = 2 ** 31 - 1;

/** The same patchwork with only the facets of `groups` free. */
function restricted(patchwork: Patchwork, groups: readonly number[][]): Patchwork {
  const open = new Set(groups.flat());
  const regionOfFacet = patchwork.regionOfFacet.map((region, f) =>
    region < 0 && !open.has(f) ? BARRED : region,
  );
  return { ...patchwork, regionOfFacet };
}

/** The region with the free facets that continue it, across edges of at most `step`, on its surface as it stands. */
function absorb(patchwork: Patchwork, region: Region, index: number, limit: TurnLimit, step: number): Region {
  const { facets, links, regionOfFacet } = patchwork;
  const members = [...region.facets];
  for (let i = 0; i < members.length; i++) {
    for (const { facet, angle } of links[members[i]]) {
      if (regionOfFacet[facet] >= 0 || angle > step) continue;
      if (!belongs(patchwork.mesh, facets[facet], region.surface, region.side, 1, limit)) continue;
      regionOfFacet[facet] = index;
      members.push(facet);
    }
  }
  return members.length === region.facets.length
    ? region
    : regionOf(patchwork, region.surface, region.side, members);
}

/** Regions with those beside them that lie on the same surface, the larger one's, made one. */
function joined(patchwork: Patchwork, regions: readonly Region[], limit: TurnLimit): Region[] {
  const { facets, links, regionOfFacet } = patchwork;
  const remaining: (Region | undefined)[] = [...regions];
  const bySize = [...regions.keys()].sort((a, b) => regions[b].facets.length - regions[a].facets.length);
  for (const index of bySize) {
    let region = remaining[index];
    if (!region) continue;
    for (let i = 0; i < region.facets.length; i++) {
      for (const { facet, angle } of links[region.facets[i]]) {
        const other = regionOfFacet[facet];
        const part = other < 0 || other === index ? undefined : remaining[other];
        if (!part || angle > GREATEST_STEP || part.side !== region.side) continue;
        const { surface, side } = region;
        if (!part.facets.every((f) => belongs(patchwork.mesh, facets[f], surface, side, 1, limit))) continue;
        region = regionOf(patchwork, surface, side, [...region.facets, ...part.facets]);
        remaining[other] = undefined;
        for (const f of part.facets) regionOfFacet[f] = index;
      }
    }
    remaining[index] = region;
  }
  const kept = remaining.filter((region) => region !== undefined);
  for (const [index, region] of kept.entries()) for (const f of region.facets) regionOfFacet[f] = index;
  return kept;
}

/** Whether a region found with a loosened tolerance is no chance; `loose` marks the facets that are in none. */
function isWorthIt(patchwork: Patchwork, region: Region, loose: Uint8Array, limit: TurnLimit): boolean {
  const { facets, mesh } = patchwork;
  if (region.facets.length < LEAST_FACETS) return false;
  if (LEAST_RADIUS * mesh.tolerance > curvatureRadius(region.surface)) return false;
  const { normal } = facets[region.facets[0]];
  const span = Math.max(...region.facets.map((f) => angleBetween(normal, facets[f].normal)));
  if (span < LEAST_SPAN) return false;
  return !isEmbedded(patchwork, region, loose, limit);
}
