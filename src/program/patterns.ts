import type { Vec2 } from '../geometry/vector.ts';
import { roundCosine } from './numbers.ts';

/** Regular arrangements of points about `center`. */
export type Pattern =
  /** `counts` points along x and y, `spacing` apart (0 along an axis with one point). */
  | {
      readonly kind: 'grid';
      readonly center: Vec2;
      readonly spacing: Vec2;
      readonly counts: readonly [number, number];
    }
  /** Points evenly around a circle, the first at `startAngle` (radians). */
  | {
      readonly kind: 'ring';
      readonly center: Vec2;
      readonly radius: number;
      readonly startAngle: number;
      readonly count: number;
    };

/** The grid of two or more points, or ring of three or more, that the points form, to 1e-9 of their extent, or undefined. */
export function patternOf(points: readonly Vec2[]): Pattern | undefined {
  return points.length < 2 ? undefined : (gridOf(points) ?? ringOf(points));
}

/** What grid point or ring point `point` is, as its offset from the center per unit of spacing or of radius. */
export function patternPosition(pattern: Pattern, point: Vec2): Vec2 {
  const offset: Vec2 = [point[0] - pattern.center[0], point[1] - pattern.center[1]];
  if (pattern.kind === 'ring')
    return [roundCosine(offset[0] / pattern.radius), roundCosine(offset[1] / pattern.radius)];
  const steps = (k: 0 | 1) =>
    pattern.spacing[k] === 0 ? 0 : Math.round((2 * offset[k]) / pattern.spacing[k]) / 2;
  return [steps(0), steps(1)];
}

function gridOf(points: readonly Vec2[]): Pattern | undefined {
  const xs = evenSteps(
    points.map(([x]) => x),
    extent(points),
  );
  const ys = evenSteps(
    points.map(([, y]) => y),
    extent(points),
  );
  if (!xs || !ys || xs.count * ys.count !== points.length) return undefined;
  const cells = new Set(points.map(([x, y]) => `${xs.stepOf(x)},${ys.stepOf(y)}`));
  if (cells.size !== points.length) return undefined;
  return {
    kind: 'grid',
    center: [xs.middle, ys.middle],
    spacing: [xs.spacing, ys.spacing],
    counts: [xs.count, ys.count],
  };
}

function ringOf(points: readonly Vec2[]): Pattern | undefined {
  const count = points.length;
  if (count < 3) return undefined;
  const center: Vec2 = [mean(points.map(([x]) => x)), mean(points.map(([, y]) => y))];
  const polar = points.map(([x, y]) => ({
    r: Math.hypot(x - center[0], y - center[1]),
    a: Math.atan2(y - center[1], x - center[0]),
  }));
  const radius = mean(polar.map(({ r }) => r));
  const tolerance = 1e-9 * radius;
  if (!(radius > 0) || polar.some(({ r }) => Math.abs(r - radius) > tolerance)) return undefined;
  const startAngle = polar[0].a;
  const step = (2 * Math.PI) / count;
  const seats = new Set<number>();
  for (const { a } of polar) {
    const seat = (a - startAngle) / step;
    if (Math.abs(seat - Math.round(seat)) * step > 1e-9) return undefined;
    seats.add(((Math.round(seat) % count) + count) % count);
  }
  return seats.size === count ? { kind: 'ring', center, radius, startAngle, count } : undefined;
}

/** The distinct values as an arithmetic sequence, or undefined. */
function evenSteps(values: readonly number[], size: number) {
  const tolerance = 1e-9 * size;
  const distinct: number[] = [];
  for (const value of [...values].sort((a, b) => a - b)) {
    if (distinct.length === 0 || value - distinct[distinct.length - 1] > tolerance) distinct.push(value);
  }
  const first = distinct[0];
  const last = distinct[distinct.length - 1];
  const spacing = distinct.length > 1 ? (last - first) / (distinct.length - 1) : 0;
  if (distinct.some((value, i) => Math.abs(value - first - i * spacing) > tolerance)) return undefined;
  const stepOf = (value: number) => (spacing === 0 ? 0 : Math.round((value - first) / spacing));
  return { count: distinct.length, spacing, middle: (first + last) / 2, stepOf };
}

const mean = (values: readonly number[]): number => values.reduce((a, b) => a + b, 0) / values.length;

const extent = (points: readonly Vec2[]): number =>
  Math.max(...points.map(([x, y]) => Math.hypot(x - points[0][0], y - points[0][1])));
