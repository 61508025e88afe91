import type { Mesh } from '../geometry/mesh.ts';
import { assembleFaces } from './mesh/assemble.ts';
import { judgeCoarseRings } from './mesh/coarse.ts';
import { blankSketch, findCurvedRegions, type Sketch } from './mesh/curved.ts';
import { type Facets, findFacets } from './mesh/facets.ts';
import { anyTurn, turnLimitOf } from './mesh/fineness.ts';
import { explainImprecise } from './mesh/imprecise.ts';
import type { TurnLimit } from './mesh/membership.ts';
import { splitFacets } from './mesh/split-facets.ts';
import { measureTriangles, type Triangles } from './mesh/triangles.ts';
import { regularize } from './regularize.ts';
import type { Perceived } from './types.ts';

/**
 * Groups the triangles of a closed, outward-wound mesh into faces and finds the surface that each was cut from, as
 * exactly as the vertices allow. Triangles of one flat or curved face share an entry; smooth regions that no plane,
 * cylinder, cone, sphere or torus explains become freeform faces. Warnings name what could as well have been otherwise.
 * Once `expired`, what is not explained yet is left freeform or flat, and a warning says so.
 */
export function perceiveMesh(mesh: Mesh, expired: () => boolean = () => false): Perceived {
  const triangles = measureTriangles(mesh);
  const facets = findFacets(triangles);
  const learnt = learnTurnLimit(triangles, facets, expired);
  const limit = learnt ?? anyTurn;
  let sketch = findRegions(triangles, facets, limit, expired);
  const split = expired() ? undefined : splitFacets(sketch, limit);
  if (split) sketch = findRegions(triangles, split, limit, expired);
  const warnings = judgeCoarseRings(sketch, learnt);
  if (!learnt && sketch.regions.length > 0) warnings.push(FEW_FLATS);
  sketch = explainImprecise(sketch, limit, expired);
  const { faces, faceOfFacet } = assembleFaces(sketch, limit, expired);
  const perceived = {
    mesh,
    faceOfTriangle: sketch.patchwork.facetOfTriangle.map((facet) => faceOfFacet[facet]),
    faces,
    tolerance: triangles.tolerance,
    warnings,
  };
  const regular = regularize(perceived, expired);
  return expired() ? { ...regular, warnings: [...warnings, ENDED_EARLY] } : regular;
}

const ENDED_EARLY =
  'The time limit ended the search for surfaces: some round faces may be left as flats or freeform faces. Allow more time.';

const FEW_FLATS =
  'Round faces are made of so few flats here that they could be meant as flats; they were taken as round. Export the mesh more finely to tell.';

function findRegions(mesh: Triangles, facets: Facets, limit: TurnLimit, expired: () => boolean): Sketch {
  const sketch = blankSketch(mesh, facets);
  findCurvedRegions(sketch, limit, 'all', expired);
  return sketch;
}

/** A first look at evenly tessellated cylinders and, where there are none, at everything tells how fine the mesh is. */
function learnTurnLimit(mesh: Triangles, facets: Facets, expired: () => boolean): TurnLimit | undefined {
  for (const depth of ['strips', 'all'] as const) {
    const sketch = blankSketch(mesh, facets);
    findCurvedRegions(sketch, anyTurn, depth, expired);
    const limit = turnLimitOf(sketch.regions);
    if (limit) return limit;
  }
  return undefined;
}
