import type { Bounds } from '../geometry/mesh.ts';
import { type Affine, addMultiple, constant, minus, plus } from './affine.ts';
import {
  type Axis,
  keepsItsPlace,
  type Level,
  levelAt,
  levelsNear,
  nearestLevel,
  staysApart,
} from './levels.ts';
import type { Names } from './names.ts';

/** Where something starts and ends along a world axis. */
export type Span = { readonly low: Affine; readonly high: Affine };

/** What a span may depend on. */
export type SpanContext = {
  readonly axis: Axis;
  /** Of what spans. */
  readonly box: Bounds;
  readonly levels: readonly Level[];
  readonly names: Names;
};

/** The number `value` that follows the parameters of `part` and is otherwise constant. */
export const drivenBy = (value: number, part: Affine): Affine => ({ value, terms: part.terms });

/** A way to place a span, by its size where it needs one; thought of anew each time, so that only what is chosen is named. */
export type SpanCandidate = (size: () => Affine) => Span;

/**
 * Ways to say where something from `low` to `high` is, the plainest first: between levels that it ends on, from such a
 * level by its size, in a place of its own as `free` has it, and, where these would pass a neighbour when they change,
 * at a distance `offsetName` from it.
 */
export function spanCandidates(
  { low, high }: { readonly low: number; readonly high: number },
  free: readonly SpanCandidate[],
  offsetName: string,
  { axis, box, levels, names }: SpanContext,
): readonly SpanCandidate[] {
  const near = levelsNear(levels, box);
  const follow = (position: number): Affine | undefined => {
    const level = levelAt(levels, axis, position, box, names);
    return level && drivenBy(position, level);
  };
  const beside = (position: number): Affine => {
    const level = nearestLevel(near, axis, position, names);
    if (!level) return constant(position);
    const distance = position - level.value;
    const offset = names.propose(offsetName, Math.abs(distance));
    return drivenBy(position, addMultiple(level, offset, Math.sign(distance)));
  };
  const up = (start: Affine, size: Affine): Span => ({ low: start, high: drivenBy(high, plus(start, size)) });
  const down = (end: Affine, size: Affine): Span => ({ low: drivenBy(low, minus(end, size)), high: end });
  const [start, end] = [follow(low), follow(high)];
  if (start && end) return [() => ({ low: start, high: end })];
  if (start) return [(size) => up(start, size()), () => ({ low: start, high: beside(high) })];
  if (end) return [(size) => down(end, size()), () => ({ low: beside(low), high: end })];
  return [
    ...free,
    (size) => up(constant(low), size()),
    (size) => down(constant(high), size()),
    (size) => up(beside(low), size()),
    (size) => down(beside(high), size()),
    () => ({ low: beside(low), high: beside(high) }),
  ];
}

/** Whether the span stays one, and its ends where they are among the levels, when a parameter moves. */
export function holdsPlace({ low, high }: Span, { axis, box, levels, names }: SpanContext): boolean {
  const near = levelsNear(levels, box);
  return staysApart(low, high, names) && [low, high].every((end) => keepsItsPlace(end, axis, near, names));
}

/** The first candidate that holds its place, or else the first; its parameters are named. */
export function chooseSpan(
  candidates: readonly SpanCandidate[],
  size: () => Affine,
  context: SpanContext,
): Span {
  const { names } = context;
  const settled = (span: Span): Span => {
    names.settle([span.low, span.high]);
    return span;
  };
  for (const candidate of candidates) {
    const span = candidate(size);
    if (holdsPlace(span, context)) return settled(span);
    names.settle([]);
  }
  return settled(candidates[0](size));
}
