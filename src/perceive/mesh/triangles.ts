import type { Mesh } from '../../geometry/mesh.ts';
import { meshEdges } from '../../geometry/mesh-edges.ts';
import { coarseness, roundingTolerances } from './precision.ts';

/** What perception needs of each triangle t of a mesh, computed once. */
export type Triangles = {
  readonly mesh: Mesh;
  readonly count: number;
  /** Unit normal at 3 t; zero for a triangle without area. */
  readonly normals: Float64Array;
  readonly areas: Float64Array;
  /** Smallest height: a vertex off by e turns the normal by up to e / height. */
  readonly heights: Float64Array;
  /** Triangle across the edge from corner k to k + 1, at 3 t + k; -1 at open and non-manifold edges. */
  readonly neighbours: Int32Array;
  /** For each vertex, how far it may lie from the surface that it was computed on. */
  readonly tolerances: Float64Array;
  /** The greatest of them. */
  readonly tolerance: number;
};

/** Normals, areas, heights and neighbours of the triangles of `mesh`, and the precision of its vertices. */
export function measureTriangles(mesh: Mesh): Triangles {
  const { positions: p, triangles } = mesh;
  const count = triangles.length / 3;
  const normals = new Float64Array(3 * count);
  const areas = new Float64Array(count);
  const heights = new Float64Array(count);
  // Cross product of two edges: its length is twice the area, the longest edge times the smallest height.
  for (let t = 0; t < count; t++) {
    const a = 3 * triangles[3 * t];
    const b = 3 * triangles[3 * t + 1];
    const c = 3 * triangles[3 * t + 2];
    const ux = p[b] - p[a];
    const uy = p[b + 1] - p[a + 1];
    const uz = p[b + 2] - p[a + 2];
    const vx = p[c] - p[a];
    const vy = p[c + 1] - p[a + 1];
    const vz = p[c + 2] - p[a + 2];
    const nx = uy * vz - uz * vy;
    const ny = uz * vx - ux * vz;
    const nz = ux * vy - uy * vx;
    const double = Math.sqrt(nx * nx + ny * ny + nz * nz);
    if (double === 0) continue;
    normals[3 * t] = nx / double;
    normals[3 * t + 1] = ny / double;
    normals[3 * t + 2] = nz / double;
    areas[t] = double / 2;
    const wx = vx - ux;
    const wy = vy - uy;
    const wz = vz - uz;
    const longest = Math.max(
      ux * ux + uy * uy + uz * uz,
      vx * vx + vy * vy + vz * vz,
      wx * wx + wy * wy + wz * wz,
    );
    heights[t] = double / Math.sqrt(longest);
  }
  const neighbours = neighboursOf(mesh, normals);
  const rounding = roundingTolerances(mesh);
  const factor = coarseness(mesh, normals, heights, neighbours, rounding);
  const tolerances = rounding.map((t) => t * factor);
  const tolerance = tolerances.reduce((a, b) => Math.max(a, b), 0);
  return { mesh, count, normals, areas, heights, neighbours, tolerances, tolerance };
}

/** Bodies touch at an edge a few at a time; more is a broken mesh, and looking at all of it would take for ever. */
const MOST_AT_EDGE = 16;

/** Non-manifold edges, where bodies touch, join the two triangles that continue each other most smoothly. */
function neighboursOf(mesh: Mesh, normals: Float64Array): Int32Array {
  const { edgeOfCorner, count } = meshEdges(mesh);
  const corners = mesh.triangles.length;
  const first = new Int32Array(count).fill(-1);
  const next = new Int32Array(corners).fill(-1);
  for (let c = 0; c < corners; c++) {
    next[c] = first[edgeOfCorner[c]];
    first[edgeOfCorner[c]] = c;
  }
  const flattest = new Int32Array(corners).fill(-1);
  for (let c = 0; c < corners; c++) {
    let best = -Infinity;
    let tried = 0;
    for (
      let other = first[edgeOfCorner[c]];
      other >= 0 && tried < MOST_AT_EDGE;
      other = next[other], tried++
    ) {
      if (mesh.triangles[other] === mesh.triangles[c]) continue; // itself, or wound against it
      const flatness = normalProduct(normals, c, other);
      if (flatness <= best) continue;
      best = flatness;
      flattest[c] = other;
    }
  }
  const neighbours = new Int32Array(corners).fill(-1);
  for (let c = 0; c < corners; c++) {
    if (flattest[c] >= 0 && flattest[flattest[c]] === c) neighbours[c] = Math.floor(flattest[c] / 3);
  }
  return neighbours;
}

/** Cosine between the normals of the triangles of two corners. */
function normalProduct(normals: Float64Array, c: number, d: number): number {
  const a = c - (c % 3);
  const b = d - (d % 3);
  return normals[a] * normals[b] + normals[a + 1] * normals[b + 1] + normals[a + 2] * normals[b + 2];
}
