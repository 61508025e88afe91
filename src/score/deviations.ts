import { type Bvh, buildBvh } from '../geometry/bvh.ts';
import { type ClosestPoint, closestPoint } from '../geometry/closest-point.ts';
import type { Mesh } from '../geometry/mesh.ts';
import { surfaceSamples } from '../geometry/surface-samples.ts';
import type { Vec3 } from '../geometry/vector.ts';

/** How far the points of one surface are from another, in mesh units; `worst` is the farthest of them. */
export type Deviation = {
  readonly mean: number;
  readonly rms: number;
  readonly p95: number;
  readonly max: number;
  readonly worst: Vec3;
};

export type Deviations = {
  readonly targetToResult: Deviation;
  readonly resultToTarget: Deviation;
  /** Share of the target's surface that lies within the tolerance of the result. */
  readonly explained: number;
};

/**
 * Distances between two surfaces both ways, at `count` points uniform over each; the greatest also at the target's
 * vertices. Undefined when either mesh has no area.
 */
export function deviations(
  target: Mesh,
  result: Mesh,
  { count, seed, tolerance }: { count: number; seed: number; tolerance: number },
): Deviations | undefined {
  const onTarget = surfaceSamples(target, count, seed).positions;
  const onResult = surfaceSamples(result, count, seed).positions;
  if (onTarget.length === 0 || onResult.length === 0) return undefined;
  const resultTree = buildBvh(result);
  const fromTarget = distances(onTarget, resultTree);
  const fromResult = distances(onResult, buildBvh(target));
  const within = fromTarget.reduce((sum, d) => sum + (d <= tolerance ? 1 : 0), 0);
  // Uniform points give fair means but miss corners, where the greatest distances are.
  const worst = [
    farthest(onTarget, fromTarget),
    farthest(target.positions, distances(target.positions, resultTree)),
  ].reduce((a, b) => (b.max > a.max ? b : a));
  return {
    targetToResult: { ...averages(fromTarget), ...worst },
    resultToTarget: { ...averages(fromResult), ...farthest(onResult, fromResult) },
    explained: within / fromTarget.length,
  };
}

/** Distance of each of the flat x, y, z `points` from a mesh. */
function distances(points: Float64Array, mesh: Bvh): Float64Array {
  const found: ClosestPoint = { x: 0, y: 0, z: 0, triangle: -1, squaredDistance: 0 };
  const result = new Float64Array(points.length / 3);
  for (let i = 0; i < result.length; i++) {
    result[i] = Math.sqrt(closestPoint(mesh, points[3 * i], points[3 * i + 1], points[3 * i + 2], found));
  }
  return result;
}

function averages(distances: Float64Array): Pick<Deviation, 'mean' | 'rms' | 'p95'> {
  const count = distances.length;
  const mean = distances.reduce((sum, d) => sum + d, 0) / count;
  const rms = Math.sqrt(distances.reduce((sum, d) => sum + d * d, 0) / count);
  return { mean, rms, p95: distances.slice().sort()[Math.ceil(0.95 * count) - 1] };
}

function farthest(points: Float64Array, distances: Float64Array): Pick<Deviation, 'max' | 'worst'> {
  let at = 0;
  for (let i = 1; i < distances.length; i++) if (distances[i] > distances[at]) at = i;
  return { max: distances[at], worst: [points[3 * at], points[3 * at + 1], points[3 * at + 2]] };
}
