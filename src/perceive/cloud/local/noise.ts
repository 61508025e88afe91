import type { KdTree } from '../../../geometry/kd-tree.ts';
import { nearestNeighbours } from '../../../geometry/nearest-neighbours.ts';
import { emptyPatchPlane, patchPlane } from '../../../geometry/patch-plane.ts';
import { solvePositiveDefinite } from '../../../geometry/symmetric.ts';
import { cross, perpendicular, type Vec3 } from '../../../geometry/vector.ts';

/** Patches that are measured at most: enough to know the noise within a few percent. */
const PATCHES = 1000;

/** Points of a patch, tried from the smallest: small ones cross fewer edges, large ones tell noise from shape. */
const SIZES = [16, 32, 64, 128];

/** A patch tells noise from shape where its radius is this many times the noise. */
const RADII = 4;

/** The flattest patches are those that cross no edge. */
const FLATTEST = 0.08;

/** Variances up to this many times that of the flattest are of patches without edges. */
const SPREAD = 2;

/** Unknowns of a paraboloid. */
const UNKNOWNS = 6;

/**
 * Standard deviation of the points' distances from the surface: what paraboloids through small patches leave over, in
 * the flattest of them, so that neither edges nor curvature count (after Wang, Yu, et al., "Noise estimation of point
 * clouds", 2013, which takes planes).
 */
export function estimateNoise(tree: KdTree, positions: Float64Array): number {
  const points = positions.length / 3;
  const step = Math.max(1, Math.floor(points / PATCHES));
  // Every so many points in tree order: spread evenly over the part.
  const seeds = tree.order.filter((_, place) => place % step === 0);
  let noise = 0;
  for (const size of SIZES) {
    if (size >= points) break;
    const { count, indices, reach } = nearestNeighbours(tree, size, seeds);
    const found = new Float64Array(seeds.length);
    for (let i = 0; i < seeds.length; i++)
      found[i] = paraboloidVariance(positions, indices.subarray(i * count, (i + 1) * count), reach[i]);
    noise = Math.sqrt(varianceOfFlattest(found.sort()));
    const radius = reach.slice().sort()[seeds.length >> 1];
    if (RADII * noise < radius) break;
  }
  return noise;
}

/** The variance that the lowest of ascending estimates scatter about. */
function varianceOfFlattest(ascending: Float64Array): number {
  let variance = ascending[Math.floor(FLATTEST * ascending.length)];
  for (let round = 0; round < 20; round++) {
    let sum = 0;
    let count = 0;
    while (count < ascending.length && ascending[count] <= SPREAD * variance) sum += ascending[count++];
    const next = count > 0 ? sum / count : 0;
    if (Math.abs(next - variance) <= 1e-3 * variance) break;
    variance = next;
  }
  return variance;
}

const plane = emptyPatchPlane();

/** Variance of what the best paraboloid w(u, v) over their plane leaves of the points, per degree of freedom. */
function paraboloidVariance(positions: Float64Array, members: Uint32Array, radius: number): number {
  patchPlane(positions, members, 0, members.length, plane);
  const n: Vec3 = [plane.nx, plane.ny, plane.nz];
  const u = perpendicular(n);
  const v = cross(n, u);
  const matrix = new Float64Array(UNKNOWNS * UNKNOWNS);
  const right = new Float64Array(UNKNOWNS);
  const row = new Float64Array(UNKNOWNS);
  const rows = new Float64Array(members.length * UNKNOWNS);
  const heights = new Float64Array(members.length);
  for (let i = 0; i < members.length; i++) {
    const x = (positions[3 * members[i]] - plane.cx) / radius;
    const y = (positions[3 * members[i] + 1] - plane.cy) / radius;
    const z = (positions[3 * members[i] + 2] - plane.cz) / radius;
    const a = x * u[0] + y * u[1] + z * u[2];
    const b = x * v[0] + y * v[1] + z * v[2];
    heights[i] = x * n[0] + y * n[1] + z * n[2];
    row[0] = 1;
    row[1] = a;
    row[2] = b;
    row[3] = a * a;
    row[4] = a * b;
    row[5] = b * b;
    rows.set(row, i * UNKNOWNS);
    for (let j = 0; j < UNKNOWNS; j++) {
      right[j] += row[j] * heights[i];
      for (let k = 0; k < UNKNOWNS; k++) matrix[j * UNKNOWNS + k] += row[j] * row[k];
    }
  }
  const solved = solvePositiveDefinite(matrix, right, UNKNOWNS);
  if (!solved) return plane.rms ** 2;
  let sum = 0;
  for (let i = 0; i < members.length; i++) {
    let left = heights[i];
    for (let j = 0; j < UNKNOWNS; j++) left -= rows[i * UNKNOWNS + j] * solved[j];
    sum += left * left;
  }
  return (sum * radius * radius) / (members.length - UNKNOWNS);
}
