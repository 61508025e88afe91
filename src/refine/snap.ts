import { type Frame, yAxisOf } from '../geometry/frame.ts';
import { lineThrough, meetingPoint, type PlaneCurve, projectToCurve } from '../geometry/plane-curve.ts';
import { add, addScaled, cross, distance2, dot, scale, type Vec2, type Vec3 } from '../geometry/vector.ts';
import { arcGeometry, edgesOf } from '../program/region.ts';
import type { Edge, Extrude, Loop, Revolve, Sweep } from '../program/types.ts';
import { isRound, roundWithin } from './round.ts';

/**
 * The same features with every coordinate, height and radius moved to a round number, each by no more than
 * `tolerance`. Sketches are drawn from the part's own origin: along each direction that the world's axes do not give,
 * the offset from which the most coordinates are round.
 */
export function snapFeatures(features: readonly Sweep[], tolerance: number): Sweep[] {
  const origins = new Origins(features, tolerance);
  return features.map((feature) =>
    feature.kind === 'extrude' ? snapExtrude(feature, origins, tolerance) : snapRevolve(feature, tolerance),
  );
}

function snapExtrude(feature: Extrude, origins: Origins, tolerance: number): Extrude {
  const { frame } = feature.sketch;
  const y = yAxisOf(frame);
  const [ox, oy, on] = [frame.xAxis, y, frame.normal].map((axis) => origins.along(axis));
  const plane = dot(frame.origin, frame.normal) - on;
  const from = roundWithin(plane + feature.from, tolerance);
  const to = roundWithin(plane + feature.to, tolerance);
  const shift: Vec2 = [dot(frame.origin, frame.xAxis) - ox, dot(frame.origin, y) - oy];
  const origin = add(addScaled(scale(frame.xAxis, ox), y, oy), scale(frame.normal, on + from));
  const profiles = feature.sketch.profiles.map(({ outer, holes }) => ({
    outer: snapLoop(outer, shift, tolerance),
    holes: holes.map((hole) => snapLoop(hole, shift, tolerance)),
  }));
  const exact = origin.map((x) => roundWithin(x, 1e-12)) as unknown as Vec3;
  return {
    ...feature,
    sketch: { frame: { ...frame, origin: exact }, profiles },
    from: 0,
    to: roundWithin(to - from, 1e-12),
  };
}

/** A revolve keeps its axis; its sketch is drawn from the world's origin along the axis where that makes round numbers. */
function snapRevolve(feature: Revolve, tolerance: number): Revolve {
  const { frame } = feature.sketch;
  const origin = frame.origin.map((x) => roundWithin(x, tolerance)) as unknown as Vec3;
  const profiles = feature.sketch.profiles.map(({ outer, holes }) => ({
    outer: snapLoop(outer, [0, 0], tolerance),
    holes: holes.map((hole) => snapLoop(hole, [0, 0], tolerance)),
  }));
  return { ...feature, sketch: { frame: { ...frame, origin }, profiles } };
}

function snapLoop(loop: Loop, [du, dv]: Vec2, tolerance: number): Loop {
  const snap = ([u, v]: Vec2): Vec2 => [roundWithin(u + du, tolerance), roundWithin(v + dv, tolerance)];
  if (loop.kind === 'circle') {
    return { kind: 'circle', center: snap(loop.center), radius: roundWithin(2 * loop.radius, tolerance) / 2 };
  }
  const found = [...edgesOf(loop)];
  const corners = found.map(({ from }) => snap(from));
  const arcs = found.map(({ from, edge }) => {
    const arc = edge.kind === 'arc' ? arcGeometry(from, edge) : undefined;
    return arc && { ...arc, center: snap(arc.center), radius: roundWithin(arc.radius, tolerance) };
  });
  const next = (i: number) => (i + 1) % found.length;
  const curves = arcs.map((arc, i): PlaneCurve | undefined => {
    if (arc) return { kind: 'circle', center: arc.center, radius: arc.radius };
    const [from, to] = [corners[i], corners[next(i)]];
    return distance2(from, to) > 0 ? lineThrough(from, to) : undefined;
  });
  const turn = arcs.map((arc) => (arc ? Math.abs(arc.sweep) : Infinity));
  const vertices = corners.map((corner, i) => {
    const before = (i + found.length - 1) % found.length;
    const [first, second] = turn[before] < turn[i] ? [before, i] : [i, before];
    return arcs[first] ? onBoth(curves[first], curves[second], corner, tolerance) : corner;
  });
  const edges = arcs.map((arc, i): Edge => {
    const to = vertices[next(i)];
    if (!arc) return { kind: 'line', to };
    return { kind: 'arc', through: arcMiddle(arc.center, arc.radius, vertices[i], to, arc.sweep > 0), to };
  });
  return { kind: 'path', start: vertices[0], edges };
}

/** How far curves may miss each other by rounding, in tolerances: each of two coordinates and a radius moves by one. */
const MISS = 3;

/**
 * The corner moved to where its two curves meet, on the first of them where they only touch. An arc is drawn through
 * three points: where one of its ends lies off its circle by rounding, a shallow arc gets another radius.
 */
function onBoth(a: PlaneCurve | undefined, b: PlaneCurve | undefined, corner: Vec2, tolerance: number): Vec2 {
  if (!a || !b) return corner;
  const meet = meetingPoint(a, b, corner, MISS * tolerance);
  const near = meet && distance2(meet, corner) <= MISS * tolerance ? meet : corner;
  return projectToCurve(a, near);
}

function arcMiddle(center: Vec2, radius: number, from: Vec2, to: Vec2, counterClockwise: boolean): Vec2 {
  const start = Math.atan2(from[1] - center[1], from[0] - center[0]);
  const end = Math.atan2(to[1] - center[1], to[0] - center[0]);
  const turn = 2 * Math.PI;
  const sweep = counterClockwise ? (end - start + 2 * turn) % turn : -((start - end + 2 * turn) % turn);
  const middle = start + sweep / 2;
  return [center[0] + radius * Math.cos(middle), center[1] + radius * Math.sin(middle)];
}

/** For each direction the coordinate that sketches count from. */
class Origins {
  private readonly known: { direction: Vec3; offset: number }[] = [];

  constructor(features: readonly Sweep[], tolerance: number) {
    const coordinates: { direction: Vec3; values: number[] }[] = [];
    const record = (direction: Vec3, value: number) => {
      const entry = coordinates.find((other) => parallel(other.direction, direction));
      if (entry) entry.values.push(dot(entry.direction, direction) > 0 ? value : -value);
      else coordinates.push({ direction, values: [value] });
    };
    for (const feature of features) {
      if (feature.kind === 'extrude') recordExtrude(feature, record);
    }
    for (const { direction, values } of coordinates) {
      this.known.push({ direction, offset: isAligned(direction) ? 0 : roundestOrigin(values, tolerance) });
    }
  }

  along(direction: Vec3): number {
    const entry = this.known.find((other) => parallel(other.direction, direction));
    if (!entry) return 0;
    return dot(entry.direction, direction) > 0 ? entry.offset : -entry.offset;
  }
}

const parallel = (a: Vec3, b: Vec3): boolean => cross(a, b).every((x) => Math.abs(x) < 1e-9);
const isAligned = (direction: Vec3): boolean => direction.filter((x) => Math.abs(x) > 1e-12).length === 1;

function recordExtrude(
  { sketch, from, to }: Extrude,
  record: (direction: Vec3, value: number) => void,
): void {
  const { frame } = sketch;
  const y = yAxisOf(frame);
  const plane = dot(frame.origin, frame.normal);
  record(frame.normal, plane + from);
  record(frame.normal, plane + to);
  const point = (frame2: Frame, [u, v]: Vec2) => {
    record(frame2.xAxis, dot(frame2.origin, frame2.xAxis) + u);
    record(y, dot(frame2.origin, y) + v);
  };
  for (const { outer, holes } of sketch.profiles) {
    for (const loop of [outer, ...holes]) {
      if (loop.kind === 'circle') point(frame, loop.center);
      else for (const { from: start } of edgesOf(loop)) point(frame, start);
    }
  }
}

/** The value from which the most others are round; the lowest of equals. */
function roundestOrigin(values: readonly number[], tolerance: number): number {
  const candidates = [...values]
    .sort((a, b) => a - b)
    .filter((x, i, all) => i === 0 || x - all[i - 1] > tolerance)
    .slice(0, 64);
  let best = { offset: candidates[0] ?? 0, count: 0 };
  for (const offset of candidates) {
    const count = values.reduce((sum, x) => sum + (isRound(x - offset, tolerance) ? 1 : 0), 0);
    if (count > best.count) best = { offset, count };
  }
  return best.offset;
}
