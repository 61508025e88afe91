import { buildKdTree, type KdTree, squaredDistances } from '../geometry/kd-tree.ts';
import { boundsOf, longestSideOf, type Mesh } from '../geometry/mesh.ts';
import { surfaceSamples } from '../geometry/surface-samples.ts';

/** Chamfer distance and its floor, which two samplings of the reference alone give: below that it tells nothing. */
export type ChamferDistance = { readonly chamfer: number; readonly chamferFloor: number };

/** Points on each surface, and the factor that papers print the distance with. */
export const CHAMFER_POINTS = 8192;
export const CHAMFER_FACTOR = 1000;

/**
 * CAD-Recode's Chamfer distance (Rukhovich et al., 2024, section 5.1): `squaredChamfer` of 8,192 points on each surface,
 * times 1000. The paper does not say in which frame. Its parts and programs are in a unit box, so both meshes are scaled
 * here by what makes the longest side of the reference's box 1 (moving both alike changes nothing). The candidate is
 * not fitted to its own box, so a wrong size or place counts. Undefined when either mesh has no area.
 */
export function chamferDistance(candidate: Mesh, reference: Mesh, seed: number): ChamferDistance | undefined {
  const [onCandidate, onReference, again] = [candidate, reference, reference].map((mesh, i) =>
    buildKdTree(surfaceSamples(mesh, CHAMFER_POINTS, seed + i).positions),
  );
  if (onCandidate.order.length === 0 || onReference.order.length === 0) return undefined;
  const scale = CHAMFER_FACTOR / longestSideOf(boundsOf(reference.positions)) ** 2;
  return {
    chamfer: scale * squaredChamfer(onCandidate, onReference),
    chamferFloor: scale * squaredChamfer(again, onReference),
  };
}

/** The means of the squared distances from the points of each cloud to the nearest ones of the other, added. */
export const squaredChamfer = (a: KdTree, b: KdTree): number =>
  mean(squaredDistances(a, b)) + mean(squaredDistances(b, a));

const mean = (values: Float64Array): number => values.reduce((sum, x) => sum + x, 0) / values.length;
