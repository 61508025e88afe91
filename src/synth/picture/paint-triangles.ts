import type { Projected } from './projection.ts';
import type { Samples } from './samples.ts';

/** Columns this far outside still count: samples on the edge of two triangles belong to either, rounding or not. */
const SLACK = 1e-6;

// The columns of a row that lie inside of a triangle's edges; one for all triangles.
const span = { left: 0, right: 0 };

/**
 * Paints every triangle, from both sides, at the samples where it is nearest. `points` are projected to a picture as
 * large as the samples; triangles with a corner that is not before the viewer are left out.
 */
export function paintTriangles(
  triangles: Uint32Array,
  { points }: Projected,
  { width, height, item, nearness }: Samples,
): void {
  for (let t = 0; t < triangles.length; t += 3) {
    const a = 3 * triangles[t];
    const b = 3 * triangles[t + 1];
    const c = 3 * triangles[t + 2];
    const ax = points[a];
    const ay = points[a + 1];
    const bx = points[b];
    const by = points[b + 1];
    const cx = points[c];
    const cy = points[c + 1];
    const area = (bx - ax) * (cy - ay) - (by - ay) * (cx - ax);
    if (!(area !== 0)) continue;
    // Nearness is a linear function of column and row.
    const ab = points[b + 2] - points[a + 2];
    const ac = points[c + 2] - points[a + 2];
    const perColumn = (ab * (cy - ay) - ac * (by - ay)) / area;
    const perRow = (ac * (bx - ax) - ab * (cx - ax)) / area;
    const first = Math.max(0, Math.ceil(Math.min(ay, by, cy) - 0.5));
    const last = Math.min(height - 1, Math.floor(Math.max(ay, by, cy) - 0.5));
    for (let row = first; row <= last; row++) {
      const y = row + 0.5;
      span.left = 0.5;
      span.right = width - 0.5;
      const sign = area > 0 ? 1 : -1;
      cutSpan(ax, ay, bx, by, y, sign);
      cutSpan(bx, by, cx, cy, y, sign);
      cutSpan(cx, cy, ax, ay, y, sign);
      const end = row * width + Math.floor(span.right + SLACK - 0.5);
      const start = Math.ceil(span.left - SLACK - 0.5);
      let near = points[a + 2] + (start + 0.5 - ax) * perColumn + (y - ay) * perRow;
      for (let at = row * width + start; at <= end; at++, near += perColumn) {
        if (near <= nearness[at]) continue;
        nearness[at] = near;
        item[at] = t / 3;
      }
    }
  }
}

/** Cuts off the columns of row y that lie on the outer side of the edge from p to q. */
function cutSpan(px: number, py: number, qx: number, qy: number, y: number, sign: number): void {
  // The inner side is where sign * ((qx - px) (y - py) - (qy - py) (x - px)) is not negative.
  const slope = sign * (qy - py);
  if (slope === 0) return;
  const x = px + ((qx - px) * (y - py)) / (qy - py);
  if (slope > 0) {
    if (x < span.right) span.right = x;
  } else if (x > span.left) span.left = x;
}
