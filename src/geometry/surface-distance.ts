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
      return cylindrical(surface.origin, surface.axis, point).radius - surface.radius;
    case 'cone': {
      const { radius, height } = cylindrical(surface.origin, surface.axis, point);
      return (radius - surface.radius) * Math.cos(surface.halfAngle) - height * Math.sin(surface.halfAngle);
    }
    case 'torus': {
      const { radius, height } = cylindrical(surface.center, surface.axis, point);
      return Math.hypot(radius - surface.majorRadius, height) - surface.minorRadius;
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
