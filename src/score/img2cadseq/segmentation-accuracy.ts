import { buildBvh } from '../../geometry/bvh.ts';
import { type ClosestPoint, closestPoint } from '../../geometry/closest-point.ts';
import { surfaceSamples } from '../../geometry/surface-samples.ts';
import type { FacedSurface } from './faced-surface.ts';

const POINTS = 10_000;

/**
 * Img2CADSeq's segmentation accuracy (appendix A.1): the share of 10,000 points uniform over the candidate that lie on
 * the kind of surface (plane, cylinder, cone, sphere, torus or other) that the reference has at its nearest point. The
 * paper leaves open how points correspond; here the nearest point is exact, not one of a sample, and both parts stay
 * where they are. Undefined when either has no area. The same seed gives the same points.
 */
export function segmentationAccuracy(
  candidate: FacedSurface,
  reference: FacedSurface,
  seed: number,
): number | undefined {
  const { positions, triangles } = surfaceSamples(candidate.mesh, POINTS, seed);
  if (triangles.length === 0 || reference.mesh.triangles.length === 0) return undefined;
  const kindAt = ({ mesh, faces }: FacedSurface, triangle: number): string =>
    faces[mesh.faceOfTriangle[triangle]].surface.kind;
  const tree = buildBvh(reference.mesh);
  const found: ClosestPoint = { x: 0, y: 0, z: 0, triangle: -1, squaredDistance: 0 };
  let right = 0;
  for (const [i, triangle] of triangles.entries()) {
    closestPoint(tree, positions[3 * i], positions[3 * i + 1], positions[3 * i + 2], found);
    if (kindAt(candidate, triangle) === kindAt(reference, found.triangle)) right++;
  }
  return right / triangles.length;
}
