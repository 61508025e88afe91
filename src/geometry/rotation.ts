import type { Frame } from './frame.ts';
import { add, addScaled, cross, dot, scale, subtract, type Vec3 } from './vector.ts';

/** `vector` turned by `angle` about the unit vector `axis`, right-handed (Rodrigues). */
export function rotateVector(vector: Vec3, axis: Vec3, angle: number): Vec3 {
  const cosine = Math.cos(angle);
  const turned = addScaled(scale(vector, cosine), cross(axis, vector), Math.sin(angle));
  return addScaled(turned, axis, dot(axis, vector) * (1 - cosine));
}

/** `frame` turned by `angle` about the line through `point` along the unit vector `axis`. */
export const rotateFrame = (frame: Frame, point: Vec3, axis: Vec3, angle: number): Frame => ({
  origin: add(point, rotateVector(subtract(frame.origin, point), axis, angle)),
  xAxis: rotateVector(frame.xAxis, axis, angle),
  normal: rotateVector(frame.normal, axis, angle),
});
