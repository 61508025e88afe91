import { type Frame, toLocal, yAxisOf } from '../geometry/frame.ts';
import { distanceToCurve, type PlaneCurve } from '../geometry/plane-curve.ts';
import type { Surface, SurfaceOf } from '../geometry/surface.ts';
import { dot, type Vec2, type Vec3 } from '../geometry/vector.ts';

/** Cosine below which two directions count as perpendicular. */
const PERPENDICULAR = 1e-6;
/** 1 - cosine below which two directions count as parallel. */
const PARALLEL = 1e-11;

/** A plane this many tolerances deep in a cylinder touches it. */
const TOUCHING = 4;
/** An axis this many tolerances off the section plane lies in it. */
const IN_PLANE = 10;

/**
 * What a face looks like along an extrusion axis. `wall`: parallel to the axis, its trace is one fixed curve.
 * `cap`: perpendicular to it. `other`: its trace changes with the height.
 */
export type FaceRole =
  | { kind: 'wall'; curve: PlaneCurve }
  | { kind: 'cap'; height: number }
  | { kind: 'other' };

/** What a surface looks like along `frame.normal`. */
export function roleAlong(surface: Surface, frame: Frame): FaceRole {
  if (surface.kind === 'plane') {
    const c = dot(surface.normal, frame.normal);
    if (1 - Math.abs(c) < PARALLEL) return { kind: 'cap', height: toLocal(frame, surface.origin)[2] };
    if (Math.abs(c) < PERPENDICULAR)
      return { kind: 'wall', curve: wallLine(surface.origin, surface.normal, frame) };
  }
  if (surface.kind === 'cylinder' && 1 - Math.abs(dot(surface.axis, frame.normal)) < PARALLEL) {
    const [u, v] = toLocal(frame, surface.origin);
    return { kind: 'wall', curve: { kind: 'circle', center: [u, v], radius: surface.radius } };
  }
  return { kind: 'other' };
}

function wallLine(origin: Vec3, normal: Vec3, frame: Frame): PlaneCurve {
  const n = planar(normal, frame);
  const [u, v] = toLocal(frame, origin);
  return { kind: 'line', point: [u, v], direction: [-n[1], n[0]] };
}

/** Unit direction of the projection of `d` into the plane of `frame`. */
export function planar(d: Vec3, frame: Frame): Vec2 {
  const u = dot(d, frame.xAxis);
  const v = dot(d, yAxisOf(frame));
  const l = Math.hypot(u, v);
  return [u / l, v / l];
}

/**
 * The exact traces of a surface in the plane at height w of the frame, where they are lines and circles: none, one, or
 * two where a cylinder lies across or a torus is cut inside and outside. Empty for traces of any other form.
 */
export function tracesAt(surface: Surface, frame: Frame, w: number, tolerance: number): PlaneCurve[] {
  const role = roleAlong(surface, frame);
  if (role.kind === 'wall') return [role.curve];
  if (role.kind === 'cap') return [];
  switch (surface.kind) {
    case 'plane': {
      const direction = planar(surface.normal, frame);
      const [u, v, h] = toLocal(frame, surface.origin);
      const slope = dot(surface.normal, frame.normal) / Math.sqrt(1 - dot(surface.normal, frame.normal) ** 2);
      // n . (p - origin) = 0 at height w: move along the plane's horizontal normal.
      const shift = -slope * (w - h);
      return [
        {
          kind: 'line',
          point: [u + shift * direction[0], v + shift * direction[1]],
          direction: [-direction[1], direction[0]],
        },
      ];
    }
    case 'cylinder': {
      if (Math.abs(dot(surface.axis, frame.normal)) > PERPENDICULAR) return [];
      const [u, v, h] = toLocal(frame, surface.origin);
      const direction = planar(surface.axis, frame);
      // A plane that touches the cylinder cuts it by rounding only, and the root makes much of that.
      const depth = surface.radius - Math.abs(w - h);
      if (depth <= TOUCHING * tolerance)
        return depth < -TOUCHING * tolerance ? [] : [{ kind: 'line', point: [u, v], direction }];
      const half = Math.sqrt(surface.radius ** 2 - (w - h) ** 2);
      return [half, -half].map((side) => ({
        kind: 'line',
        point: [u - side * direction[1], v + side * direction[0]],
        direction,
      }));
    }
    case 'cone': {
      const c = dot(surface.axis, frame.normal);
      const [u, v, h] = toLocal(frame, surface.origin);
      if (inPlane(surface.axis, h - w, frame, tolerance))
        return [1, -1].map((side) => coneSide(surface, [u, v], side, frame));
      if (1 - Math.abs(c) > PARALLEL) return [];
      const radius = Math.abs(surface.radius + Math.sign(c) * (w - h) * Math.tan(surface.halfAngle));
      return [{ kind: 'circle', center: [u, v], radius }];
    }
    case 'sphere': {
      const [u, v, h] = toLocal(frame, surface.center);
      const squared = surface.radius ** 2 - (w - h) ** 2;
      return squared > 0 ? [{ kind: 'circle', center: [u, v], radius: Math.sqrt(squared) }] : [];
    }
    case 'torus': {
      const [u, v, h] = toLocal(frame, surface.center);
      if (inPlane(surface.axis, h - w, frame, tolerance)) {
        const d = planar(surface.axis, frame);
        return [surface.majorRadius, -surface.majorRadius].map((side) => ({
          kind: 'circle',
          center: [u + side * d[1], v - side * d[0]],
          radius: surface.minorRadius,
        }));
      }
      if (1 - Math.abs(dot(surface.axis, frame.normal)) > PARALLEL) return [];
      const squared = surface.minorRadius ** 2 - (w - h) ** 2;
      if (squared <= 0) return [];
      return [1, -1]
        .map((side) => surface.majorRadius + side * Math.sqrt(squared))
        .filter((radius) => radius > 0)
        .map((radius) => ({ kind: 'circle', center: [u, v], radius }));
    }
    case 'freeform':
      return [];
  }
}

/** The one of a surface's traces, see `tracesAt`, that comes nearest to `near`; undefined where it has none. */
export function traceAt(
  surface: Surface,
  frame: Frame,
  w: number,
  near: Vec2,
  tolerance: number,
): PlaneCurve | undefined {
  const traces = tracesAt(surface, frame, w, tolerance);
  if (traces.length < 2) return traces[0];
  return traces.reduce((best, trace) =>
    distanceToCurve(trace, near) < distanceToCurve(best, near) ? trace : best,
  );
}

/** Whether an axis at height `h` above the section plane lies in that plane. */
const inPlane = (axis: Vec3, h: number, frame: Frame, tolerance: number): boolean =>
  Math.abs(dot(axis, frame.normal)) < PERPENDICULAR && Math.abs(h) <= IN_PLANE * tolerance;

/** One of a cone's two straight sides, in a plane through its axis. */
function coneSide(cone: SurfaceOf<'cone'>, [u, v]: Vec2, side: number, frame: Frame): PlaneCurve {
  const d = planar(cone.axis, frame);
  const out: Vec2 = [side * d[1], -side * d[0]];
  const sin = Math.sin(cone.halfAngle);
  const cos = Math.cos(cone.halfAngle);
  return {
    kind: 'line',
    point: [u + cone.radius * out[0], v + cone.radius * out[1]],
    direction: [cos * d[0] + sin * out[0], cos * d[1] + sin * out[1]],
  };
}
