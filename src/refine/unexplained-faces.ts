import type { Bvh } from '../geometry/bvh.ts';
import { type ClosestPoint, closestPoint } from '../geometry/closest-point.ts';
import type { SurfaceKind } from '../geometry/surface.ts';
import { facetSag } from '../perceive/facet-sag.ts';
import type { Perceived } from '../perceive/types.ts';

/** A face of the target of which some lies off the result. */
export type UnexplainedFace = {
  readonly surface: SurfaceKind;
  /** Area of the whole face. */
  readonly area: number;
  /** The point farthest from the result among the centres of its triangles, to find it by. */
  readonly at: readonly [number, number, number];
};

/**
 * The faces that come farther than `tolerance` from the result, measured at the centres of their triangles, whose own
 * distance from the face is allowed on top; the largest first.
 */
export function unexplainedFaces(perceived: Perceived, result: Bvh, tolerance: number): UnexplainedFace[] {
  const { mesh, faces, faceOfTriangle } = perceived;
  const { positions: p, triangles } = mesh;
  const farthest = new Float64Array(faces.length);
  const places = faces.map((): [number, number, number] => [0, 0, 0]);
  const found: ClosestPoint = { x: 0, y: 0, z: 0, triangle: -1, squaredDistance: 0 };
  for (let t = 0; t < faceOfTriangle.length; t++) {
    const [a, b, c] = [3 * triangles[3 * t], 3 * triangles[3 * t + 1], 3 * triangles[3 * t + 2]];
    const x = (p[a] + p[b] + p[c]) / 3;
    const y = (p[a + 1] + p[b + 1] + p[c + 1]) / 3;
    const z = (p[a + 2] + p[b + 2] + p[c + 2]) / 3;
    const distance = Math.sqrt(closestPoint(result, x, y, z, found));
    const face = faceOfTriangle[t];
    if (distance <= farthest[face]) continue;
    farthest[face] = distance;
    places[face] = [x, y, z];
  }
  const { ofFace } = facetSag(perceived);
  return faces
    .map(({ surface, area }, i) => ({ surface: surface.kind, area, at: places[i] }))
    .filter((_, i) => farthest[i] > tolerance + ofFace[i])
    .sort((a, b) => b.area - a.area);
}
