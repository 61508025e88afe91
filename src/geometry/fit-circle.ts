import { solvePositiveDefinite } from './symmetric.ts';
import type { Vec2 } from './vector.ts';

export type Circle = { readonly center: Vec2; readonly radius: number };

/**
 * Algebraic least-squares circle of flat x, y `points` (Kasa's fit: exact for points on a circle, a start for a
 * geometric fit otherwise), or undefined when they are collinear or fewer than three.
 */
export function fitCircle(points: Float64Array): Circle | undefined {
  const count = points.length / 2;
  if (count < 3) return undefined;
  let cx = 0;
  let cy = 0;
  for (let i = 0; i < points.length; i += 2) {
    cx += points[i] / count;
    cy += points[i + 1] / count;
  }
  let scale = 0;
  for (let i = 0; i < points.length; i += 2) {
    scale = Math.max(scale, Math.hypot(points[i] - cx, points[i + 1] - cy));
  }
  const matrix = new Float64Array(9);
  const right = new Float64Array(3);
  for (let i = 0; i < points.length; i += 2) {
    const row = [(points[i] - cx) / scale, (points[i + 1] - cy) / scale, 1];
    const squared = row[0] ** 2 + row[1] ** 2;
    for (let a = 0; a < 3; a++) {
      right[a] += row[a] * squared;
      for (let b = 0; b < 3; b++) matrix[3 * a + b] += row[a] * row[b];
    }
  }
  const solved = solvePositiveDefinite(matrix, right, 3);
  if (!solved) return undefined;
  const x = solved[0] / 2;
  const y = solved[1] / 2;
  return {
    center: [cx + scale * x, cy + scale * y],
    radius: scale * Math.sqrt(solved[2] + x * x + y * y),
  };
}
