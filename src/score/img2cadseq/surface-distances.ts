import { buildKdTree, type KdTree, type Neighbour, nearestPoint } from '../../geometry/kd-tree.ts';
import { boundsOf, type Mesh } from '../../geometry/mesh.ts';
import { surfaceSamples } from '../../geometry/surface-samples.ts';
import { intoCube } from './into-cube.ts';

/** Img2CADSeq's distances between two surfaces, with the factors of its tables. */
export type SurfaceDistances = {
  /** x 100 */
  readonly chamfer: number;
  /** x 1000 */
  readonly accuracyError: number;
  readonly completenessError: number;
};

const POINTS = 10_000;

/**
 * Chamfer distance, accuracy error and completeness error of Img2CADSeq (appendices A.1 and A.2; factors of its tables
 * 1 and 2): 10,000 points uniform over each surface; accuracy error is the mean distance, not squared, from the
 * candidate's points to the nearest of the reference's, completeness error that from the reference's points, and
 * Chamfer distance the mean of both, as the evaluations do that it compares itself with. The paper does not say in
 * which unit: here the box of the reference comes into the cube from -1 to 1, and the candidate with it. Two samplings
 * of one surface are not at distance 0: the floor is about 0.5 sqrt(area / 10,000) x 100. Undefined when either mesh
 * has no area. The same seed gives the same points.
 */
export function surfaceDistances(
  candidate: Mesh,
  reference: Mesh,
  seed: number,
): SurfaceDistances | undefined {
  const bounds = boundsOf(reference.positions);
  const [ours, theirs] = [candidate, reference].map(
    (mesh, i) => surfaceSamples(intoCube(mesh, bounds), POINTS, seed + i).positions,
  );
  if (ours.length === 0 || theirs.length === 0) return undefined;
  const accuracy = meanDistance(ours, buildKdTree(theirs));
  const completeness = meanDistance(theirs, buildKdTree(ours));
  return {
    chamfer: (100 * (accuracy + completeness)) / 2,
    accuracyError: 1000 * accuracy,
    completenessError: 1000 * completeness,
  };
}

/** Mean distance of flat x, y, z points from the nearest of a tree's. */
function meanDistance(points: Float64Array, tree: KdTree): number {
  const found: Neighbour = { index: -1, squaredDistance: 0 };
  let sum = 0;
  for (let i = 0; i < points.length; i += 3) {
    sum += Math.sqrt(nearestPoint(tree, points[i], points[i + 1], points[i + 2], found));
  }
  return sum / (points.length / 3);
}
