import type { PlaneCurve } from '../../geometry/plane-curve.ts';
import type { Vec2 } from '../../geometry/vector.ts';

/** Where a point lies along a curve: length from a line's own point, angle from -pi to pi on a circle. */
export const paramOf = (curve: PlaneCurve, p: Vec2): number =>
  curve.kind === 'line'
    ? (p[0] - curve.point[0]) * curve.direction[0] + (p[1] - curve.point[1]) * curve.direction[1]
    : Math.atan2(p[1] - curve.center[1], p[0] - curve.center[0]);

/** The point of a curve at a parameter, see `paramOf`. */
export const placeOf = (curve: PlaneCurve, t: number): Vec2 =>
  curve.kind === 'line'
    ? [curve.point[0] + t * curve.direction[0], curve.point[1] + t * curve.direction[1]]
    : [curve.center[0] + curve.radius * Math.cos(t), curve.center[1] + curve.radius * Math.sin(t)];
