import { cross2, distance2, type Vec2 } from './vector.ts';

/** The unbounded curves of sketches: lines (`direction` is a unit vector) and circles. */
export type PlaneCurve =
  | { readonly kind: 'line'; readonly point: Vec2; readonly direction: Vec2 }
  | { readonly kind: 'circle'; readonly center: Vec2; readonly radius: number };

type Line = Extract<PlaneCurve, { kind: 'line' }>;
type Circle = Extract<PlaneCurve, { kind: 'circle' }>;

/** The line through two different points. */
export function lineThrough(a: Vec2, b: Vec2): Line {
  const l = distance2(a, b);
  return { kind: 'line', point: a, direction: [(b[0] - a[0]) / l, (b[1] - a[1]) / l] };
}

/** The circle through three points, or undefined where they are collinear. */
export function circleThrough(a: Vec2, b: Vec2, c: Vec2): Circle | undefined {
  const bx = b[0] - a[0];
  const by = b[1] - a[1];
  const cx = c[0] - a[0];
  const cy = c[1] - a[1];
  const d = 2 * (bx * cy - by * cx);
  const size = Math.hypot(bx, by) * Math.hypot(cx, cy);
  if (Math.abs(d) <= 1e-12 * size) return undefined;
  const b2 = bx * bx + by * by;
  const c2 = cx * cx + cy * cy;
  const x = (cy * b2 - by * c2) / d;
  const y = (bx * c2 - cx * b2) / d;
  return { kind: 'circle', center: [a[0] + x, a[1] + y], radius: Math.hypot(x, y) };
}

/** Distance of a point from the curve, never negative. */
export function distanceToCurve(curve: PlaneCurve, p: Vec2): number {
  if (curve.kind === 'circle') return Math.abs(distance2(p, curve.center) - curve.radius);
  return Math.abs(cross2(curve.direction, [p[0] - curve.point[0], p[1] - curve.point[1]]));
}

/** The point of the curve nearest to `p`. */
export function projectToCurve(curve: PlaneCurve, p: Vec2): Vec2 {
  if (curve.kind === 'circle') {
    const d = distance2(p, curve.center);
    if (d === 0) return [curve.center[0] + curve.radius, curve.center[1]];
    const s = curve.radius / d;
    return [curve.center[0] + (p[0] - curve.center[0]) * s, curve.center[1] + (p[1] - curve.center[1]) * s];
  }
  const { point, direction } = curve;
  const t = (p[0] - point[0]) * direction[0] + (p[1] - point[1]) * direction[1];
  return [point[0] + t * direction[0], point[1] + t * direction[1]];
}

/** True where both curves describe the same point set within `tolerance` near the points `at`. */
export function sameCurve(a: PlaneCurve, b: PlaneCurve, at: readonly Vec2[], tolerance: number): boolean {
  if (a.kind !== b.kind) return false;
  if (a.kind === 'circle' && b.kind === 'circle') {
    return distance2(a.center, b.center) <= tolerance && Math.abs(a.radius - b.radius) <= tolerance;
  }
  return at.every((p) => distanceToCurve(a, p) <= tolerance && distanceToCurve(b, p) <= tolerance);
}

/**
 * Where two curves meet near `near`. Tangent curves, for which an intersection is ill-conditioned, meet at their
 * point of contact. Undefined where they do not meet within `tolerance`, or where they run together.
 */
export function meetingPoint(a: PlaneCurve, b: PlaneCurve, near: Vec2, tolerance: number): Vec2 | undefined {
  if (a.kind === 'line' && b.kind === 'line') return lineLine(a, b);
  if (a.kind === 'line' && b.kind === 'circle') return lineCircle(a, b, near, tolerance);
  if (a.kind === 'circle' && b.kind === 'line') return lineCircle(b, a, near, tolerance);
  if (a.kind === 'circle' && b.kind === 'circle') return circleCircle(a, b, near, tolerance);
  return undefined;
}

function lineLine(a: Line, b: Line): Vec2 | undefined {
  const d = cross2(a.direction, b.direction);
  if (Math.abs(d) < 1e-6) return undefined;
  const t = cross2([b.point[0] - a.point[0], b.point[1] - a.point[1]], b.direction) / d;
  return [a.point[0] + t * a.direction[0], a.point[1] + t * a.direction[1]];
}

function lineCircle(line: Line, circle: Circle, near: Vec2, tolerance: number): Vec2 | undefined {
  const foot = projectToCurve(line, circle.center);
  const h = distance2(foot, circle.center);
  if (Math.abs(h - circle.radius) <= tolerance) return foot;
  if (h > circle.radius) return undefined;
  const s = Math.sqrt(circle.radius ** 2 - h ** 2);
  const [dx, dy] = line.direction;
  return nearer(near, [foot[0] + s * dx, foot[1] + s * dy], [foot[0] - s * dx, foot[1] - s * dy]);
}

function circleCircle(a: Circle, b: Circle, near: Vec2, tolerance: number): Vec2 | undefined {
  const d = distance2(a.center, b.center);
  if (d <= tolerance) return undefined;
  const ux = (b.center[0] - a.center[0]) / d;
  const uy = (b.center[1] - a.center[1]) / d;
  const inner = Math.abs(d - Math.abs(a.radius - b.radius)) <= tolerance;
  const outer = Math.abs(d - (a.radius + b.radius)) <= tolerance;
  if (inner || outer) {
    const sign = outer || a.radius > b.radius ? 1 : -1;
    return [a.center[0] + sign * a.radius * ux, a.center[1] + sign * a.radius * uy];
  }
  const x = (d * d + a.radius ** 2 - b.radius ** 2) / (2 * d);
  const y2 = a.radius ** 2 - x * x;
  if (y2 < 0) return undefined;
  const y = Math.sqrt(y2);
  const bx = a.center[0] + x * ux;
  const by = a.center[1] + x * uy;
  return nearer(near, [bx - y * uy, by + y * ux], [bx + y * uy, by - y * ux]);
}

const nearer = (to: Vec2, a: Vec2, b: Vec2): Vec2 => (distance2(to, a) <= distance2(to, b) ? a : b);
