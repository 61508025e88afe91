import type { Surface, SurfaceOf } from '../../geometry/surface.ts';
import { signedDistance } from '../../geometry/surface-distance.ts';
import { addScaled, distance, dot, subtract, type Vec3 } from '../../geometry/vector.ts';

/** How far a surface is from a reference of its kind. */
export type ParameterErrors = {
  /** Between normals or axes, of cones also between half angles, whichever is more; radians, 0 for spheres. */
  readonly angle: number;
  /** Of a plane or an axis from the reference's, where that is nearest to the place; of spheres and tori between centers. */
  readonly place: number;
  /** Between radii, of a torus the greater difference, of a cone at the place; 0 for planes. */
  readonly size: number;
};

/**
 * Errors of a surface's parameters against a reference of the same kind, lengths in their unit. `at` is a place in the
 * middle of the reference's points: unbounded planes and axes are compared there. Undefined for freeform surfaces and
 * for unlike kinds.
 */
export function parameterErrors(found: Surface, reference: Surface, at: Vec3): ParameterErrors | undefined {
  if (found.kind === 'plane' && reference.kind === 'plane') {
    const foot = addScaled(at, reference.normal, -signedDistance(reference, at));
    return {
      angle: angleBetween(found.normal, reference.normal),
      place: Math.abs(signedDistance(found, foot)),
      size: 0,
    };
  }
  if (found.kind === 'sphere' && reference.kind === 'sphere') {
    return {
      angle: 0,
      place: distance(found.center, reference.center),
      size: Math.abs(found.radius - reference.radius),
    };
  }
  if (found.kind === 'torus' && reference.kind === 'torus') {
    return {
      angle: angleBetween(found.axis, reference.axis),
      place: distance(found.center, reference.center),
      size: Math.max(
        Math.abs(found.majorRadius - reference.majorRadius),
        Math.abs(found.minorRadius - reference.minorRadius),
      ),
    };
  }
  if (found.kind === 'cylinder' && reference.kind === 'cylinder') {
    const place = axesApart(found, reference, at);
    return {
      angle: angleBetween(found.axis, reference.axis),
      place,
      size: Math.abs(found.radius - reference.radius),
    };
  }
  if (found.kind === 'cone' && reference.kind === 'cone') {
    return {
      angle: Math.max(
        angleBetween(found.axis, reference.axis),
        Math.abs(found.halfAngle - reference.halfAngle),
      ),
      place: axesApart(found, reference, at),
      size: Math.abs(radiusBeside(found, at) - radiusBeside(reference, at)),
    };
  }
  return undefined;
}

/** Angle from 0 to pi/2 between two unit directions, whichever way they point. */
function angleBetween(a: Vec3, b: Vec3): number {
  // The sine is precise where the cosine is not: for small angles.
  const across = distance(a, dot(a, b) < 0 ? [-b[0], -b[1], -b[2]] : b);
  return 2 * Math.asin(Math.min(1, across / 2));
}

type Axis = { readonly origin: Vec3; readonly axis: Vec3 };

const axesApart = (a: Axis, b: Axis, at: Vec3): number => distance(footOn(a, at), footOn(b, at));

const footOn = ({ origin, axis }: Axis, point: Vec3): Vec3 =>
  addScaled(origin, axis, dot(subtract(point, origin), axis));

const radiusBeside = ({ origin, axis, radius, halfAngle }: SurfaceOf<'cone'>, at: Vec3): number =>
  radius + dot(subtract(at, origin), axis) * Math.tan(halfAngle);
