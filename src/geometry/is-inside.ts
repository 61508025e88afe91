import { type Bvh, MAX_WAITING } from './bvh.ts';

/**
 * Slopes x/z and y/z of the lines that `isInside` follows, some steep and some flat: irrational, so that no edge of a
 * drawn part lies along one.
 */
const LINES = [
  [Math.SQRT2 - 1, Math.sqrt(3) - 2],
  [-Math.sqrt(5), Math.sqrt(7) - 2],
  [Math.sqrt(2 / 7), Math.sqrt(11)],
  [3 - Math.sqrt(13), -Math.sqrt(3 / 5)],
  [Math.sqrt(17), -Math.sqrt(19)],
] as const;

// One for all queries: none of them calls another.
const waiting = new Uint32Array(MAX_WAITING);

/**
 * Whether (x, y, z) lies inside the solid that a consistently wound mesh bounds: where its winding number is not zero.
 * Bodies may touch, overlap or lie within each other; an inward shell is a cavity. Small gaps do no harm, as lines
 * that slip through one are noticed. On the surface itself the answer is either.
 */
export function isInside(bvh: Bvh, x: number, y: number, z: number): boolean {
  for (const [slopeX, slopeY] of LINES) {
    const winding = windingAlong(bvh, x, y, z, slopeX, slopeY);
    if (!Number.isNaN(winding)) return winding !== 0;
  }
  return false;
}

/**
 * Signed crossings of the mesh with the half of a line along (slopeX, slopeY, 1) that lies above (x, y, z). NaN where
 * the line hits an edge exactly, or where its crossings on both sides do not cancel: then the mesh has a gap. The
 * query is the origin of coordinates sheared along the line, so neighbouring triangles compute the very same number for
 * their common edge and no line slips between them (Woop, Benthin, Wald: Watertight Ray/Triangle Intersection, 2013).
 */
function windingAlong(bvh: Bvh, x: number, y: number, z: number, slopeX: number, slopeY: number): number {
  const { mesh, boxes, nodes, order } = bvh;
  const { positions: p, triangles } = mesh;
  if (triangles.length === 0) return 0;
  let above = 0;
  let total = 0;
  let size = 1;
  waiting[0] = 0;
  while (size > 0) {
    const node = waiting[--size];
    if (!lineMeetsBox(boxes, 6 * node, x, y, z, slopeX, slopeY)) continue;
    const first = nodes[2 * node];
    const count = nodes[2 * node + 1];
    if (count === 0) {
      waiting[size++] = first;
      waiting[size++] = node + 1;
      continue;
    }
    for (let i = first; i < first + count; i++) {
      const a = 3 * triangles[3 * order[i]];
      const b = 3 * triangles[3 * order[i] + 1];
      const c = 3 * triangles[3 * order[i] + 2];
      const az = p[a + 2] - z;
      const bz = p[b + 2] - z;
      const cz = p[c + 2] - z;
      const ax = p[a] - x - slopeX * az;
      const ay = p[a + 1] - y - slopeY * az;
      const bx = p[b] - x - slopeX * bz;
      const by = p[b + 1] - y - slopeY * bz;
      const cx = p[c] - x - slopeX * cz;
      const cy = p[c + 1] - y - slopeY * cz;
      const u = bx * cy - by * cx;
      const v = cx * ay - cy * ax;
      const w = ax * by - ay * bx;
      if ((u < 0 || v < 0 || w < 0) && (u > 0 || v > 0 || w > 0)) continue;
      if (u === 0 || v === 0 || w === 0) {
        // All zero: the triangle is seen edge-on, and matters only where the line meets it.
        if (u + v + w === 0 && !aroundOrigin(ax, ay, bx, by, cx, cy)) continue;
        return NaN;
      }
      const crossing = u > 0 ? 1 : -1;
      total += crossing;
      if (crossing * (u * az + v * bz + w * cz) > 0) above += crossing;
    }
  }
  return total === 0 ? above : NaN;
}

/** Whether the box around three points has the origin in it. */
const aroundOrigin = (ax: number, ay: number, bx: number, by: number, cx: number, cy: number): boolean =>
  Math.min(ax, bx, cx) <= 0 &&
  Math.max(ax, bx, cx) >= 0 &&
  Math.min(ay, by, cy) <= 0 &&
  Math.max(ay, by, cy) >= 0;

/** Whether the line through (x, y, z) along (slopeX, slopeY, 1) may meet a box, rounding included. */
function lineMeetsBox(
  boxes: Float64Array,
  at: number,
  x: number,
  y: number,
  z: number,
  slopeX: number,
  slopeY: number,
): boolean {
  const x0 = (boxes[at] - x) / slopeX;
  const x1 = (boxes[at + 3] - x) / slopeX;
  const y0 = (boxes[at + 1] - y) / slopeY;
  const y1 = (boxes[at + 4] - y) / slopeY;
  const enter = Math.max(boxes[at + 2] - z, Math.min(x0, x1), Math.min(y0, y1));
  const leave = Math.min(boxes[at + 5] - z, Math.max(x0, x1), Math.max(y0, y1));
  return enter <= leave + 1e-12 * (Math.abs(enter) + Math.abs(leave));
}
