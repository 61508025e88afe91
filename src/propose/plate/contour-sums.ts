import type { PlaneCurve } from '../../geometry/plane-curve.ts';
import { solvePositiveDefinite } from '../../geometry/symmetric.ts';
import { distance2, type Vec2 } from '../../geometry/vector.ts';
import type { Contour } from '../cloud-slices/contours.ts';

/** A curve with the mean of the squares of how far the points that it was fitted to lie off it. */
export type Fit = { readonly curve: PlaneCurve; readonly meanSquare: number };

/** Sums of a contour's points that lines and circles through any stretch of it follow from. */
export type ContourSums = {
  readonly points: Contour;
  /** Length of the contour up to each point, and of all of it. */
  readonly lengths: Float64Array;
  readonly length: number;
  /** The least-squares line, or circle, of the points from index `from` to before `to`, which may run on past the end. */
  readonly line: (from: number, to: number) => Fit | undefined;
  readonly circle: (from: number, to: number) => Fit | undefined;
};

/** Sums that are kept: of 1, x, y, x x, x y, y y, x z, y z, z, z z with z = x x + y y. */
const SUMS = 10;

/** Prepares a closed contour for fits to stretches of it. */
export function contourSums(points: Contour): ContourSums {
  const count = points.length;
  const [cx, cy] = [0, 1].map((k) => points.reduce((sum, p) => sum + p[k], 0) / count);
  const sums = new Float64Array((2 * count + 1) * SUMS);
  const lengths = new Float64Array(2 * count + 1);
  for (let i = 0; i < 2 * count; i++) {
    const p = points[i % count];
    lengths[i + 1] = lengths[i] + distance2(p, points[(i + 1) % count]);
    const [x, y] = [p[0] - cx, p[1] - cy];
    const z = x * x + y * y;
    const terms = [1, x, y, x * x, x * y, y * y, x * z, y * z, z, z * z];
    for (let k = 0; k < SUMS; k++) sums[(i + 1) * SUMS + k] = sums[i * SUMS + k] + terms[k];
  }
  const between = (from: number, to: number): Float64Array => {
    const start = from >= count ? from - count : from;
    const end = to - from + start;
    return Float64Array.from({ length: SUMS }, (_, k) => sums[end * SUMS + k] - sums[start * SUMS + k]);
  };
  return {
    points,
    lengths,
    length: lengths[count],
    line: (from, to) => {
      const [n, x, y, xx, xy, yy] = between(from, to);
      if (n < 2) return undefined;
      const [mx, my] = [x / n, y / n];
      const [a, b, c] = [xx / n - mx * mx, xy / n - mx * my, yy / n - my * my];
      const apart = Math.hypot((a - c) / 2, b);
      const angle = Math.atan2(2 * b, a - c) / 2;
      const first = points[from % count];
      const last = points[(to - 1) % count];
      const forwards = (last[0] - first[0]) * Math.cos(angle) + (last[1] - first[1]) * Math.sin(angle) >= 0;
      const sign = forwards ? 1 : -1;
      const direction: Vec2 = [sign * Math.cos(angle), sign * Math.sin(angle)];
      const curve: PlaneCurve = { kind: 'line', point: [cx + mx, cy + my], direction };
      return { curve, meanSquare: Math.max(0, (a + c) / 2 - apart) };
    },
    circle: (from, to) => {
      // Kasa's fit: z = 2 a x + 2 b y + c.
      const [n, x, y, xx, xy, yy, xz, yz, z, zz] = between(from, to);
      if (n < 4) return undefined;
      const matrix = Float64Array.of(xx, xy, x, xy, yy, y, x, y, n);
      const solved = solvePositiveDefinite(matrix, Float64Array.of(xz, yz, z), 3);
      if (!solved) return undefined;
      const [a, b] = [solved[0] / 2, solved[1] / 2];
      const squared = solved[2] + a * a + b * b;
      const left = Math.max(0, zz - solved[0] * xz - solved[1] * yz - solved[2] * z);
      const curve: PlaneCurve = { kind: 'circle', center: [cx + a, cy + b], radius: Math.sqrt(squared) };
      return squared > 0 ? { curve, meanSquare: left / n / (4 * squared) } : undefined;
    },
  };
}
