import { symmetricEigen } from '../../../geometry/symmetric.ts';
import { dot, negate, normalize, type Vec3 } from '../../../geometry/vector.ts';

/** Flat symmetric 3 x 3 matrices that tell what a direction costs. */

/** a^T matrix b. */
export function bilinear(matrix: Float64Array, a: Vec3, b: Vec3): number {
  let sum = 0;
  for (let i = 0; i < 3; i++) for (let j = 0; j < 3; j++) sum += a[i] * matrix[3 * i + j] * b[j];
  return sum;
}

export const quadratic = (matrix: Float64Array, d: Vec3): number => bilinear(matrix, d, d);

/** Adds weight * d d^T. */
export function addOuter(matrix: Float64Array, d: Vec3, weight: number): void {
  for (let i = 0; i < 3; i++) for (let j = 0; j < 3; j++) matrix[3 * i + j] += weight * d[i] * d[j];
}

export function sumOf(matrices: readonly Float64Array[]): Float64Array {
  const sum = new Float64Array(9);
  for (const matrix of matrices) for (let i = 0; i < 9; i++) sum[i] += matrix[i];
  return sum;
}

/** The direction of least cost, in the sense of `direction`. */
export function leastCostly(cost: Float64Array, direction: Vec3): Vec3 {
  const [[x, y, z]] = symmetricEigen(cost, 3).vectors;
  const d = normalize([x, y, z]);
  return dot(d, direction) < 0 ? negate(d) : d;
}

export const leastCost = (cost: Float64Array): number => Math.max(0, symmetricEigen(cost, 3).values[0]);

/**
 * The direction of least cost among those perpendicular to the unit vector `wall`, in the sense of `direction`: of all
 * but `wall`, the least eigenvector of the cost seen along it.
 */
export function leastCostlyAcross(cost: Float64Array, wall: Vec3, direction: Vec3): Vec3 {
  const u = normalize([
    direction[0] - dot(direction, wall) * wall[0],
    direction[1] - dot(direction, wall) * wall[1],
    direction[2] - dot(direction, wall) * wall[2],
  ]);
  const v: Vec3 = [
    wall[1] * u[2] - wall[2] * u[1],
    wall[2] * u[0] - wall[0] * u[2],
    wall[0] * u[1] - wall[1] * u[0],
  ];
  const [uu, uv, vv] = [quadratic(cost, u), bilinear(cost, u, v), quadratic(cost, v)];
  const angle = Math.atan2(-2 * uv, vv - uu) / 2;
  const d = normalize(
    [0, 1, 2].map((k) => Math.cos(angle) * u[k] + Math.sin(angle) * v[k]) as unknown as Vec3,
  );
  // Rounding leaves some 1e-16 along the wall; that is as perpendicular as numbers get.
  return dot(d, direction) < 0 ? negate(d) : d;
}
