import { buildBvh } from '../../geometry/bvh.ts';
import { type ClosestPoint, closestPoint } from '../../geometry/closest-point.ts';
import type { Mesh } from '../../geometry/mesh.ts';

/** For each of some points: how far the mesh is, at which triangle, and on which side of it the point lies. */
export type NearestOnSurface = {
  readonly distances: Float64Array;
  readonly triangles: Int32Array;
  /** 1 outside, -1 inside. */
  readonly sides: Int8Array;
};

/** Finds the place of the mesh nearest to each point of `sample` (indices); infinitely far where it has no triangle. */
export function nearestOnSurface(positions: Float64Array, sample: Uint32Array, mesh: Mesh): NearestOnSurface {
  const tree = buildBvh(mesh);
  const found: ClosestPoint = { x: 0, y: 0, z: 0, triangle: -1, squaredDistance: 0 };
  const distances = new Float64Array(sample.length);
  const triangles = new Int32Array(sample.length);
  const sides = new Int8Array(sample.length);
  for (let i = 0; i < sample.length; i++) {
    const p = 3 * sample[i];
    const [x, y, z] = [positions[p], positions[p + 1], positions[p + 2]];
    distances[i] = Math.sqrt(closestPoint(tree, x, y, z, found));
    triangles[i] = found.triangle;
    if (found.triangle >= 0) sides[i] = sideOf(mesh, found.triangle, x, y, z);
  }
  return { distances, triangles, sides };
}

/** 1 where a point lies before a triangle, -1 behind it. */
function sideOf(
  { positions: p, triangles }: Mesh,
  triangle: number,
  x: number,
  y: number,
  z: number,
): 1 | -1 {
  const a = 3 * triangles[3 * triangle];
  const b = 3 * triangles[3 * triangle + 1];
  const c = 3 * triangles[3 * triangle + 2];
  const ux = p[b] - p[a];
  const uy = p[b + 1] - p[a + 1];
  const uz = p[b + 2] - p[a + 2];
  const vx = p[c] - p[a];
  const vy = p[c + 1] - p[a + 1];
  const vz = p[c + 2] - p[a + 2];
  const height =
    (uy * vz - uz * vy) * (x - p[a]) +
    (uz * vx - ux * vz) * (y - p[a + 1]) +
    (ux * vy - uy * vx) * (z - p[a + 2]);
  return height < 0 ? -1 : 1;
}
