import { buildBvh } from '../geometry/bvh.ts';
import { isInside } from '../geometry/is-inside.ts';
import type { Mesh } from '../geometry/mesh.ts';
import { boxVolume, centerOf, jointBounds, pointsInBox } from './box-points.ts';
import { manifoldFrom, withManifold } from './manifold.ts';

/** How far two solids agree; volumes in cubic mesh units. */
export type Overlap = { readonly iou: number; readonly volumeA: number; readonly volumeB: number };

/**
 * Volume of the intersection of two closed meshes over that of their union, by an exact mesh Boolean in single
 * precision; undefined when a mesh is not manifold or both are empty. Throws `kernel-crashed` when the library fails.
 */
export async function meshIntersectionOverUnion(a: Mesh, b: Mesh): Promise<Overlap | undefined> {
  const origin = centerOf(jointBounds(a, b));
  return withManifold((scope) => {
    const solidA = manifoldFrom(scope, a, origin);
    const solidB = manifoldFrom(scope, b, origin);
    const common = scope.own(solidA.intersect(solidB));
    const statuses = [solidA.status(), solidB.status(), common.status()];
    if (statuses.some((status) => status !== 'NoError')) return undefined;
    return overlapOf(solidA.volume(), solidB.volume(), common.volume());
  });
}

/**
 * The same estimated from `count` points of the meshes' common box, for meshes with small gaps or crossings; undefined
 * when no point is inside either.
 */
export function sampledIntersectionOverUnion(
  a: Mesh,
  b: Mesh,
  count: number,
  seed: number,
): Overlap | undefined {
  const box = jointBounds(a, b);
  const points = pointsInBox(box, count, seed);
  const [treeA, treeB] = [buildBvh(a), buildBvh(b)];
  let inA = 0;
  let inB = 0;
  let inBoth = 0;
  for (let i = 0; i < points.length; i += 3) {
    const insideA = isInside(treeA, points[i], points[i + 1], points[i + 2]);
    const insideB = isInside(treeB, points[i], points[i + 1], points[i + 2]);
    if (insideA) inA++;
    if (insideB) inB++;
    if (insideA && insideB) inBoth++;
  }
  const share = boxVolume(box) / count;
  return overlapOf(inA * share, inB * share, inBoth * share);
}

function overlapOf(volumeA: number, volumeB: number, common: number): Overlap | undefined {
  const union = volumeA + volumeB - common;
  return union > 0 ? { iou: Math.min(1, common / union), volumeA, volumeB } : undefined;
}
