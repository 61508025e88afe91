import type { Mesh } from './mesh.ts';
import { meshEdges } from './mesh-edges.ts';

/** Whether a mesh has an inside: along every edge, as many triangles run one way as the other. */
export function isClosed(mesh: Mesh): boolean {
  const { triangles } = mesh;
  const { count, edgeOfCorner } = meshEdges(mesh);
  const balance = new Int32Array(count);
  for (let c = 0; c < triangles.length; c++) {
    const next = c % 3 === 2 ? c - 2 : c + 1;
    balance[edgeOfCorner[c]] += triangles[c] < triangles[next] ? 1 : -1;
  }
  return count > 0 && balance.every((surplus) => surplus === 0);
}
