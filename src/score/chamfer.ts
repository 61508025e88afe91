import { buildKdTree, type KdTree, type Neighbour, nearestPoint } from '../geometry/kd-tree.ts';
import { boundsOf, type Mesh } from '../geometry/mesh.ts';
import { surfaceSamples } from '../geometry/surface-samples.ts';

/** Chamfer distance and its floor, which two samplings of the reference alone give: below that it tells nothing. */
export type ChamferDistance = { readonly chamfer: number; readonly chamferFloor: number };

/** Points on each surface, and the factor that papers print the distance with. */
const POINTS = 8192;
const FACTOR = 1000;

/**
 * CAD-Recode's Chamfer distance (Rukhovich et al., 2024): the means of the squared distances from 8,192 points on each
 * surface to the nearest points on the other, added, times 1000, with both meshes scaled by what makes the reference's
 * longest side 1. The candidate is not fitted to its own box, so a wrong size or place counts. Undefined when either
 * mesh has no area.
 */
export function chamferDistance(candidate: Mesh, reference: Mesh, seed: number): ChamferDistance | undefined {
  const [onCandidate, onReference, again] = [candidate, reference, reference].map(
    (mesh, i) => surfaceSamples(mesh, POINTS, seed + i).positions,
  );
  if (onCandidate.length === 0 || onReference.length === 0) return undefined;
  const { min, max } = boundsOf(reference.positions);
  const size = Math.max(max[0] - min[0], max[1] - min[1], max[2] - min[2]);
  const scale = FACTOR / (size * size);
  const tree = buildKdTree(onReference);
  return {
    chamfer: scale * betweenClouds(onCandidate, buildKdTree(onCandidate), onReference, tree),
    chamferFloor: scale * betweenClouds(again, buildKdTree(again), onReference, tree),
  };
}

const betweenClouds = (a: Float64Array, treeA: KdTree, b: Float64Array, treeB: KdTree): number =>
  meanSquared(a, treeB) + meanSquared(b, treeA);

function meanSquared(points: Float64Array, tree: KdTree): number {
  const found: Neighbour = { index: -1, squaredDistance: 0 };
  let sum = 0;
  for (let i = 0; i < points.length; i += 3)
    sum += nearestPoint(tree, points[i], points[i + 1], points[i + 2], found);
  return sum / (points.length / 3);
}
