import type { Surface } from './surface.ts';
import { addScaled, dot, length, normalize, scale, subtract, type Vec3 } from './vector.ts';

/**
 * Signed distance of `point` from an analytic surface, positive on the side its normal points to: along a plane's
 * normal, away from the axis of a cylinder or cone, outside a sphere, outside the tube of a torus. A cone is taken
 * as its one nappe around `origin`. NaN for a freeform surface, which has no equation.
 */
export function signedDistance(surface: Surface, point: Vec3): number {
  switch (surface.kind) {
    case 'plane':
      return dot(subtract(point, surface.origin), surface.normal);
    case 'sphere':
      return length(subtract(point, surface.center)) - surface.radius;
    case 'cylinder':
      return radiusAbout(surface.origin, surface.axis, point) - surface.radius;
    case 'cone': {
      const radius = radiusAbout(surface.origin, surface.axis, point);
      const height = heightAlong(surface.origin, surface.axis, point);
      return (radius - surface.radius) * Math.cos(surface.halfAngle) - height * Math.sin(surface.halfAngle);
    }
    case 'torus': {
      const radius = radiusAbout(surface.center, surface.axis, point) - surface.majorRadius;
      const height = heightAlong(surface.center, surface.axis, point);
      return Math.sqrt(radius * radius + height * height) - surface.minorRadius;
    }
    case 'freeform':
      return Number.NaN;
  }
}

/**
 * Unit normal of an analytic surface at the foot of `point`: the gradient of `signedDistance`. Zero where that
 * is undefined (on an axis, at a centre) and for a freeform surface.
 */
export function normalAt(surface: Surface, point: Vec3): Vec3 {
  switch (surface.kind) {
    case 'plane':
      return surface.normal;
    case 'sphere':
      return normalize(subtract(point, surface.center));
    case 'cylinder':
      return cylindrical(surface.origin, surface.axis, point).outward;
    case 'cone': {
      const { outward } = cylindrical(surface.origin, surface.axis, point);
      return addScaled(
        scale(outward, Math.cos(surface.halfAngle)),
        surface.axis,
        -Math.sin(surface.halfAngle),
      );
    }
    case 'torus': {
      const { radius, height, outward } = cylindrical(surface.center, surface.axis, point);
      return normalize(addScaled(scale(outward, radius - surface.majorRadius), surface.axis, height));
    }
    case 'freeform':
      return [0, 0, 0];
  }
}

/** Height of `point` over `origin` along an axis. */
const heightAlong = (origin: Vec3, axis: Vec3, point: Vec3): number =>
  (point[0] - origin[0]) * axis[0] + (point[1] - origin[1]) * axis[1] + (point[2] - origin[2]) * axis[2];

/** Distance of `point` from an axis; plain numbers, because fits measure every vertex many times. */
function radiusAbout(origin: Vec3, axis: Vec3, point: Vec3): number {
  const height = heightAlong(origin, axis, point);
  const x = point[0] - origin[0] - height * axis[0];
  const y = point[1] - origin[1] - height * axis[1];
  const z = point[2] - origin[2] - height * axis[2];
  return Math.sqrt(x * x + y * y + z * z);
}

/** Cylindrical coordinates of `point` about an axis: distance from it, height along it, unit direction away from it. */
function cylindrical(
  origin: Vec3,
  axis: Vec3,
  point: Vec3,
): { radius: number; height: number; outward: Vec3 } {
  const offset = subtract(point, origin);
  const height = dot(offset, axis);
  const radial = addScaled(offset, axis, -height);
  return { radius: length(radial), height, outward: normalize(radial) };
}
