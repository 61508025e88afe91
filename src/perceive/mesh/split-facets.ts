import type { Sketch } from './curved.ts';
import { type Facet, type Facets, linkFacets } from './facets.ts';
import { belongs, type TurnLimit } from './membership.ts';
import { GREATEST_STEP } from './regions.ts';
import type { Triangles } from './triangles.ts';

/** A strip that is cut off turns as the other strips of its arc do, but for this share. */
const EVENNESS = 1.05;

/**
 * Where two arcs of equal steps meet in an inflection, the last strip of one and the first of the other are coplanar
 * and make one facet. Cuts from every free facet next to a region the triangles that lie on that region's surface;
 * undefined when there is nothing to cut.
 */
export function splitFacets({ patchwork, regions }: Sketch, limit: TurnLimit): Facets | undefined {
  const { facets, links, mesh, regionOfFacet } = patchwork;
  const facetOfTriangle = patchwork.facetOfTriangle.slice();
  const split = [...facets];
  const cut = (whole: number, triangles: readonly number[]): void => {
    for (const t of triangles) facetOfTriangle[t] = split.length;
    split.push(partOf(mesh, facets[whole], triangles));
    const rest = split[whole].triangles.filter((t) => facetOfTriangle[t] === whole);
    split[whole] = partOf(mesh, facets[whole], rest);
  };
  for (const [whole, facet] of facets.entries()) {
    if (regionOfFacet[whole] >= 0 || facet.triangles.length < 2) continue;
    const around = links[whole].filter((l) => regionOfFacet[l.facet] >= 0 && l.angle < GREATEST_STEP);
    for (const index of new Set(around.map((l) => regionOfFacet[l.facet]))) {
      const { surface, side, turns } = regions[index];
      const usual = EVENNESS * [...turns].sort((a, b) => a - b)[turns.length >> 1];
      const asStrip: TurnLimit = (_, radius) => Math.min(usual, limit(true, radius));
      const own = split[whole].triangles.filter((t) =>
        belongs(patchwork.mesh, partOf(mesh, facet, [t]), surface, side, 1, asStrip),
      );
      if (own.length > 0 && own.length < split[whole].triangles.length) cut(whole, own);
    }
  }
  if (split.length === facets.length) return undefined;
  return { facets: split, facetOfTriangle, links: linkFacets(mesh, split, facetOfTriangle) };
}

/** Some triangles of a facet, on the same plane. */
function partOf({ mesh, areas, heights }: Triangles, facet: Facet, triangles: readonly number[]): Facet {
  const corners = triangles.flatMap((t) => [...mesh.triangles.subarray(3 * t, 3 * t + 3)]);
  return {
    ...facet,
    triangles,
    vertices: [...new Set(corners)],
    area: triangles.reduce((sum, t) => sum + areas[t], 0),
    width: triangles.reduce((most, t) => Math.max(most, heights[t]), 0),
  };
}
