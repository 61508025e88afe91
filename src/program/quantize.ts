import { CadtraceError } from '../errors.ts';
import { type Frame, toLocal } from '../geometry/frame.ts';
import type { Bounds } from '../geometry/mesh.ts';
import { circleThrough } from '../geometry/plane-curve.ts';
import { add, dot, scale, type Vec2 } from '../geometry/vector.ts';
import { normalizeProgram } from './normalize.ts';
import { loopArea, mapLoop } from './region.ts';
import { scaleProgram } from './transform.ts';
import type { Edge, Loop, Profile, Revolve, Sweep, SweptProgram } from './types.ts';

/** Grid steps on the longest side of the part: coordinates are the integers from -100 to 100. */
const STEPS = 200;

/**
 * The program normalised and rounded to the integers from -100 to 100, as CAD-Recode writes them: sketch coordinates,
 * distances along the normal, and sketch planes by their distance from the origin; directions and angles stay.
 * `bounds` is the box of what it builds, see `normalizeProgram`. Details below one step vanish, but a feature keeps
 * a depth of one step. Parameters are dropped. Throws `program-invalid` when nothing of a body's first feature is left.
 */
export function quantizeProgram(program: SweptProgram, bounds: Bounds): SweptProgram {
  const { program: unit } = normalizeProgram({ unit: program.unit, features: program.features }, bounds);
  const features = scaleProgram(unit, STEPS).features.flatMap((feature, index) => {
    const rounded = roundFeature(centered(feature));
    if (rounded.sketch.profiles.length > 0) return [rounded];
    if (feature.operation !== 'new') return [];
    throw new CadtraceError(
      'program-invalid',
      'this body is smaller than one step of the grid (1/200 of the part): it cannot be quantised',
      { where: `feature ${index}` },
    );
  });
  return { unit: program.unit, features };
}

/** The same feature with its sketch drawn about the foot of the world origin on its plane. */
function centered(feature: Sweep): Sweep {
  const { frame } = feature.sketch;
  const height = dot(frame.origin, frame.normal);
  const foot: Frame = { ...frame, origin: scale(frame.normal, height) };
  const [du, dv] = toLocal(foot, frame.origin);
  const shift = ([u, v]: Vec2): Vec2 => [u + du, v + dv];
  const profiles = feature.sketch.profiles.map(({ outer, holes }) => ({
    outer: mapLoop(outer, shift),
    holes: holes.map((hole) => mapLoop(hole, shift)),
  }));
  const sketch = { frame: foot, profiles };
  if (feature.kind === 'extrude') return { ...feature, sketch };
  return { ...feature, sketch, axis: { ...feature.axis, point: shift(feature.axis.point) } };
}

/** Rounds, adding 0 so that no -0 is left. */
const round = (value: number): number => Math.round(value) + 0;
const roundPoint = ([u, v]: Vec2): Vec2 => [round(u), round(v)];

function roundFeature(feature: Sweep): Sweep {
  const { frame } = feature.sketch;
  const height = dot(frame.origin, frame.normal);
  const sketch = {
    // Adding nothing turns -0 into 0.
    frame: { ...frame, origin: add(scale(frame.normal, round(height)), [0, 0, 0]) },
    profiles: feature.sketch.profiles.flatMap(roundProfile),
  };
  if (feature.kind === 'revolve') return { ...feature, sketch, axis: roundAxis(feature) };
  // Both ends are rounded as heights above the origin, so that features that meet there still meet.
  const from = round(height + feature.from) - round(height);
  const to = round(height + feature.to) - round(height);
  return { ...feature, sketch, from, to: Math.max(to, from + 1) };
}

const roundAxis = ({ axis }: Revolve): Revolve['axis'] => ({ ...axis, point: roundPoint(axis.point) });

/** The profile on the grid, or nothing where its outline collapses. */
function roundProfile({ outer, holes }: Profile): Profile[] {
  const rounded = roundLoop(outer);
  if (rounded === undefined) return [];
  return [{ outer: rounded, holes: holes.map(roundLoop).filter((hole) => hole !== undefined) }];
}

function roundLoop(loop: Loop): Loop | undefined {
  if (loop.kind === 'circle') {
    const radius = round(loop.radius);
    return radius > 0 ? { kind: 'circle', center: roundPoint(loop.center), radius } : undefined;
  }
  const start = roundPoint(loop.start);
  const edges: Edge[] = [];
  let from = start;
  for (const edge of loop.edges) {
    const to = roundPoint(edge.to);
    if (to[0] === from[0] && to[1] === from[1]) continue;
    const through = edge.kind === 'arc' ? roundPoint(edge.through) : undefined;
    const curved = through !== undefined && circleThrough(from, through, to) !== undefined;
    edges.push(curved ? { kind: 'arc', through, to } : { kind: 'line', to });
    from = to;
  }
  const rounded: Loop = { kind: 'path', start, edges };
  return edges.length >= 2 && Math.abs(loopArea(rounded)) > 0 ? rounded : undefined;
}
