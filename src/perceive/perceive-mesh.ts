import type { Mesh } from '../geometry/mesh.ts';
import type { Surface } from '../geometry/surface.ts';
import { findCurvedRegions } from './mesh/curved.ts';
import { findFacets } from './mesh/facets.ts';
import { measureTriangles } from './mesh/triangles.ts';
import type { Perceived, PerceivedFace } from './types.ts';

/** Groups the triangles of a closed mesh into faces and finds the surface that each was cut from. */
export function perceiveMesh(mesh: Mesh): Perceived {
  const triangles = measureTriangles(mesh);
  const found = findFacets(triangles);
  const patchwork = {
    ...found,
    mesh: triangles,
    regionOfFacet: new Int32Array(found.facets.length).fill(-1),
  };
  const regions = findCurvedRegions(patchwork, (31 * Math.PI) / 180, 0);
  const faces: PerceivedFace[] = regions.map((r) => ({
    surface: r.surface,
    area: r.facets.reduce((s, f) => s + found.facets[f].area, 0),
    deviation: r.deviation,
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
