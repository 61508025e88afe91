import { areaVectors } from '../geometry/area-vectors.ts';
import type { Mesh } from '../geometry/mesh.ts';
import type { SurfaceSamples } from '../geometry/surface-samples.ts';

/** How well the normals of a surface agree with those of another at the nearest points. */
export type NormalAgreement = {
  /** Mean of the absolute cosines of the angles between them: 1 for the same surface. */
  readonly mean: number;
  /** Share of the points at which the angle is at most 15 degrees, more than tessellations of one surface differ by. */
  readonly share: number;
};

const AGREEING = Math.cos((15 * Math.PI) / 180);

/**
 * Compares the normals at points of one surface with those of the triangles of `other` nearest to them, whichever way
 * they point, as the winding of open meshes means nothing (normal consistency: Mescheder et al., Occupancy Networks,
 * 2019, section 4). Where an edge of `other` is nearest, it is either of its triangles.
 */
export function normalAgreement(
  { normals }: SurfaceSamples,
  nearestTriangles: Uint32Array,
  other: Mesh,
): NormalAgreement {
  const vectors = areaVectors(other);
  const count = nearestTriangles.length;
  let sum = 0;
  let agreeing = 0;
  for (let i = 0; i < count; i++) {
    // The cosine of the nearest triangle's normal with the point's own.
    const at = 3 * nearestTriangles[i];
    const [nx, ny, nz] = [vectors[at], vectors[at + 1], vectors[at + 2]];
    const size = Math.sqrt(nx * nx + ny * ny + nz * nz);
    const along = Math.abs(nx * normals[3 * i] + ny * normals[3 * i + 1] + nz * normals[3 * i + 2]);
    const cosine = size > 0 ? Math.min(1, along / size) : 0;
    sum += cosine;
    if (cosine >= AGREEING) agreeing++;
  }
  return { mean: sum / count, share: agreeing / count };
}
