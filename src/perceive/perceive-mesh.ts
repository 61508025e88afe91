import type { Mesh } from '../geometry/mesh.ts';
import { assembleFaces } from './mesh/assemble.ts';
import { findCurvedRegions } from './mesh/curved.ts';
import { findFacets } from './mesh/facets.ts';
import { anyTurn, turnLimitOf } from './mesh/fineness.ts';
import { splitFacets } from './mesh/split-facets.ts';
import { measureTriangles } from './mesh/triangles.ts';
import { regularize } from './regularize.ts';
import type { Perceived } from './types.ts';

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
  const { faces, faceOfFacet } = assembleFaces(patchwork, regions, limit);
  return regularize({
    mesh,
    faceOfTriangle: found.facetOfTriangle.map((f) => faceOfFacet[f]),
    faces,
    tolerance: triangles.tolerance,
    warnings: [],
  });
}
