import { symmetricEigen } from '../../geometry/symmetric.ts';
import { curvatureRadius, type TurnLimit } from './membership.ts';
import { GREATEST_STEP, type Patchwork, type Region } from './regions.ts';

/** Facets of a freeform surface are triangles, or strips of two; coplanar triangles beyond that are a flat face. */
const MOST_TRIANGLES = 2;

/** Fewer facets than this, or facets all parallel to one line, are better told as flat faces. */
const LEAST_FACETS = 6;
const PRISMATIC = 1e-6;

/** Curved regions of fewer facets may be chance on a freeform surface, if they border on it this far around. */
const WEAK_REGION = 12;
const EMBEDDED = 0.3;

/**
 * Groups of facets that continue each other smoothly but lie on no surface with an equation, weak curved regions amid
 * them included.
 */
export function freeformGroups(
  patchwork: Patchwork,
  regions: readonly Region[],
  limit: TurnLimit,
): number[][] {
  const { facets, links, regionOfFacet } = patchwork;
  const loose = Uint8Array.from(facets, (facet, f) =>
    regionOfFacet[f] < 0 && facet.triangles.length <= MOST_TRIANGLES ? 1 : 0,
  );
  for (const region of regions) {
    if (region.facets.length < WEAK_REGION && isEmbedded(patchwork, region, loose, limit)) {
      for (const f of region.facets) loose[f] = 1;
    }
  }
  const step = Math.min(GREATEST_STEP, 2 * limit(true, Infinity));
  const groups: number[][] = [];
  for (const seed of facets.keys()) {
    if (!loose[seed]) continue;
    const group = [seed];
    loose[seed] = 0;
    for (let i = 0; i < group.length; i++) {
      for (const { facet, angle } of links[group[i]]) {
        if (!loose[facet] || angle > step) continue;
        loose[facet] = 0;
        group.push(facet);
      }
    }
    if (group.length >= LEAST_FACETS && !isPrismatic(patchwork, group)) groups.push(group);
  }
  return groups;
}

/** Whether much of a region's outline continues smoothly into loose facets. */
export function isEmbedded(
  { links }: Patchwork,
  region: Region,
  loose: Uint8Array,
  limit: TurnLimit,
): boolean {
  const step = Math.min(GREATEST_STEP, 2 * limit(true, curvatureRadius(region.surface)));
  const own = new Set(region.facets);
  let outline = 0;
  let smooth = 0;
  for (const f of region.facets) {
    for (const { facet, length, angle } of links[f]) {
      if (own.has(facet)) continue;
      outline += length;
      if (loose[facet] && angle < step) smooth += length;
    }
  }
  return smooth > EMBEDDED * outline;
}

/** Whether all facets are parallel to one line: the sides of a prism, each exactly flat. */
function isPrismatic({ facets }: Patchwork, group: readonly number[]): boolean {
  const moments = new Float64Array(9);
  for (const f of group) {
    const { normal } = facets[f];
    for (let a = 0; a < 3; a++) for (let b = 0; b < 3; b++) moments[3 * a + b] += normal[a] * normal[b];
  }
  const { values } = symmetricEigen(moments, 3);
  return values[0] < PRISMATIC * group.length;
}
