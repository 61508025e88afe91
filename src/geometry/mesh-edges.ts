import type { Mesh } from './mesh.ts';

/** Undirected edges of a mesh: `edgeOfCorner[3 t + k]` is the edge from corner k to corner k + 1 of triangle t. */
export type MeshEdges = {
  readonly count: number;
  readonly edgeOfCorner: Int32Array;
  /** The two triangles of each edge, -1 where there is none (open edge). Further triangles of non-manifold edges are not listed. */
  readonly trianglesOfEdge: Int32Array;
};

/** Numbers the mesh's edges, with an open-addressing hash over vertex pairs. */
export function meshEdges({ triangles }: Mesh): MeshEdges {
  const corners = triangles.length;
  let size = 16;
  while (size < corners * 2) size *= 2;
  const slots = new Int32Array(size).fill(-1);
  const low = new Uint32Array(corners);
  const high = new Uint32Array(corners);
  const edgeOfCorner = new Int32Array(corners);
  const trianglesOfEdge = new Int32Array(2 * corners).fill(-1);
  let count = 0;
  for (let c = 0; c < corners; c++) {
    const a = triangles[c];
    const b = triangles[c % 3 === 2 ? c - 2 : c + 1];
    const lo = Math.min(a, b);
    const hi = Math.max(a, b);
    let slot = (Math.imul(lo, 0x9e3779b1) ^ Math.imul(hi, 0x85ebca6b)) & (size - 1);
    while (slots[slot] >= 0 && (low[slots[slot]] !== lo || high[slots[slot]] !== hi))
      slot = (slot + 1) & (size - 1);
    let edge = slots[slot];
    if (edge < 0) {
      edge = slots[slot] = count++;
      low[edge] = lo;
      high[edge] = hi;
    }
    edgeOfCorner[c] = edge;
    const t = (c / 3) | 0;
    if (trianglesOfEdge[2 * edge] < 0) trianglesOfEdge[2 * edge] = t;
    else if (trianglesOfEdge[2 * edge + 1] < 0) trianglesOfEdge[2 * edge + 1] = t;
  }
  return { count, edgeOfCorner, trianglesOfEdge: trianglesOfEdge.slice(0, 2 * count) };
}
