import type { Bounds, Mesh } from '../../geometry/mesh.ts';

/** The mesh moved and scaled so that `bounds` comes into the middle of the cube from -1 to 1, its longest side filling it. */
export function intoCube(mesh: Mesh, { min, max }: Bounds): Mesh {
  const center = min.map((low, k) => (low + max[k]) / 2);
  const scale = 2 / Math.max(...max.map((high, k) => high - min[k]));
  return {
    positions: mesh.positions.map((x, i) => (x - center[i % 3]) * scale),
    triangles: mesh.triangles,
  };
}
