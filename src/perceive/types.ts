import type { Mesh } from '../geometry/mesh.ts';
import type { Surface } from '../geometry/surface.ts';

/**
 * What perception knows of a target, the same for solids and meshes: a closed triangle mesh whose triangles are
 * grouped into faces, each with the exact surface that it was found to lie on.
 */
export type Perceived = {
  readonly mesh: Mesh;
  /** For each triangle its index into `faces`. */
  readonly faceOfTriangle: Int32Array;
  readonly faces: readonly PerceivedFace[];
  /** Greatest distance at which a mesh vertex counts as lying on its surface (length, from the data's own precision). */
  readonly tolerance: number;
  readonly warnings: readonly string[];
};

export type PerceivedFace = {
  readonly surface: Surface;
  /** Area of its triangles. */
  readonly area: number;
  /** Greatest distance of its vertices from the surface. */
  readonly deviation: number;
};
