import type { Mesh } from './mesh.ts';

/** A mesh made of parts of another's triangles: `parents[i]` is the triangle of that one which triangle i is part of. */
export type Subdivision = { readonly mesh: Mesh; readonly parents: Uint32Array };

/** Beyond this many triangles the rest stay whole. */
const MOST_TRIANGLES = 1_000_000;

/**
 * The same surface in triangles whose edges are no longer than `length`: each longer one is halved at the middle of
 * its longest edge, again and again (Rivara, 1984). Every triangle gets vertices of its own.
 */
export function subdivide({ positions: p, triangles }: Mesh, length: number): Subdivision {
  const corners: number[] = [];
  const parents: number[] = [];
  const waiting: number[] = [];
  for (let t = 0; t < triangles.length; t += 3) {
    for (let k = 0; k < 3; k++) {
      const vertex = 3 * triangles[t + k];
      waiting.push(p[vertex], p[vertex + 1], p[vertex + 2]);
    }
    while (waiting.length > 0) {
      const [ax, ay, az, bx, by, bz, cx, cy, cz] = waiting.splice(waiting.length - 9);
      const ab = Math.hypot(bx - ax, by - ay, bz - az);
      const bc = Math.hypot(cx - bx, cy - by, cz - bz);
      const ca = Math.hypot(ax - cx, ay - cy, az - cz);
      const longest = Math.max(ab, bc, ca);
      if (!(longest > length) || parents.length >= MOST_TRIANGLES) {
        corners.push(ax, ay, az, bx, by, bz, cx, cy, cz);
        parents.push(t / 3);
      } else if (ab === longest) {
        const [mx, my, mz] = [(ax + bx) / 2, (ay + by) / 2, (az + bz) / 2];
        waiting.push(ax, ay, az, mx, my, mz, cx, cy, cz, mx, my, mz, bx, by, bz, cx, cy, cz);
      } else if (bc === longest) {
        const [mx, my, mz] = [(bx + cx) / 2, (by + cy) / 2, (bz + cz) / 2];
        waiting.push(bx, by, bz, mx, my, mz, ax, ay, az, mx, my, mz, cx, cy, cz, ax, ay, az);
      } else {
        const [mx, my, mz] = [(cx + ax) / 2, (cy + ay) / 2, (cz + az) / 2];
        waiting.push(cx, cy, cz, mx, my, mz, bx, by, bz, mx, my, mz, ax, ay, az, bx, by, bz);
      }
    }
  }
  return {
    mesh: {
      positions: Float64Array.from(corners),
      triangles: Uint32Array.from({ length: corners.length / 3 }, (_, i) => i),
    },
    parents: Uint32Array.from(parents),
  };
}
