import type { Mesh } from './mesh.ts';

/** The mesh of the `chosen` triangles, in their order, with only the vertices that they use. */
export function submesh({ positions, triangles }: Mesh, chosen: readonly number[]): Mesh {
  const renumbered = new Map<number, number>();
  const kept: number[] = [];
  const corners = new Uint32Array(3 * chosen.length);
  chosen.forEach((t, i) => {
    for (let k = 0; k < 3; k++) {
      const vertex = triangles[3 * t + k];
      let index = renumbered.get(vertex);
      if (index === undefined) {
        index = renumbered.size;
        renumbered.set(vertex, index);
        kept.push(positions[3 * vertex], positions[3 * vertex + 1], positions[3 * vertex + 2]);
      }
      corners[3 * i + k] = index;
    }
  });
  return { positions: Float64Array.from(kept), triangles: corners };
}
