import type { Mesh } from '../geometry/mesh.ts';
import type { Surface } from '../geometry/surface.ts';
import { findCurvedRegions } from './mesh/curved.ts';
import { findFacets } from './mesh/facets.ts';
import { anyTurn, turnLimitOf } from './mesh/fineness.ts';
import { splitFacets } from './mesh/split-facets.ts';
import { measureTriangles } from './mesh/triangles.ts';
import type { Perceived, PerceivedFace } from './types.ts';

/** Groups the triangles of a closed mesh into faces and finds the surface that each was cut from. */
export function perceiveMesh(mesh: Mesh): Perceived {
  const triangles = measureTriangles(mesh);
  let found = findFacets(triangles);
  let { patchwork, regions } = findCurvedRegions(triangles, found, anyTurn);
  const limit = turnLimitOf(regions) ?? anyTurn;
  if (limit !== anyTurn) ({ patchwork, regions } = findCurvedRegions(triangles, found, limit));
  const split = splitFacets(patchwork, regions, limit);
  if (split) {
    found = split;
    ({ patchwork, regions } = findCurvedRegions(triangles, found, limit));
  }
  const faces: PerceivedFace[] = regions.map((r) => ({
    surface: r.surface,
    area: r.facets.reduce((s, f) => s + found.facets[f].area, 0),
    deviation: 0,
  }));
  found.facets.forEach((f, i) => {
    if (patchwork.regionOfFacet[i] >= 0) return;
    patchwork.regionOfFacet[i] = faces.length;
    const surface: Surface = { kind: 'plane', origin: f.origin, normal: f.normal };
    faces.push({ surface, area: f.area, deviation: 0 });
  });
  return {
    mesh,
    faceOfTriangle: found.facetOfTriangle.map((f) => patchwork.regionOfFacet[f]),
    faces,
    tolerance: triangles.tolerance,
    warnings: [],
  };
}
