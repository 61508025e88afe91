import type { Mesh } from '../geometry/mesh.ts';
import { type Pairing, pairHalfEdges } from './half-edge-pairs.ts';
import { edgeMapOf, nextInTriangle, previousInTriangle, triangleOf, valenceOf } from './topology.ts';
import { createSets, joinSets, rootOf } from './union-find.ts';

/**
 * The same surface with at most two triangles at each edge: where more meet, those that bound one piece of material
 * stay together and the others get vertices of their own. `pairing.mate` belongs to the result, `nonManifoldEdges` and
 * `touchingEdges` to the given mesh.
 */
export function makeManifold(mesh: Mesh): { mesh: Mesh; pairing: Pairing } {
  const given = pairHalfEdges(mesh, edgeMapOf(mesh.triangles));
  let pairing = given;
  let manifold = separateTouching(mesh, given.mate);
  if (given.nonManifoldEdges + given.touchingEdges > 0)
    for (;;) {
      const split = splitSharedEdges(manifold, pairing.mate);
      if (split === manifold) break;
      pairing = pairHalfEdges(split, edgeMapOf(split.triangles));
      manifold = separateTouching(split, pairing.mate);
    }
  const { nonManifoldEdges, touchingEdges } = given;
  return { mesh: manifold, pairing: { ...pairing, nonManifoldEdges, touchingEdges } };
}

/** Gives every fan of paired triangles around a vertex a vertex of its own. */
function separateTouching({ positions, triangles }: Mesh, mate: Int32Array): Mesh {
  const corners = createSets(triangles.length);
  for (let h = 0; h < mate.length; h++) {
    const g = mate[h];
    if (g < h) continue;
    const sameDirection = triangles[h] === triangles[g];
    joinSets(corners, h, sameDirection ? g : nextInTriangle(g));
    joinSets(corners, nextInTriangle(h), sameDirection ? nextInTriangle(g) : g);
  }
  const separated = new Uint32Array(triangles.length);
  const source = new Uint32Array(triangles.length);
  let count = 0;
  // The root is the lowest corner of its set, so it is numbered before the others ask.
  for (let corner = 0; corner < triangles.length; corner++) {
    const root = rootOf(corners, corner);
    if (root === corner) {
      source[count] = triangles[corner];
      separated[corner] = count++;
    } else separated[corner] = separated[root];
  }
  const split = new Float64Array(3 * count);
  for (let v = 0; v < count; v++) for (let k = 0; k < 3; k++) split[3 * v + k] = positions[3 * source[v] + k];
  return { positions: split, triangles: separated };
}

/**
 * A slit without width has several pairs of triangles at an edge whose ends no fan tells apart. All pairs but one get
 * a vertex in the middle of the edge, in one triangle at most once; the same mesh when there is none.
 */
function splitSharedEdges(mesh: Mesh, mate: Int32Array): Mesh {
  const { positions, triangles } = mesh;
  const edges = edgeMapOf(triangles);
  const middles: number[] = [];
  const replaced = new Set<number>();
  const halves: number[] = [];
  const split = (h: number, middle: number): void => {
    const apex = triangles[previousInTriangle(h)];
    halves.push(triangles[h], middle, apex, middle, triangles[nextInTriangle(h)], apex);
    replaced.add(triangleOf(h));
  };
  for (let edge = 0; edge < edges.count; edge++) {
    if (valenceOf(edges, edge) <= 2) continue;
    const around = edges.halfEdges.subarray(edges.start[edge], edges.start[edge + 1]);
    for (const h of around) {
      const g = mate[h];
      const isFirst = h === around[0] || g === around[0];
      const isSecondOfPair = g >= 0 && g < h;
      if (isFirst || isSecondOfPair || replaced.has(triangleOf(h)) || replaced.has(triangleOf(g))) continue;
      const middle = (positions.length + middles.length) / 3;
      const a = 3 * triangles[h];
      const b = 3 * triangles[nextInTriangle(h)];
      for (let k = 0; k < 3; k++) middles.push((positions[a + k] + positions[b + k]) / 2);
      split(h, middle);
      if (g >= 0) split(g, middle);
    }
  }
  if (halves.length === 0) return mesh;
  const kept = triangles.filter((_, h) => !replaced.has(triangleOf(h)));
  return {
    positions: Float64Array.from([...positions, ...middles]),
    triangles: Uint32Array.from([...kept, ...halves]),
  };
}
