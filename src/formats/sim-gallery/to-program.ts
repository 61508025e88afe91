import { CadtraceError } from '../../errors.ts';
import { distance2, type Vec2 } from '../../geometry/vector.ts';
import { greatestMagnitude } from '../../program/numbers.ts';
import type { Edge, Extrude, Loop, Operation, SweptProgram } from '../../program/types.ts';
import { loopRegions } from './loop-regions.ts';
import { PLANES, type PlaneName, type SimGalleryOperation } from './operations.ts';

/** Curves whose ends come within this share of the sketch's size of each other are meant to meet there. */
const GAP = 1e-6;

type Extrusion = Extract<SimGalleryOperation, { kind: 'extrude' }>;
type Curve = Extract<SimGalleryOperation, { kind: 'line' | 'arc' }>;

/**
 * The program that the operations make, in centimetres; validate it before building. Extrusions of one sketch that
 * `programToOperations` writes for one feature are one feature again. Throws `program-syntax` naming the operation
 * (counted from 1) that comes too early, leaves a path open, or names a profile that is not there.
 */
export function operationsToProgram(operations: readonly SimGalleryOperation[]): SweptProgram {
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
  let index = from;
  while (index < operations.length && operations[index].kind !== 'sketch') index++;
  return index;
}

/** The features of one sketch; `offset` counts the operations before those given. */
function sketchFeatures(
  plane: PlaneName,
  operations: readonly SimGalleryOperation[],
  offset: number,
): Extrude[] {
  const firstExtrude = operations.findIndex(({ kind }) => kind === 'extrude');
  const drawn = firstExtrude < 0 ? operations : operations.slice(0, firstExtrude);
  const profiles = loopRegions(closedLoops(drawn, offset));
  const extrusions = operations.slice(drawn.length).map((operation, i) => {
    const place = offset + drawn.length + i;
    if (operation.kind !== 'extrude')
      throw misplaced('draw all curves of a sketch before extruding it', place);
    if (profiles[operation.profile]) return operation;
    throw misplaced(`the sketch has ${profiles.length} profiles, counted from 0`, place, operation.profile);
  });
  const frame = { origin: [0, 0, 0], ...PLANES[plane] } as const;
  return runsOf(extrusions).map(({ operation, indices, from, to }) => ({
    kind: 'extrude',
    operation,
    sketch: { frame, profiles: indices.map((index) => profiles[index]) },
    from,
    to,
  }));
}

/** Extrusions that are one feature: profiles of one sketch, from one height to another. */
type Run = {
  readonly operation: Operation;
  readonly indices: readonly number[];
  readonly from: number;
  readonly to: number;
};

/** Puts together extrusions that go on as those before them: first other profiles as far, then all to the other side. */
function runsOf(extrusions: readonly Extrusion[]): Run[] {
  const oneSided = merged(
    extrusions.map(({ profile, depth, operation }) => {
      return { operation, indices: [profile], from: Math.min(0, depth), to: Math.max(0, depth) };
    }),
    (a, b) => {
      const nextProfile =
        a.from === b.from && a.to === b.to && b.indices[0] > a.indices[a.indices.length - 1];
      return nextProfile && { ...a, indices: [...a.indices, ...b.indices] };
    },
  );
  return merged(
    oneSided,
    (a, b) => a.from === b.to && a.indices.join() === b.indices.join() && { ...a, from: b.from },
  );
}

/** Each run put together with those after it that have the same effect, as far as `join` can. */
function merged(runs: readonly Run[], join: (a: Run, b: Run) => Run | false): Run[] {
  const result: Run[] = [];
  for (const run of runs) {
    const last = result.at(-1);
    const adds = run.operation === 'join' && (last?.operation === 'join' || last?.operation === 'new');
    const goesOn = adds || (run.operation === 'cut' && last?.operation === 'cut');
    const joined = last && goesOn && join(last, run);
    if (joined) result[result.length - 1] = joined;
    else result.push(run);
  }
  return result;
}

/** The loops that the curves close, in the order in which they were drawn. */
function closedLoops(curves: readonly SimGalleryOperation[], offset: number): Loop[] {
  const points = curves.map((curve) => ('from' in curve ? [curve.from, curve.to] : []));
  const gap = GAP * greatestMagnitude(points);
  const loops: Loop[] = [];
  let path: { start: Vec2; edges: Edge[] } | undefined;
  for (const [i, curve] of curves.entries()) {
    if (curve.kind === 'circle') {
      if (path) throw misplaced('close the path before drawing a circle', offset + i);
      loops.push({ kind: 'circle', center: curve.center, radius: curve.radius });
    } else if (curve.kind === 'line' || curve.kind === 'arc') {
      if (path) joinLast(path.edges, curve.from, gap, offset + i);
      path ??= { start: curve.from, edges: [] };
      path.edges.push(edgeOf(curve));
      if (distance2(path.start, curve.to) > gap) continue;
      joinLast(path.edges, path.start, gap, offset + i);
      loops.push({ kind: 'path', start: path.start, edges: path.edges });
      path = undefined;
    }
  }
  if (path === undefined) return loops;
  throw misplaced(
    `the path from (${path.start.join(', ')}) must end there before this operation`,
    offset + curves.length,
    path.edges[path.edges.length - 1].to,
  );
}

/** Lets the last edge end exactly where the next curve begins. */
function joinLast(edges: Edge[], begin: Vec2, gap: number, index: number): void {
  const last = edges[edges.length - 1];
  if (distance2(last.to, begin) > gap) {
    throw misplaced(`the path goes on from (${last.to.join(', ')})`, index, begin);
  }
  edges[edges.length - 1] = { ...last, to: begin };
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

const misplaced = (message: string, index: number, value?: unknown): CadtraceError =>
  new CadtraceError('program-syntax', message, { where: `operation ${index + 1}`, value });
