import { type Bvh, MAX_WAITING } from './bvh.ts';
import type { Mesh } from './mesh.ts';

/** Where a ray first meets a mesh: so many lengths of its direction from its origin; `triangle` is -1 where it does not. */
export type RayHit = { distance: number; triangle: number };

/** Rays that pass a triangle by so small a share of it still hit: so none slips through between two. */
const SLACK = 1e-12;
/** Boxes are left so much later than computed, a few roundings, so that a ray in one of their sides meets them. */
const BOX_SLACK = 1 + 1e-15;

// One for all queries: none of them calls another.
const waiting = new Uint32Array(MAX_WAITING);
const waitingDistances = new Float64Array(MAX_WAITING);

/**
 * Finds the first triangle, seen from either side, that the ray from (x, y, z) along (dx, dy, dz), of any length,
 * meets at a positive distance; writes it to `target` and returns whether there is one. The triangle that `target`
 * names before, if any, is tried first: from one ray to the next much of the way is saved where they run side by side.
 */
export function castRay(
  bvh: Bvh,
  x: number,
  y: number,
  z: number,
  dx: number,
  dy: number,
  dz: number,
  target: RayHit,
): boolean {
  const { mesh, boxes, nodes, order } = bvh;
  const ix = 1 / dx;
  const iy = 1 / dy;
  const iz = 1 / dz;
  let nearest = target.triangle;
  let best = nearest >= 0 ? meet(mesh, nearest, x, y, z, dx, dy, dz) : Infinity;
  let size = 1;
  waiting[0] = 0;
  waitingDistances[0] = order.length > 0 ? entry(boxes, 0, x, y, z, ix, iy, iz) : Infinity;
  while (size > 0) {
    size--;
    if (waitingDistances[size] >= best) continue;
    const node = waiting[size];
    const count = nodes[2 * node + 1];
    if (count === 0) {
      const left = node + 1;
      const right = nodes[2 * node];
      const toLeft = entry(boxes, 6 * left, x, y, z, ix, iy, iz);
      const toRight = entry(boxes, 6 * right, x, y, z, ix, iy, iz);
      // The nearer child goes on top, so that it is searched first.
      const leftFirst = toLeft <= toRight;
      const far = leftFirst ? toRight : toLeft;
      const near = leftFirst ? toLeft : toRight;
      if (far < best) {
        waiting[size] = leftFirst ? right : left;
        waitingDistances[size++] = far;
      }
      if (near < best) {
        waiting[size] = leftFirst ? left : right;
        waitingDistances[size++] = near;
      }
      continue;
    }
    const first = nodes[2 * node];
    for (let i = first; i < first + count; i++) {
      const t = meet(mesh, order[i], x, y, z, dx, dy, dz);
      if (t < best) {
        best = t;
        nearest = order[i];
      }
    }
  }
  target.distance = best;
  target.triangle = best < Infinity ? nearest : -1;
  return best < Infinity;
}

/** The distance, above 0, at which a ray meets a triangle, Infinity where it does not (Möller, Trumbore, 1997). */
function meet(
  { positions: p, triangles }: Mesh,
  triangle: number,
  x: number,
  y: number,
  z: number,
  dx: number,
  dy: number,
  dz: number,
): number {
  // Cramer's rule for origin + t d = a + v ab + w ac.
  const a = 3 * triangles[3 * triangle];
  const b = 3 * triangles[3 * triangle + 1];
  const c = 3 * triangles[3 * triangle + 2];
  const abx = p[b] - p[a];
  const aby = p[b + 1] - p[a + 1];
  const abz = p[b + 2] - p[a + 2];
  const acx = p[c] - p[a];
  const acy = p[c + 1] - p[a + 1];
  const acz = p[c + 2] - p[a + 2];
  const qx = dy * acz - dz * acy;
  const qy = dz * acx - dx * acz;
  const qz = dx * acy - dy * acx;
  const determinant = abx * qx + aby * qy + abz * qz;
  if (determinant === 0) return Infinity;
  const scale = 1 / determinant;
  const ox = x - p[a];
  const oy = y - p[a + 1];
  const oz = z - p[a + 2];
  const v = (ox * qx + oy * qy + oz * qz) * scale;
  if (!(v >= -SLACK && v <= 1 + SLACK)) return Infinity;
  const rx = oy * abz - oz * aby;
  const ry = oz * abx - ox * abz;
  const rz = ox * aby - oy * abx;
  const w = (dx * rx + dy * ry + dz * rz) * scale;
  if (!(w >= -SLACK && v + w <= 1 + SLACK)) return Infinity;
  const t = (acx * rx + acy * ry + acz * rz) * scale;
  return t > 0 ? t : Infinity;
}

/**
 * Distance at which a ray, given by its origin and the inverse of its direction, enters a box; Infinity where it does
 * not (slabs: Kay, Kajiya, 1986). A comparison with NaN, which a ray within a side of the box leads to, changes nothing.
 */
function entry(
  boxes: Float64Array,
  at: number,
  x: number,
  y: number,
  z: number,
  ix: number,
  iy: number,
  iz: number,
): number {
  const x0 = (boxes[ix < 0 ? at + 3 : at] - x) * ix;
  const x1 = (boxes[ix < 0 ? at : at + 3] - x) * ix;
  const y0 = (boxes[iy < 0 ? at + 4 : at + 1] - y) * iy;
  const y1 = (boxes[iy < 0 ? at + 1 : at + 4] - y) * iy;
  const z0 = (boxes[iz < 0 ? at + 5 : at + 2] - z) * iz;
  const z1 = (boxes[iz < 0 ? at + 2 : at + 5] - z) * iz;
  let enter = 0;
  let leave = Infinity;
  if (x0 > enter) enter = x0;
  if (y0 > enter) enter = y0;
  if (z0 > enter) enter = z0;
  if (x1 < leave) leave = x1;
  if (y1 < leave) leave = y1;
  if (z1 < leave) leave = z1;
  return enter <= leave * BOX_SLACK ? enter : Infinity;
}
