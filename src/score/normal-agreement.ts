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
  const { positions: p, triangles } = other;
  const count = nearestTriangles.length;
  let sum = 0;
  let agreeing = 0;
  for (let i = 0; i < count; i++) {
    // The cross product of two sides of the nearest triangle, and its cosine with the point's own normal.
    const a = 3 * triangles[3 * nearestTriangles[i]];
    const b = 3 * triangles[3 * nearestTriangles[i] + 1];
    const c = 3 * triangles[3 * nearestTriangles[i] + 2];
    const ux = p[b] - p[a];
    const uy = p[b + 1] - p[a + 1];
    const uz = p[b + 2] - p[a + 2];
    const vx = p[c] - p[a];
    const vy = p[c + 1] - p[a + 1];
    const vz = p[c + 2] - p[a + 2];
    const nx = uy * vz - uz * vy;
    const ny = uz * vx - ux * vz;
    const nz = ux * vy - uy * vx;
    const size = Math.sqrt(nx * nx + ny * ny + nz * nz);
    const along = Math.abs(nx * normals[3 * i] + ny * normals[3 * i + 1] + nz * normals[3 * i + 2]);
    const cosine = size > 0 ? Math.min(1, along / size) : 0;
    sum += cosine;
    if (cosine >= AGREEING) agreeing++;
  }
  return { mean: sum / count, share: agreeing / count };
}
