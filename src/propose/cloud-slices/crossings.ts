import { meetingPoint, type PlaneCurve, projectToCurve } from '../../geometry/plane-curve.ts';
import { distance2, type Vec2 } from '../../geometry/vector.ts';

/** All points at which two curves meet: none, one, or two. Curves that come within `tolerance` of each other touch. */
export function crossingsOf(a: PlaneCurve, b: PlaneCurve, tolerance: number): Vec2[] {
  const found: Vec2[] = [];
  for (const near of searchedFrom(a, b)) {
    const p = meetingPoint(a, b, near, tolerance);
    if (p && found.every((q) => distance2(p, q) > tolerance)) found.push(p);
  }
  return found;
}

/** Two places, one near each of the points where the curves may meet. */
function searchedFrom(a: PlaneCurve, b: PlaneCurve): Vec2[] {
  if (a.kind === 'line' && b.kind === 'line') return [a.point];
  if (a.kind === 'circle' && b.kind === 'circle') {
    // The meeting points lie to both sides of the line through the centres.
    const [x, y] = [b.center[0] - a.center[0], b.center[1] - a.center[1]];
    return [
      [a.center[0] - y, a.center[1] + x],
      [a.center[0] + y, a.center[1] - x],
    ];
  }
  const [line, circle] = a.kind === 'line' ? [a, b] : [b, a];
  if (line.kind !== 'line' || circle.kind !== 'circle') return [];
  const [u, v] = projectToCurve(line, circle.center);
  const [du, dv] = line.direction;
  return [
    [u + circle.radius * du, v + circle.radius * dv],
    [u - circle.radius * du, v - circle.radius * dv],
  ];
}
