import { type Frame, planeToWorld, yAxisOf } from '../geometry/frame.ts';
import type { Bounds } from '../geometry/mesh.ts';
import { addScaled, cross, dot, normalize, scale, type Vec2, type Vec3 } from '../geometry/vector.ts';
import { sideOfAxis } from './axis-side.ts';
import { loopExtent } from './loop-extent.ts';
import { isSweep } from './sweeps.ts';
import type { Extrude, Loop, Program, Revolve, Sweep } from './types.ts';

type Range = readonly [low: number, high: number];

/**
 * A box that holds what the program builds, without building it: exact for what is joined; of an intersection no more
 * than both boxes share. Cuts are not looked at, so the part itself may be smaller.
 */
export function programBounds(program: Program): Bounds {
  const bodies: Bounds[] = [];
  for (const feature of program.features) {
    // Blends reach beyond the body only where they fill its corners, and not out of its box.
    if (!isSweep(feature)) continue;
    const swept = featureBounds(feature);
    const body = feature.operation === 'new' ? undefined : bodies.pop();
    if (body === undefined) bodies.push(swept);
    else if (feature.operation === 'cut') bodies.push(body);
    else if (feature.operation === 'join') bodies.push(combine(body, swept, Math.min, Math.max));
    else bodies.push(combine(body, swept, Math.max, Math.min));
  }
  return bodies.reduce((a, b) => combine(a, b, Math.min, Math.max));
}

/** The exact box of what the feature's profiles sweep. */
export function featureBounds(feature: Sweep): Bounds {
  const ranges = AXES.map((axis): Range => {
    const perProfile = feature.sketch.profiles.map(({ outer }) =>
      feature.kind === 'extrude' ? extrudeRange(feature, outer, axis) : revolveRange(feature, outer, axis),
    );
    return [Math.min(...perProfile.map(([low]) => low)), Math.max(...perProfile.map(([, high]) => high))];
  });
  return { min: vec3(ranges.map(([low]) => low)), max: vec3(ranges.map(([, high]) => high)) };
}

const AXES: readonly Vec3[] = [
  [1, 0, 0],
  [0, 1, 0],
  [0, 0, 1],
];

const vec3 = (values: readonly number[]): Vec3 => [values[0], values[1], values[2]];

function combine(
  a: Bounds,
  b: Bounds,
  pickMin: (x: number, y: number) => number,
  pickMax: (x: number, y: number) => number,
): Bounds {
  return {
    min: vec3(a.min.map((x, k) => pickMin(x, b.min[k]))),
    max: vec3(a.max.map((x, k) => pickMax(x, b.max[k]))),
  };
}

/** How far a swept loop reaches along `axis`. */
function extrudeRange({ sketch: { frame }, from, to }: Extrude, outer: Loop, axis: Vec3): Range {
  const [low, high] = loopExtent(outer, [dot(axis, frame.xAxis), dot(axis, yAxisOf(frame))]);
  const base = dot(axis, frame.origin);
  const rise = dot(axis, frame.normal);
  return [base + low + Math.min(from * rise, to * rise), base + high + Math.max(from * rise, to * rise)];
}

/**
 * How far a turned loop reaches along `axis`. A point at the height h and the distance r >= 0 from the turning axis
 * `a` reaches h a.axis + r A cos(t - p), greatest at the angle t where the cosine is: a linear function of the sketch.
 */
function revolveRange(feature: Revolve, outer: Loop, axis: Vec3): Range {
  const { sketch, axis: turning, from, to } = feature;
  const size = Math.hypot(...turning.direction);
  const [u, v] = [turning.direction[0] / size, turning.direction[1] / size];
  const side = sideOfAxis(feature);
  const along = inPlane(sketch.frame, u, v);
  const out = inPlane(sketch.frame, -side * v, side * u);
  const across = cross(along, out);
  const amplitude = Math.hypot(dot(axis, out), dot(axis, across));
  const phase = Math.atan2(dot(axis, across), dot(axis, out));
  const height = dot(axis, along);
  const reach = (cosine: number) => {
    const direction: Vec2 = [height * u - cosine * side * v, height * v + cosine * side * u];
    const shift = direction[0] * turning.point[0] + direction[1] * turning.point[1];
    return loopExtent(outer, direction).map((value) => value - shift);
  };
  const base = dot(axis, planeToWorld(sketch.frame, turning.point));
  const [least, greatest] = cosineRange(from - phase, to - phase);
  return [base + reach(amplitude * least)[0], base + reach(amplitude * greatest)[1]];
}

const inPlane = (frame: Frame, u: number, v: number): Vec3 =>
  normalize(addScaled(scale(frame.xAxis, u), yAxisOf(frame), v));

/** Least and greatest cosine of the angles between `from` and `to`. */
function cosineRange(from: number, to: number): Range {
  const ends = [Math.cos(from), Math.cos(to)];
  const contains = (angle: number) =>
    from + ((((angle - from) % (2 * Math.PI)) + 2 * Math.PI) % (2 * Math.PI)) <= to;
  return [contains(Math.PI) ? -1 : Math.min(...ends), contains(0) ? 1 : Math.max(...ends)];
}
