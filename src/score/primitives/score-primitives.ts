import { middleOf } from './join-equal.ts';
import { type ParameterErrors, parameterErrors } from './parameter-errors.ts';
import { PRIMITIVE_KINDS, type Primitive, type PrimitiveKind } from './primitive.ts';

/** What was found of a cloud's primitives of one kind. */
export type KindScore = {
  /** Primitives of the kind in the reference, found, and found of those in the reference. */
  readonly reference: number;
  readonly found: number;
  readonly matched: number;
  /** Of the matched ones; lengths as shares of the diagonal. */
  readonly errors: readonly ParameterErrors[];
};

export type PrimitiveScore = {
  readonly kinds: Readonly<Record<PrimitiveKind, KindScore>>;
  /** Share of the points on the reference's primitives that are on the found one which is matched with theirs. */
  readonly labelled: number;
};

/** A found primitive is a reference's if it shares so much more of the points that either has. */
const OVERLAP = 0.5;

/**
 * Scores the primitives found in a cloud against a reference: a pair matches whose points overlap by more than half
 * (common over all of both, as in panoptic segmentation, Kirillov et al. 2019) and which is of one kind. Pairs are
 * taken by their overlap, each primitive once. A point may lie on several primitives of the reference, at their edges.
 * `positions` are the points' x, y, z, `diagonal` is that of their box.
 */
export function scorePrimitives(
  found: readonly Primitive[],
  reference: readonly Primitive[],
  { positions, diagonal }: { positions: Float64Array; diagonal: number },
): PrimitiveScore {
  const pairs = matchByOverlap(found, reference).filter(
    ([f, r]) => found[f].surface.kind === reference[r].surface.kind,
  );
  const ofKind = (kind: PrimitiveKind): KindScore => {
    const matched = pairs.filter(([, r]) => reference[r].surface.kind === kind);
    const errors = matched.flatMap(([f, r]) => {
      const middle = middleOf(reference[r].points, positions);
      return parameterErrors(found[f].surface, reference[r].surface, middle) ?? [];
    });
    return {
      reference: reference.filter(({ surface }) => surface.kind === kind).length,
      found: found.filter(({ surface }) => surface.kind === kind).length,
      matched: matched.length,
      errors: errors.map(({ angle, place, size }) => ({
        angle,
        place: place / diagonal,
        size: size / diagonal,
      })),
    };
  };
  const kinds = PRIMITIVE_KINDS.map((kind) => [kind, ofKind(kind)] as const);
  return {
    kinds: Object.fromEntries(kinds) as Record<PrimitiveKind, KindScore>,
    labelled: shareLabelled(found, reference, pairs, positions.length / 3),
  };
}

/** Pairs of indices into both lists, the greatest overlap first, each primitive in one pair at most. */
function matchByOverlap(found: readonly Primitive[], reference: readonly Primitive[]): [number, number][] {
  const candidates: { pair: [number, number]; overlap: number }[] = [];
  for (const [f, { points }] of found.entries()) {
    const own = new Set(points);
    for (const [r, other] of reference.entries()) {
      const common = other.points.reduce((count, i) => (own.has(i) ? count + 1 : count), 0);
      const overlap = common / (points.length + other.points.length - common);
      if (overlap > OVERLAP) candidates.push({ pair: [f, r], overlap });
    }
  }
  candidates.sort((a, b) => b.overlap - a.overlap);
  const [takenFound, takenReference] = [new Set<number>(), new Set<number>()];
  return candidates.flatMap(({ pair }) => {
    const [f, r] = pair;
    if (takenFound.has(f) || takenReference.has(r)) return [];
    takenFound.add(f);
    takenReference.add(r);
    return [pair];
  });
}

function shareLabelled(
  found: readonly Primitive[],
  reference: readonly Primitive[],
  pairs: readonly (readonly [number, number])[],
  count: number,
): number {
  const [known, right] = [new Uint8Array(count), new Uint8Array(count)];
  for (const { points } of reference) for (const i of points) known[i] = 1;
  for (const [f, r] of pairs) {
    const own = new Set(found[f].points);
    for (const i of reference[r].points) if (own.has(i)) right[i] = 1;
  }
  const sum = (flags: Uint8Array): number => flags.reduce((all, flag) => all + flag, 0);
  return sum(right) / Math.max(1, sum(known));
}
