import type { Vec3 } from './vector.ts';

/** Triangles over shared vertices. `positions` holds x, y, z of each vertex; `triangles` three vertex indices each, counter-clockwise seen from outside. */
export type Mesh = { readonly positions: Float64Array; readonly triangles: Uint32Array };

/** An axis-aligned box. */
export type Bounds = { readonly min: Vec3; readonly max: Vec3 };

/** The box around flat x, y, z `positions`; an empty array gives an inverted infinite box. */
export function boundsOf(positions: Float64Array): Bounds {
  const min = [Infinity, Infinity, Infinity];
  const max = [-Infinity, -Infinity, -Infinity];
  for (let i = 0; i < positions.length; i += 3) {
    for (let k = 0; k < 3; k++) {
      const x = positions[i + k];
      if (x < min[k]) min[k] = x;
      if (x > max[k]) max[k] = x;
    }
  }
  return { min: min as unknown as Vec3, max: max as unknown as Vec3 };
}

export const diagonalOf = ({ min, max }: Bounds): number =>
  Math.hypot(max[0] - min[0], max[1] - min[1], max[2] - min[2]);

export const longestSideOf = ({ min, max }: Bounds): number =>
  Math.max(max[0] - min[0], max[1] - min[1], max[2] - min[2]);

/** Signed volume enclosed by the mesh (divergence theorem), positive when triangles face outward. */
export function volumeOf({ positions: p, triangles: t }: Mesh): number {
  let six = 0;
  for (let i = 0; i < t.length; i += 3) {
    const a = 3 * t[i];
    const b = 3 * t[i + 1];
    const c = 3 * t[i + 2];
    six +=
      p[a] * (p[b + 1] * p[c + 2] - p[b + 2] * p[c + 1]) +
      p[a + 1] * (p[b + 2] * p[c] - p[b] * p[c + 2]) +
      p[a + 2] * (p[b] * p[c + 1] - p[b + 1] * p[c]);
  }
  return six / 6;
}

/** Area of triangle `t` of the mesh. */
export function triangleArea({ positions: p, triangles }: Mesh, t: number): number {
  const a = 3 * triangles[3 * t];
  const b = 3 * triangles[3 * t + 1];
  const c = 3 * triangles[3 * t + 2];
  const ux = p[b] - p[a];
  const uy = p[b + 1] - p[a + 1];
  const uz = p[b + 2] - p[a + 2];
  const vx = p[c] - p[a];
  const vy = p[c + 1] - p[a + 1];
  const vz = p[c + 2] - p[a + 2];
  const nx = uy * vz - uz * vy;
  const ny = uz * vx - ux * vz;
  const nz = ux * vy - uy * vx;
  return Math.sqrt(nx * nx + ny * ny + nz * nz) / 2;
}

/** Area of a mesh's triangles together. */
export function surfaceAreaOf(mesh: Mesh): number {
  let area = 0;
  for (let t = 0; t < mesh.triangles.length / 3; t++) area += triangleArea(mesh, t);
  return area;
}
