import type { Mesh } from './mesh.ts';

/** For each triangle its normal times twice its area. */
export function areaVectors({ positions: p, triangles }: Mesh): Float64Array {
  const vectors = new Float64Array(triangles.length);
  for (let t = 0; t < triangles.length; t += 3) {
    const a = 3 * triangles[t];
    const b = 3 * triangles[t + 1];
    const c = 3 * triangles[t + 2];
    const ux = p[b] - p[a];
    const uy = p[b + 1] - p[a + 1];
    const uz = p[b + 2] - p[a + 2];
    const vx = p[c] - p[a];
    const vy = p[c + 1] - p[a + 1];
    const vz = p[c + 2] - p[a + 2];
    vectors[t] = uy * vz - uz * vy;
    vectors[t + 1] = uz * vx - ux * vz;
    vectors[t + 2] = ux * vy - uy * vx;
  }
  return vectors;
}
