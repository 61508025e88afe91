import type { Mesh } from './mesh.ts';
import { meshEdges } from './mesh-edges.ts';

/** The edge-connected sets of a mesh's triangles. */
export function shellsOf(mesh: Mesh): number[][] {
  const { edgeOfCorner, trianglesOfEdge } = meshEdges(mesh);
  const count = mesh.triangles.length / 3;
  const seen = new Uint8Array(count);
  const shells: number[][] = [];
  for (let start = 0; start < count; start++) {
    if (seen[start]) continue;
    seen[start] = 1;
    const shell = [start];
    for (let i = 0; i < shell.length; i++) {
      for (let k = 0; k < 3; k++) {
        const edge = edgeOfCorner[3 * shell[i] + k];
        for (const other of [trianglesOfEdge[2 * edge], trianglesOfEdge[2 * edge + 1]]) {
          if (other < 0 || seen[other]) continue;
          seen[other] = 1;
          shell.push(other);
        }
      }
    }
    shells.push(shell);
  }
  return shells;
}
