import { type Bvh, buildBvh } from '../geometry/bvh.ts';
import { type ClosestPoint, closestPoint } from '../geometry/closest-point.ts';
import { isClosed } from '../geometry/is-closed.ts';
import { isInside } from '../geometry/is-inside.ts';
import type { Mesh } from '../geometry/mesh.ts';
import { surfaceSamples } from '../geometry/surface-samples.ts';
import type { Vec3 } from '../geometry/vector.ts';
import { type NormalAgreement, normalAgreement } from './normal-agreement.ts';

/** How far the points of one surface are from another, in mesh units; `worst` is the farthest of them. */
export type Deviation = {
  readonly mean: number;
  readonly rms: number;
  readonly p95: number;
  readonly max: number;
  readonly worst: Vec3;
  /** Share of the surface that is no farther away than the tolerance. */
  readonly within: number;
  /** The same distances as negative where the point lies inside the other mesh; absent where that does not close. */
  readonly signed?: { readonly mean: number; readonly min: number; readonly max: number };
  readonly normals: NormalAgreement;
};

export type Deviations = { readonly targetToResult: Deviation; readonly resultToTarget: Deviation };

type Options = { readonly count: number; readonly seed: number; readonly tolerance: number };

/**
 * Distances between two surfaces both ways, at `count` points uniform over each; the greatest also at the vertices.
 * Undefined when either mesh has no area.
 */
export function deviations(target: Mesh, result: Mesh, options: Options): Deviations | undefined {
  const targetToResult = deviationFrom(target, result, options);
  const resultToTarget = targetToResult && deviationFrom(result, target, options);
  return resultToTarget && { targetToResult, resultToTarget };
}

/** How far `surface` is from `other`; undefined when either has no area. */
function deviationFrom(
  surface: Mesh,
  other: Mesh,
  { count, seed, tolerance }: Options,
): Deviation | undefined {
  const samples = surfaceSamples(surface, count, seed);
  const points = samples.positions.length / 3;
  if (points === 0 || other.triangles.length === 0) return undefined;
  const tree = buildBvh(other);
  const closes = isClosed(other);
  const { distances, triangles } = distancesTo(tree, samples.positions, closes);
  // Uniform points give fair means but miss corners, where the greatest distances are.
  const corners = distancesTo(tree, surface.positions, closes).distances;
  const farthest = [farthestOf(samples.positions, distances), farthestOf(surface.positions, corners)].reduce(
    (a, b) => (b.max > a.max ? b : a),
  );
  const sizes = distances.map(Math.abs).sort();
  return {
    mean: meanOf(sizes),
    rms: Math.sqrt(meanOf(sizes.map((d) => d * d))),
    p95: sizes[Math.ceil(0.95 * points) - 1],
    ...farthest,
    within: sizes.reduce((sum, d) => sum + (d <= tolerance ? 1 : 0), 0) / points,
    ...(closes && { signed: { mean: meanOf(distances), ...rangeOf(distances, corners) } }),
    normals: normalAgreement(samples, triangles, other),
  };
}

/**
 * Distance of each of the flat x, y, z `points` from a mesh, negative inside where that has an inside, and the triangle
 * nearest to it.
 */
function distancesTo(
  mesh: Bvh,
  points: Float64Array,
  closes: boolean,
): { distances: Float64Array; triangles: Uint32Array } {
  const found: ClosestPoint = { x: 0, y: 0, z: 0, triangle: -1, squaredDistance: 0 };
  const distances = new Float64Array(points.length / 3);
  const triangles = new Uint32Array(points.length / 3);
  for (let i = 0; i < distances.length; i++) {
    const [x, y, z] = [points[3 * i], points[3 * i + 1], points[3 * i + 2]];
    const distance = Math.sqrt(closestPoint(mesh, x, y, z, found));
    distances[i] = closes && isInside(mesh, x, y, z) ? -distance : distance;
    triangles[i] = found.triangle;
  }
  return { distances, triangles };
}

const meanOf = (values: Float64Array): number => values.reduce((sum, x) => sum + x, 0) / values.length;

function farthestOf(points: Float64Array, distances: Float64Array): { max: number; worst: Vec3 } {
  let at = 0;
  for (let i = 1; i < distances.length; i++) if (Math.abs(distances[i]) > Math.abs(distances[at])) at = i;
  return { max: Math.abs(distances[at]), worst: [points[3 * at], points[3 * at + 1], points[3 * at + 2]] };
}

/** The least and the greatest of all values. */
function rangeOf(...lists: readonly Float64Array[]): { min: number; max: number } {
  let [min, max] = [Infinity, -Infinity];
  for (const values of lists) {
    for (const value of values) {
      min = Math.min(min, value);
      max = Math.max(max, value);
    }
  }
  return { min, max };
}
