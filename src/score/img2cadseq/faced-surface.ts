import type { Surface } from '../../geometry/surface.ts';
import type { TaggedMesh } from '../../kernel/types.ts';

/** A surface made of faces of known kinds: `mesh.faceOfTriangle` counts `faces`, such as a kernel's `SolidFace`s. */
export type FacedSurface = {
  readonly mesh: TaggedMesh;
  readonly faces: readonly { readonly surface: Surface }[];
};

/** For each face the indices of its triangles. */
export function trianglesOfFaces({ mesh, faces }: FacedSurface): number[][] {
  const triangles = faces.map((): number[] => []);
  for (const [triangle, face] of mesh.faceOfTriangle.entries()) triangles[face].push(triangle);
  return triangles;
}
