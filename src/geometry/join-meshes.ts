import type { Mesh } from './mesh.ts';

/** Several meshes as one, their vertices apart. */
export function joinMeshes(meshes: readonly Mesh[]): Mesh {
  const total = (array: (mesh: Mesh) => ArrayLike<number>): number =>
    meshes.reduce((sum, mesh) => sum + array(mesh).length, 0);
  const positions = new Float64Array(total((mesh) => mesh.positions));
  const triangles = new Uint32Array(total((mesh) => mesh.triangles));
  let coordinates = 0;
  let corners = 0;
  for (const mesh of meshes) {
    const firstVertex = coordinates / 3;
    positions.set(mesh.positions, coordinates);
    coordinates += mesh.positions.length;
    for (const vertex of mesh.triangles) triangles[corners++] = firstVertex + vertex;
  }
  return { positions, triangles };
}
