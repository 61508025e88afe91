import type { Mesh } from '../geometry/mesh.ts';
import { assembleFaces } from './mesh/assemble.ts';
import { blankSketch, findCurvedRegions } from './mesh/curved.ts';
import { type Facets, findFacets } from './mesh/facets.ts';
import { anyTurn, turnLimitOf } from './mesh/fineness.ts';
import { explainImprecise } from './mesh/imprecise.ts';
import type { TurnLimit } from './mesh/regions.ts';
import { splitFacets } from './mesh/split-facets.ts';
import { measureTriangles, type Triangles } from './mesh/triangles.ts';
import { regularize } from './regularize.ts';
import type { Perceived } from './types.ts';

/** Groups the triangles of a closed mesh into faces and finds the surface that each was cut from. */
export function perceiveMesh(mesh: Mesh): Perceived {
  const triangles = measureTriangles(mesh);
  const found = findFacets(triangles);
  const limit = learnTurnLimit(triangles, found);
  let sketch = blankSketch(triangles, found);
  findCurvedRegions(sketch, limit, 'all');
  const split = splitFacets(sketch, limit);
  if (split) {
    sketch = blankSketch(triangles, split);
    findCurvedRegions(sketch, limit, 'all');
  }
  sketch = explainImprecise(sketch, limit);
  const { faces, faceOfFacet } = assembleFaces(sketch, limit);
  return regularize({
    mesh,
    faceOfTriangle: sketch.patchwork.facetOfTriangle.map((f) => faceOfFacet[f]),
    faces,
    tolerance: triangles.tolerance,
    warnings: [],
  });
}

/** A first look at evenly tessellated cylinders and, where there are none, at everything tells how fine the mesh is. */
function learnTurnLimit(mesh: Triangles, found: Facets): TurnLimit {
  for (const depth of ['strips', 'all'] as const) {
    const sketch = blankSketch(mesh, found);
    findCurvedRegions(sketch, anyTurn, depth);
    const limit = turnLimitOf(sketch.regions);
    if (limit) return limit;
  }
  return anyTurn;
}
