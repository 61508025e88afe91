import { addScaled, cross, dot, subtract, type Vec2, type Vec3 } from './vector.ts';

/** A right-handed orthonormal frame: x = `xAxis`, z = `normal`, y = normal x xAxis. */
export type Frame = { readonly origin: Vec3; readonly xAxis: Vec3; readonly normal: Vec3 };

export const yAxisOf = (frame: Frame): Vec3 => cross(frame.normal, frame.xAxis);

/** World coordinates of the point (u, v, w) of `frame`. */
export function toWorld(frame: Frame, [u, v, w]: Vec3): Vec3 {
  return addScaled(addScaled(addScaled(frame.origin, frame.xAxis, u), yAxisOf(frame), v), frame.normal, w);
}

/** Coordinates (u, v, w) in `frame` of a world point. */
export function toLocal(frame: Frame, point: Vec3): Vec3 {
  const d = subtract(point, frame.origin);
  return [dot(d, frame.xAxis), dot(d, yAxisOf(frame)), dot(d, frame.normal)];
}

/** World coordinates of the point (u, v) of the plane of `frame`. */
export const planeToWorld = (frame: Frame, [u, v]: Vec2): Vec3 => toWorld(frame, [u, v, 0]);
