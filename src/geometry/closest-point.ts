import { type Bvh, MAX_WAITING } from './bvh.ts';
import type { Mesh } from './mesh.ts';

/** The point of the surface nearest to a query point; `triangle` is -1 when the mesh has none. */
export type ClosestPoint = { x: number; y: number; z: number; triangle: number; squaredDistance: number };

// One for all queries: none of them calls another.
const waiting = new Uint32Array(MAX_WAITING);
const waitingDistances = new Float64Array(MAX_WAITING);

/** Finds the point of the mesh nearest to (x, y, z), writes it to `target` and returns its squared distance (Infinity for a mesh without triangles). */
export function closestPoint(bvh: Bvh, x: number, y: number, z: number, target: ClosestPoint): number {
  const { mesh, boxes, nodes, order } = bvh;
  target.triangle = -1;
  target.squaredDistance = Infinity;
  let size = 1;
  waiting[0] = 0;
  waitingDistances[0] = squaredDistanceToBox(boxes, 0, x, y, z);
  while (size > 0) {
    size--;
    if (waitingDistances[size] >= target.squaredDistance) continue;
    const node = waiting[size];
    const count = nodes[2 * node + 1];
    if (count > 0) {
      const first = nodes[2 * node];
      for (let i = first; i < first + count; i++) closestOnTriangle(mesh, order[i], x, y, z, target);
      continue;
    }
    const left = node + 1;
    const right = nodes[2 * node];
    const toLeft = squaredDistanceToBox(boxes, 6 * left, x, y, z);
    const toRight = squaredDistanceToBox(boxes, 6 * right, x, y, z);
    // The nearer child goes on top, so that it is searched first.
    const leftFirst = toLeft <= toRight;
    waiting[size] = leftFirst ? right : left;
    waitingDistances[size++] = leftFirst ? toRight : toLeft;
    waiting[size] = leftFirst ? left : right;
    waitingDistances[size++] = leftFirst ? toLeft : toRight;
  }
  return target.squaredDistance;
}

function squaredDistanceToBox(boxes: Float64Array, at: number, x: number, y: number, z: number): number {
  const dx = Math.max(boxes[at] - x, 0, x - boxes[at + 3]);
  const dy = Math.max(boxes[at + 1] - y, 0, y - boxes[at + 4]);
  const dz = Math.max(boxes[at + 2] - z, 0, z - boxes[at + 5]);
  return dx * dx + dy * dy + dz * dz;
}

/**
 * Replaces `target` by the point of one triangle nearest to (x, y, z) where that is nearer: the Voronoi regions of the
 * corners, then of the edges, then the face (Ericson, Real-Time Collision Detection, 5.1.5).
 */
function closestOnTriangle(
  { positions: p, triangles }: Mesh,
  triangle: number,
  x: number,
  y: number,
  z: number,
  target: ClosestPoint,
): void {
  const a = 3 * triangles[3 * triangle];
  const b = 3 * triangles[3 * triangle + 1];
  const c = 3 * triangles[3 * triangle + 2];
  const abx = p[b] - p[a];
  const aby = p[b + 1] - p[a + 1];
  const abz = p[b + 2] - p[a + 2];
  const acx = p[c] - p[a];
  const acy = p[c + 1] - p[a + 1];
  const acz = p[c + 2] - p[a + 2];
  // Projections of the query on ab and ac, seen from each corner.
  const d1 = abx * (x - p[a]) + aby * (y - p[a + 1]) + abz * (z - p[a + 2]);
  const d2 = acx * (x - p[a]) + acy * (y - p[a + 1]) + acz * (z - p[a + 2]);
  const d3 = abx * (x - p[b]) + aby * (y - p[b + 1]) + abz * (z - p[b + 2]);
  const d4 = acx * (x - p[b]) + acy * (y - p[b + 1]) + acz * (z - p[b + 2]);
  const d5 = abx * (x - p[c]) + aby * (y - p[c + 1]) + abz * (z - p[c + 2]);
  const d6 = acx * (x - p[c]) + acy * (y - p[c + 1]) + acz * (z - p[c + 2]);
  const va = d3 * d6 - d5 * d4;
  const vb = d5 * d2 - d1 * d6;
  const vc = d1 * d4 - d3 * d2;

  // The answer is a + v ab + w ac. Edges of no length are left to the others, so nothing divides by zero.
  let v = 0;
  let w = 0;
  if (d1 <= 0 && d2 <= 0) {
    // Corner a.
  } else if (d3 >= 0 && d4 <= d3) {
    v = 1;
  } else if (d6 >= 0 && d5 <= d6) {
    w = 1;
  } else if (vc <= 0 && d1 >= 0 && d3 <= 0 && d1 > d3) {
    v = d1 / (d1 - d3);
  } else if (vb <= 0 && d2 >= 0 && d6 <= 0 && d2 > d6) {
    w = d2 / (d2 - d6);
  } else if (va <= 0 && d4 >= d3 && d5 >= d6) {
    w = (d4 - d3) / (d4 - d3 + (d5 - d6));
    v = 1 - w;
  } else {
    v = vb / (va + vb + vc);
    w = vc / (va + vb + vc);
  }
  const qx = p[a] + v * abx + w * acx;
  const qy = p[a + 1] + v * aby + w * acy;
  const qz = p[a + 2] + v * abz + w * acz;
  const squared = (qx - x) * (qx - x) + (qy - y) * (qy - y) + (qz - z) * (qz - z);
  if (squared >= target.squaredDistance) return;
  target.x = qx;
  target.y = qy;
  target.z = qz;
  target.triangle = triangle;
  target.squaredDistance = squared;
}
