import { buildKdTree } from '../geometry/kd-tree.ts';
import { boundsOf, longestSideOf, type Mesh } from '../geometry/mesh.ts';
import { surfaceSamples } from '../geometry/surface-samples.ts';
import { centerOf } from './box-points.ts';
import { CHAMFER_FACTOR, CHAMFER_POINTS, squaredChamfer } from './chamfer.ts';

/**
 * The variant of CAD-Recode's Chamfer distance by which cadrille (Kolodiazhnyi et al., 2025) compares: each mesh, the
 * candidate too, is moved and scaled by its own box, so that its longest side is 1. It forgives a wrong size and place, so
 * it is no `chamferDistance`. Undefined when either mesh has no area.
 */
export function ownBoxChamferDistance(candidate: Mesh, reference: Mesh, seed: number): number | undefined {
  const [a, b] = [candidate, reference].map((mesh, i) =>
    buildKdTree(fittedToBox(mesh.positions, surfaceSamples(mesh, CHAMFER_POINTS, seed + i).positions)),
  );
  return a.order.length > 0 && b.order.length > 0 ? CHAMFER_FACTOR * squaredChamfer(a, b) : undefined;
}

/** The points as they lie when the box around `vertices` is centred on the origin and its longest side is 1. */
function fittedToBox(vertices: Float64Array, points: Float64Array): Float64Array {
  const box = boundsOf(vertices);
  const [center, side] = [centerOf(box), longestSideOf(box)];
  return points.map((x, i) => (x - center[i % 3]) / side);
}
