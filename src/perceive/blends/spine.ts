import { type Frame, toLocal, yAxisOf } from '../../geometry/frame.ts';
import type { PlaneCurve } from '../../geometry/plane-curve.ts';
import type { Surface } from '../../geometry/surface.ts';
import {
  add,
  addScaled,
  cross,
  distance,
  dot,
  perpendicular,
  scale,
  subtract,
  type Vec2,
  type Vec3,
} from '../../geometry/vector.ts';

/**
 * The way along which a blend has the same cross-section everywhere: straight along the frame's normal, or turned about
 * its y axis. Cross-sections are drawn in the frame's plane, those of a turned spine where u > 0.
 */
export type Spine = { readonly kind: 'straight' | 'turned'; readonly frame: Frame };

/** Where a point is in the cross-section, and how far along the spine: a length or an angle. */
export type Place = { readonly at: Vec2; readonly along: number };

/** 1 - cosine below which two directions are one: designers' files are not exact. */
const PARALLEL = 1e-9;
/** Cosine below which two directions are perpendicular. */
const PERPENDICULAR = 1e-5;

/** The spine along a direction, through a point. */
export const straightSpine = (origin: Vec3, normal: Vec3): Spine => ({
  kind: 'straight',
  frame: { origin, xAxis: perpendicular(normal), normal },
});

/** The spine around an axis. */
export function turnedSpine(origin: Vec3, axis: Vec3): Spine {
  const xAxis = perpendicular(axis);
  return { kind: 'turned', frame: { origin, xAxis, normal: cross(xAxis, axis) } };
}

export function placeOn({ kind, frame }: Spine, point: Vec3): Place {
  const [u, v, w] = toLocal(frame, point);
  if (kind === 'straight') return { at: [u, v], along: w };
  return { at: [Math.hypot(u, w), v], along: Math.atan2(-w, u) };
}

/** The world's point at a place. */
export function pointAt(spine: Spine, { at, along }: Place): Vec3 {
  const { kind, frame } = spine;
  const origin = kind === 'straight' ? addScaled(frame.origin, frame.normal, along) : frame.origin;
  return add(origin, directionAt(spine, at, along));
}

/** The world's direction of a vector of the cross-section. */
export function directionAt({ kind, frame }: Spine, [u, v]: Vec2, along: number): Vec3 {
  const y = yAxisOf(frame);
  if (kind === 'straight') return addScaled(scale(frame.xAxis, u), y, v);
  const radial = addScaled(scale(frame.xAxis, Math.cos(along)), frame.normal, -Math.sin(along));
  return addScaled(scale(radial, u), y, v);
}

/** The curve in which a surface meets every cross-section; undefined where it is not the same in all, or no line or circle. */
export function traceOn(spine: Spine, surface: Surface, tolerance: number): PlaneCurve | undefined {
  return spine.kind === 'straight'
    ? traceAlong(spine.frame, surface)
    : traceAround(spine.frame, surface, tolerance);
}

function traceAlong(frame: Frame, surface: Surface): PlaneCurve | undefined {
  if (surface.kind === 'plane' && Math.abs(dot(surface.normal, frame.normal)) < PERPENDICULAR) {
    const [u, v] = toLocal(frame, surface.origin);
    const across = cross(frame.normal, surface.normal);
    return {
      kind: 'line',
      point: [u, v],
      direction: [dot(across, frame.xAxis), dot(across, yAxisOf(frame))],
    };
  }
  if (surface.kind === 'cylinder' && isParallel(surface.axis, frame.normal)) {
    const [u, v] = toLocal(frame, surface.origin);
    return { kind: 'circle', center: [u, v], radius: surface.radius };
  }
  return undefined;
}

function traceAround(frame: Frame, surface: Surface, tolerance: number): PlaneCurve | undefined {
  const axis = yAxisOf(frame);
  if (surface.kind === 'freeform') return undefined;
  const center = 'center' in surface ? surface.center : surface.origin;
  const height = dot(subtract(center, frame.origin), axis);
  if (surface.kind === 'plane')
    return isParallel(surface.normal, axis)
      ? { kind: 'line', point: [0, height], direction: [1, 0] }
      : undefined;
  if (distance(center, addScaled(frame.origin, axis, height)) > tolerance) return undefined;
  if (surface.kind === 'sphere') return { kind: 'circle', center: [0, height], radius: surface.radius };
  if (!isParallel(surface.axis, axis)) return undefined;
  switch (surface.kind) {
    case 'cylinder':
      return { kind: 'line', point: [surface.radius, height], direction: [0, 1] };
    case 'cone': {
      const angle = surface.halfAngle * Math.sign(dot(surface.axis, axis));
      return { kind: 'line', point: [surface.radius, height], direction: [Math.sin(angle), Math.cos(angle)] };
    }
    case 'torus':
      return { kind: 'circle', center: [surface.majorRadius, height], radius: surface.minorRadius };
  }
}

const isParallel = (a: Vec3, b: Vec3): boolean => 1 - Math.abs(dot(a, b)) < PARALLEL;

/** A face that leaves open more of a turn than this has two ends: the facets of one that closes are shorter. */
const OPEN = 0.8;

/** The stretch of a spine that points cover: without ends, a whole turn from -pi. */
export function stretchOf(spine: Spine, alongs: readonly number[]): { from: number; to: number } {
  if (spine.kind === 'straight') return { from: Math.min(...alongs), to: Math.max(...alongs) };
  const angles = [...alongs].sort((a, b) => a - b);
  let widest = { gap: angles[0] + 2 * Math.PI - angles[angles.length - 1], after: angles.length - 1 };
  for (let i = 1; i < angles.length; i++)
    if (angles[i] - angles[i - 1] > widest.gap) widest = { gap: angles[i] - angles[i - 1], after: i - 1 };
  if (widest.gap < OPEN) return { from: -Math.PI, to: Math.PI };
  const from = angles[(widest.after + 1) % angles.length];
  return { from, to: from + 2 * Math.PI - widest.gap };
}
