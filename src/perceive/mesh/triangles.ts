import { boundsOf, type Mesh } from '../../geometry/mesh.ts';
import { meshEdges } from '../../geometry/mesh-edges.ts';

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
  /** Greatest distance of a vertex from the surface it was computed on, through rounding to single precision. */
  readonly tolerance: number;
};

/** Half a unit in the last place of single precision, relative. */
const FLOAT32_ROUNDING = 2 ** -24;

/** Vertices of exporters carry a little more error than rounding: their curves and surfaces meet within a tolerance. */
const ROUNDING_MARGIN = 4;

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
  return {
    mesh,
    count,
    normals,
    areas,
    heights,
    neighbours: neighboursOf(mesh),
    tolerance: toleranceOf(mesh),
  };
}

function neighboursOf(mesh: Mesh): Int32Array {
  const edges = meshEdges(mesh);
  const corners = mesh.triangles.length;
  const users = new Int32Array(edges.count);
  for (let c = 0; c < corners; c++) users[edges.edgeOfCorner[c]]++;
  const neighbours = new Int32Array(corners).fill(-1);
  for (let c = 0; c < corners; c++) {
    const edge = edges.edgeOfCorner[c];
    if (users[edge] !== 2) continue;
    const first = edges.trianglesOfEdge[2 * edge];
    neighbours[c] = first === Math.floor(c / 3) ? edges.trianglesOfEdge[2 * edge + 1] : first;
  }
  return neighbours;
}

function toleranceOf({ positions }: Mesh): number {
  const { min, max } = boundsOf(positions);
  const reach = Math.max(...min.map(Math.abs), ...max.map(Math.abs));
  return ROUNDING_MARGIN * FLOAT32_ROUNDING * reach;
}
