import type { Surface } from '../../geometry/surface.ts';
import { signedDistance } from '../../geometry/surface-distance.ts';
import { addScaled, dot, subtract, type Vec3 } from '../../geometry/vector.ts';

/** Steps along a ray between which a torus is looked for: its four crossings lie farther apart, but for grazing rays. */
const TORUS_STEPS = 32;
const BISECTIONS = 24;

/**
 * Distances t > 0 along the ray `origin` + t `direction` (a unit vector) at which it crosses an unbounded surface, written
 * to `found`; returns how many. A cone counts with both its nappes. None for a freeform surface.
 */
export function rayCrossings(surface: Surface, origin: Vec3, direction: Vec3, found: Float64Array): number {
  switch (surface.kind) {
    case 'plane': {
      const along = dot(surface.normal, direction);
      const t = dot(subtract(surface.origin, origin), surface.normal) / along;
      if (!(t > 0 && Number.isFinite(t))) return 0;
      found[0] = t;
      return 1;
    }
    case 'cylinder': {
      const o = subtract(origin, surface.origin);
      const od = dot(o, surface.axis);
      const dd = dot(direction, surface.axis);
      return positiveRoots(
        1 - dd * dd,
        dot(o, direction) - od * dd,
        dot(o, o) - od * od - surface.radius ** 2,
        found,
      );
    }
    case 'cone': {
      // |p|^2 - h^2 = (radius + h tan)^2, where h is the height of p along the axis.
      const slope = Math.tan(surface.halfAngle);
      const o = subtract(origin, surface.origin);
      const oh = dot(o, surface.axis);
      const dh = dot(direction, surface.axis);
      const reach = surface.radius + oh * slope;
      return positiveRoots(
        1 - dh * dh * (1 + slope * slope),
        dot(o, direction) - oh * dh - reach * dh * slope,
        dot(o, o) - oh * oh - reach * reach,
        found,
      );
    }
    case 'sphere': {
      const o = subtract(origin, surface.center);
      return positiveRoots(1, dot(o, direction), dot(o, o) - surface.radius ** 2, found);
    }
    case 'torus': {
      const o = subtract(origin, surface.center);
      const reach = surface.majorRadius + surface.minorRadius;
      const hits = positiveRoots(1, dot(o, direction), dot(o, o) - reach * reach, found);
      if (hits === 0) return 0;
      const [from, to] = hits === 2 ? [found[0], found[1]] : [0, found[0]];
      return signChanges((t) => signedDistance(surface, addScaled(origin, direction, t)), from, to, found);
    }
    case 'freeform':
      return 0;
  }
}

/** Positive roots of a t^2 + 2 b t + c, ascending. */
function positiveRoots(a: number, b: number, c: number, found: Float64Array): number {
  if (Math.abs(a) < 1e-12) {
    const t = -c / (2 * b);
    found[0] = t;
    return t > 0 && Number.isFinite(t) ? 1 : 0;
  }
  const discriminant = b * b - a * c;
  if (!(discriminant > 0)) return 0;
  // The root that does not cancel first; the product of both is c / a.
  const q = -(b + Math.sign(b || 1) * Math.sqrt(discriminant));
  const [one, other] = [q / a, c / q];
  let count = 0;
  for (const t of one < other ? [one, other] : [other, one]) if (t > 0) found[count++] = t;
  return count;
}

/** Where a function changes sign between evenly spaced steps, bisected. */
function signChanges(f: (t: number) => number, from: number, to: number, found: Float64Array): number {
  let count = 0;
  let [last, value] = [from, f(from)];
  for (let k = 1; k <= TORUS_STEPS && count < found.length; k++) {
    const t = from + (k / TORUS_STEPS) * (to - from);
    const next = f(t);
    if (next * value < 0) {
      let [low, high] = [last, t];
      for (let i = 0; i < BISECTIONS; i++) {
        const middle = (low + high) / 2;
        if (f(middle) * value < 0) high = middle;
        else low = middle;
      }
      found[count++] = (low + high) / 2;
    }
    [last, value] = [t, next];
  }
  return count;
}
