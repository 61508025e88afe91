import type { SurfaceOf } from '../../../geometry/surface.ts';
import { solvePositiveDefinite, symmetricEigen } from '../../../geometry/symmetric.ts';
import { cross, type Vec3 } from '../../../geometry/vector.ts';

export type Plane = SurfaceOf<'plane'>;

/** A plane fitted to points, and how the points lie in it. */
export type PlaneFit = {
  /** Its origin is the centroid of the points. */
  readonly plane: Plane;
  /** Root mean square distance of the points from the plane. */
  readonly rms: number;
  /** The direction in the plane in which the points reach farthest. */
  readonly along: Vec3;
  /** Standard deviations of the points' places in the plane, along and across `along`. */
  readonly length: number;
  readonly width: number;
};

/**
 * Least-squares plane of the points of flat `positions` that the first `count` of `members` name; with the unit normal
 * `held`, if one is given. Undefined where they do not span a plane.
 */
export function fitPlaneTo(
  positions: Float64Array,
  members: ArrayLike<number>,
  count: number,
  held?: Vec3,
): PlaneFit | undefined {
  if (count < 3) return undefined;
  // Sums are taken from one of the points, so that places far from the origin cost no precision.
  const base = 3 * members[0];
  const [bx, by, bz] = [positions[base], positions[base + 1], positions[base + 2]];
  let [sx, sy, sz, xx, xy, xz, yy, yz, zz] = [0, 0, 0, 0, 0, 0, 0, 0, 0];
  for (let i = 0; i < count; i++) {
    const at = 3 * members[i];
    const x = positions[at] - bx;
    const y = positions[at + 1] - by;
    const z = positions[at + 2] - bz;
    sx += x;
    sy += y;
    sz += z;
    xx += x * x;
    xy += x * y;
    xz += x * z;
    yy += y * y;
    yz += y * z;
    zz += z * z;
  }
  const [mx, my, mz] = [sx / count, sy / count, sz / count];
  const covariance = Float64Array.of(
    xx / count - mx * mx,
    xy / count - mx * my,
    xz / count - mx * mz,
    xy / count - mx * my,
    yy / count - my * my,
    yz / count - my * mz,
    xz / count - mx * mz,
    yz / count - my * mz,
    zz / count - mz * mz,
  );
  const origin: Vec3 = [bx + mx, by + my, bz + mz];
  const { values, vectors } = symmetricEigen(covariance, 3);
  if (!(values[1] > 1e-14 * values[2])) return undefined;
  const [ax, ay, az] = vectors[2];
  if (!held) {
    const [nx, ny, nz] = vectors[0];
    return {
      plane: { kind: 'plane', origin, normal: [nx, ny, nz] },
      rms: Math.sqrt(Math.max(0, values[0])),
      along: [ax, ay, az],
      length: Math.sqrt(values[2]),
      width: Math.sqrt(values[1]),
    };
  }
  const spread = spreadAlong(covariance, held);
  return {
    plane: { kind: 'plane', origin, normal: held },
    rms: Math.sqrt(Math.max(0, spread)),
    along: [ax, ay, az],
    length: Math.sqrt(values[2]),
    width: Math.sqrt(Math.max(0, values[0] + values[1] - spread)),
  };
}

/** Variance of points along the unit vector `d`. */
const spreadAlong = (m: Float64Array, d: Vec3): number =>
  d[0] * (m[0] * d[0] + m[1] * d[1] + m[2] * d[2]) +
  d[1] * (m[3] * d[0] + m[4] * d[1] + m[5] * d[2]) +
  d[2] * (m[6] * d[0] + m[7] * d[1] + m[8] * d[2]);

/** Points from which on a quadratic surface's six numbers say anything. */
const LEAST_FOR_SAG = 10;

/**
 * How far the members of a plane bulge from it between their middle and their ends: the sag of the least-squares
 * quadratic surface over the plane, over the half extents of evenly spread points of the same deviations; and its
 * standard error. Undefined for too few points.
 */
export function sagOf(
  positions: Float64Array,
  members: ArrayLike<number>,
  count: number,
  { plane, along, length, width }: PlaneFit,
): { sag: number; error: number } | undefined {
  if (count < LEAST_FOR_SAG) return undefined;
  const { origin, normal } = plane;
  const across = cross(normal, along);
  const matrix = new Float64Array(36);
  const right = new Float64Array(6);
  const row = new Float64Array(6);
  row[0] = 1;
  let squares = 0;
  for (let i = 0; i < count; i++) {
    const at = 3 * members[i];
    const x = positions[at] - origin[0];
    const y = positions[at + 1] - origin[1];
    const z = positions[at + 2] - origin[2];
    const u = (x * along[0] + y * along[1] + z * along[2]) / length;
    const v = (x * across[0] + y * across[1] + z * across[2]) / width;
    const height = x * normal[0] + y * normal[1] + z * normal[2];
    row[1] = u;
    row[2] = v;
    row[3] = u * u;
    row[4] = u * v;
    row[5] = v * v;
    squares += height * height;
    for (let a = 0; a < 6; a++) {
      right[a] += row[a] * height;
      for (let b = 0; b <= a; b++) matrix[6 * a + b] += row[a] * row[b];
    }
  }
  for (let a = 0; a < 6; a++) for (let b = a + 1; b < 6; b++) matrix[6 * a + b] = matrix[6 * b + a];
  const gradient = right.slice();
  const solved = solvePositiveDefinite(matrix, right, 6);
  if (!solved) return undefined;
  let explained = 0;
  for (let a = 0; a < 6; a++) explained += solved[a] * gradient[a];
  const rest = Math.sqrt(Math.max(0, squares - explained) / Math.max(1, count - 6));
  // Half the extent of evenly spread points is sqrt(3) standard deviations; z = a u^2 rises by 3 a over it.
  const middle = (solved[3] + solved[5]) / 2;
  const apart = Math.hypot((solved[3] - solved[5]) / 2, solved[4] / 2);
  const sag = 3 * (Math.abs(middle) + apart);
  // The variance of u^2 is 0.8 for evenly spread u of variance 1.
  return { sag, error: (3 * rest) / Math.sqrt(0.8 * count) };
}
