import { CadtraceError } from '../../errors.ts';
import { distance2, type Vec2 } from '../../geometry/vector.ts';
import { greatestMagnitude } from '../../program/numbers.ts';
import { compileRegion, loopArea, regionContains } from '../../program/region.ts';
import type { Edge, Extrude, Loop, Profile, Program } from '../../program/types.ts';
import { PLANES, type PlaneName, type SimGalleryOperation } from './operations.ts';

/** Curves whose ends come within this share of the sketch's size of each other are meant to meet there. */
const GAP = 1e-6;

type Extrusion = Extract<SimGalleryOperation, { kind: 'extrude' }>;
type Curve = Extract<SimGalleryOperation, { kind: 'line' | 'arc' }>;

/**
 * The program that the operations make, in centimetres; validate it before building. Extrusions of one sketch that
 * follow each other with the same depth and the same effect are one feature, as `programToOperations` wrote them.
 * Throws `program-syntax` naming the operation (counted from 1) that comes too early, leaves a path open, or names a
 * profile that is not there.
 */
export function operationsToProgram(operations: readonly SimGalleryOperation[]): Program {
  const features: Extrude[] = [];
  let index = 0;
  while (index < operations.length) {
    const begin = operations[index];
    if (begin.kind !== 'sketch') throw misplaced(`begin with a sketch, not with this ${begin.kind}`, index);
    const end = nextSketch(operations, index + 1);
    features.push(...sketchFeatures(begin.plane, operations.slice(index + 1, end), index + 1));
    index = end;
  }
  return { unit: 'cm', features };
}

function nextSketch(operations: readonly SimGalleryOperation[], from: number): number {
  const next = operations.findIndex(({ kind }, index) => index >= from && kind === 'sketch');
  return next < 0 ? operations.length : next;
}

/** The features of one sketch; `offset` counts the operations before those given. */
function sketchFeatures(
  plane: PlaneName,
  operations: readonly SimGalleryOperation[],
  offset: number,
): Extrude[] {
  const firstExtrude = operations.findIndex(({ kind }) => kind === 'extrude');
  const drawn = firstExtrude < 0 ? operations : operations.slice(0, firstExtrude);
  const profiles = regionsOf(closedLoops(drawn as readonly Exclude<SimGalleryOperation, Extrusion>[], offset));
  const frame = { origin: [0, 0, 0], ...PLANES[plane] } as const;
  const features: Extrude[] = [];
  let last: Extrusion | undefined;
  for (const [i, operation] of operations.slice(drawn.length).entries()) {
    const place = offset + drawn.length + i;
    if (operation.kind !== 'extrude') throw misplaced('draw all curves of a sketch before extruding it', place);
    const profile = profiles[operation.profile];
    if (profile === undefined) {
      throw misplaced(`the sketch has ${profiles.length} profiles, counted from 0`, place, operation.profile);
    }
    const previous = last && continues(last, operation) ? features.pop() : undefined;
    features.push({
      kind: 'extrude',
      operation: previous?.operation ?? operation.operation,
      sketch: { frame, profiles: [...(previous?.sketch.profiles ?? []), profile] },
      from: Math.min(0, operation.depth),
      to: Math.max(0, operation.depth),
    });
    last = operation;
  }
  return features;
}

/** Whether an extrusion adds to the body, or takes from it, just as the one before it. */
const continues = (before: Extrusion, next: Extrusion): boolean =>
  before.depth === next.depth &&
  (next.operation === 'cut'
    ? before.operation === 'cut'
    : next.operation === 'join' && (before.operation === 'join' || before.operation === 'new'));

/** The loops that the curves close, in the order in which they were drawn. */
function closedLoops(curves: readonly SimGalleryOperation[], offset: number): Loop[] {
  const gap = GAP * greatestMagnitude(curves);
  const loops: Loop[] = [];
  let path: { start: Vec2; edges: Edge[]; end: Vec2 } | undefined;
  for (const [i, curve] of curves.entries()) {
    if (curve.kind === 'circle') {
      if (path) throw misplaced('close the path before drawing a circle', offset + i);
      loops.push({ kind: 'circle', center: curve.center, radius: curve.radius });
    } else if (curve.kind === 'line' || curve.kind === 'arc') {
      if (path && distance2(path.end, curve.from) > gap) {
        throw misplaced(`the path goes on from (${path.end.join(', ')})`, offset + i, curve.from);
      }
      path ??= { start: curve.from, edges: [], end: curve.from };
      const closes = distance2(path.start, curve.to) <= gap;
      path.edges.push(edgeOf({ ...curve, from: path.end, to: closes ? path.start : curve.to }));
      path.end = curve.to;
      if (!closes) continue;
      loops.push({ kind: 'path', start: path.start, edges: path.edges });
      path = undefined;
    }
  }
  if (path === undefined) return loops;
  throw misplaced(
    `the path from (${path.start.join(', ')}) must end there before this operation`,
    offset + curves.length,
    path.end,
  );
}

/** An arc goes through the middle of its sweep, which stands off the chord by tan(sweep / 4) of half of it. */
function edgeOf(curve: Curve): Edge {
  const { from, to } = curve;
  if (curve.kind === 'line') return { kind: 'line', to };
  const rise = Math.tan(curve.sweep / 4) / 2;
  const [dx, dy] = [to[0] - from[0], to[1] - from[1]];
  // Counter-clockwise arcs lie to the right of their chord.
  const through: Vec2 = [(from[0] + to[0]) / 2 + rise * dy, (from[1] + to[1]) / 2 - rise * dx];
  return { kind: 'arc', through, to };
}

/** What each loop encloses, less the loops directly inside it. */
function regionsOf(loops: readonly Loop[]): Profile[] {
  const areas = loops.map((loop) => Math.abs(loopArea(loop)));
  const regions = loops.map((loop) => compileRegion([loop]));
  const contains = (outer: number, inner: number): boolean =>
    areas[inner] < areas[outer] && regionContains(regions[outer], ...pointOn(loops[inner]));
  const parents = loops.map((_, inner) => {
    let parent = -1;
    for (let outer = 0; outer < loops.length; outer++) {
      if (contains(outer, inner) && (parent < 0 || areas[outer] < areas[parent])) parent = outer;
    }
    return parent;
  });
  return loops.map((outer, i) => ({ outer, holes: loops.filter((_, inner) => parents[inner] === i) }));
}

const pointOn = (loop: Loop): Vec2 =>
  loop.kind === 'circle' ? [loop.center[0] + loop.radius, loop.center[1]] : loop.start;

const misplaced = (message: string, index: number, value?: unknown): CadtraceError =>
  new CadtraceError('program-syntax', message, { where: `operation ${index + 1}`, value });
