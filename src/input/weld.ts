import { groupEqual, mixBits } from '../geometry/group-equal.ts';
import type { Mesh } from '../geometry/mesh.ts';
import { boundsOf, diagonalOf } from '../geometry/mesh.ts';
import { edgeMapOf, nextInTriangle, openHalfEdges, valenceOf } from './topology.ts';
import { createSets, joinSets, rootOf } from './union-find.ts';

/**
 * Distance within which two coordinates of the data may be meant to be one: eight roundings to float32. Data that
 * float32 holds exactly was rounded at its distance from the origin, other data at seven digits of its own size.
 */
export function roundingTolerance(positions: Float64Array): number {
  const diagonal = diagonalOf(boundsOf(positions));
  let largest = 0;
  let isFloat32 = true;
  for (const x of positions) {
    largest = Math.max(largest, Math.abs(x));
    isFloat32 &&= Math.fround(x) === x;
  }
  return Math.min((isFloat32 ? largest : diagonal) * 2 ** -20, diagonal * 2 ** -10);
}

/**
 * Makes one vertex of all that have exactly the same coordinates, except across bodies that the file's own indices
 * already close: those stay apart where they touch. The result has no vertex without a triangle.
 */
export function weldEqualVertices({ positions, triangles }: Mesh): Mesh {
  const body = closedBodyOfVertex(positions.length / 3, triangles);
  // Adding zero makes negative zero positive, so that equal numbers have equal bits.
  const bits = new Uint32Array(positions.map((x) => x + 0).buffer);
  const { groupOf, first } = groupEqual(
    positions.length / 3,
    (v) => {
      const at = 6 * v;
      const low = mixBits(mixBits(bits[at], bits[at + 1]), bits[at + 2]);
      return mixBits(mixBits(low, bits[at + 3]), mixBits(bits[at + 4], bits[at + 5]));
    },
    (v, w) => {
      if (body[v] !== body[w]) return false;
      return (
        positions[3 * v] === positions[3 * w] &&
        positions[3 * v + 1] === positions[3 * w + 1] &&
        positions[3 * v + 2] === positions[3 * w + 2]
      );
    },
  );
  return compacted({ positions: gathered(positions, first), triangles: replaced(triangles, groupOf) });
}

/**
 * Makes one vertex of those on open edges that are within `tolerance` of each other. Vertices inside closed
 * surfaces never move, so no feature of a closed mesh is lost, however small.
 */
export function weldOpenVertices({ positions, triangles }: Mesh, tolerance: number): Mesh {
  const open = verticesOnOpenEdges(positions.length / 3, triangles);
  // In a direction that no face of a real part is square to, near vertices are near in order too.
  const height = (v: number): number =>
    0.5704 * positions[3 * v] + 0.6127 * positions[3 * v + 1] + 0.5471 * positions[3 * v + 2];
  const key = Float64Array.from(open, height);
  const order = Uint32Array.from(open, (_, i) => i).sort((i, j) => key[i] - key[j]);

  const target = createSets(positions.length / 3);
  const kept = new Uint32Array(open.length);
  let keptCount = 0;
  for (const i of order) {
    const v = open[i];
    let k = keptCount - 1;
    while (k >= 0 && key[i] - key[kept[k]] <= tolerance && !isWithin(positions, open[kept[k]], v, tolerance))
      k--;
    if (k >= 0 && key[i] - key[kept[k]] <= tolerance) target[v] = open[kept[k]];
    else kept[keptCount++] = i;
  }
  return keptCount === open.length
    ? { positions, triangles }
    : compacted({ positions, triangles: replaced(triangles, target) });
}

/** For each vertex 0, or 1 + the lowest vertex of its connected body when that body is closed by its indices. */
function closedBodyOfVertex(vertices: number, triangles: Uint32Array): Uint32Array {
  const body = new Uint32Array(vertices);
  // Without a single shared vertex, as in STL, nothing is closed.
  if (vertices >= triangles.length) return body;
  const sets = createSets(vertices);
  for (let h = 0; h < triangles.length; h++) joinSets(sets, triangles[h], triangles[nextInTriangle(h)]);
  const isOpen = new Uint8Array(vertices);
  const edges = edgeMapOf(triangles);
  for (let edge = 0; edge < edges.count; edge++)
    if (valenceOf(edges, edge) % 2 === 1)
      isOpen[rootOf(sets, triangles[edges.halfEdges[edges.start[edge]]])] = 1;
  for (let v = 0; v < vertices; v++) {
    const root = rootOf(sets, v);
    if (isOpen[root] === 0) body[v] = root + 1;
  }
  return body;
}

/** Each once, in the order of their half-edges. */
function verticesOnOpenEdges(vertices: number, triangles: Uint32Array): Uint32Array {
  const seen = new Uint8Array(vertices);
  const found: number[] = [];
  for (const h of openHalfEdges(edgeMapOf(triangles)))
    for (const v of [triangles[h], triangles[nextInTriangle(h)]]) {
      if (seen[v] === 0) found.push(v);
      seen[v] = 1;
    }
  return Uint32Array.from(found);
}

const isWithin = (p: Float64Array, v: number, w: number, distance: number): boolean =>
  Math.hypot(p[3 * v] - p[3 * w], p[3 * v + 1] - p[3 * w + 1], p[3 * v + 2] - p[3 * w + 2]) <= distance;

/** Numbers the vertices that `triangles` use by first use, and leaves out the others. */
export function compacted({ positions, triangles }: Mesh): Mesh {
  const vertices = positions.length / 3;
  const unused = 0xffffffff;
  const number = new Uint32Array(vertices).fill(unused);
  const used = new Uint32Array(Math.min(vertices, triangles.length));
  let count = 0;
  const renumbered = triangles.map((v) => {
    if (number[v] === unused) {
      used[count] = v;
      number[v] = count++;
    }
    return number[v];
  });
  return { positions: gathered(positions, used.subarray(0, count)), triangles: renumbered };
}

const replaced = (triangles: Uint32Array, by: Uint32Array): Uint32Array => triangles.map((v) => by[v]);

function gathered(positions: Float64Array, vertices: Uint32Array): Float64Array {
  const result = new Float64Array(3 * vertices.length);
  for (let i = 0; i < vertices.length; i++)
    for (let k = 0; k < 3; k++) result[3 * i + k] = positions[3 * vertices[i] + k];
  return result;
}
