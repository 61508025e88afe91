import type { ParameterErrors } from './parameter-errors.ts';
import { PRIMITIVE_KINDS, type PrimitiveKind } from './primitive.ts';
import type { PrimitiveScore } from './score-primitives.ts';

/** Precision and recall (0 to 1; undefined of none found, or none to find) and median errors of the matched ones. */
export type DetectionSummary = {
  readonly reference: number;
  readonly found: number;
  readonly precision?: number;
  readonly recall?: number;
  /** Radians, and shares of each cloud's diagonal. */
  readonly medianErrors?: ParameterErrors;
};

export type PrimitiveSummary = {
  readonly clouds: number;
  readonly kinds: Readonly<Record<PrimitiveKind, DetectionSummary>>;
  readonly all: DetectionSummary;
  /** Mean over the clouds of the share of points that are labelled rightly. */
  readonly labelled: number;
};

/** Sums up the scores of several clouds, of which there is at least one: every primitive counts the same. */
export function summarizePrimitives(scores: readonly PrimitiveScore[]): PrimitiveSummary {
  const kinds = PRIMITIVE_KINDS.map((kind) => [kind, detection(scores, [kind])] as const);
  return {
    clouds: scores.length,
    kinds: Object.fromEntries(kinds) as Record<PrimitiveKind, DetectionSummary>,
    all: detection(scores, PRIMITIVE_KINDS),
    labelled: scores.reduce((sum, { labelled }) => sum + labelled, 0) / scores.length,
  };
}

function detection(scores: readonly PrimitiveScore[], kinds: readonly PrimitiveKind[]): DetectionSummary {
  const each = scores.flatMap((score) => kinds.map((kind) => score.kinds[kind]));
  const sum = (count: (score: (typeof each)[number]) => number): number =>
    each.reduce((all, score) => all + count(score), 0);
  const [reference, found, matched] = [
    sum((score) => score.reference),
    sum((score) => score.found),
    sum((score) => score.matched),
  ];
  const errors = each.flatMap((score) => score.errors);
  const median = (of: (error: ParameterErrors) => number): number =>
    errors.map(of).sort((a, b) => a - b)[errors.length >> 1];
  return {
    reference,
    found,
    ...(found > 0 && { precision: matched / found }),
    ...(reference > 0 && { recall: matched / reference }),
    ...(errors.length > 0 && {
      medianErrors: {
        angle: median(({ angle }) => angle),
        place: median(({ place }) => place),
        size: median(({ size }) => size),
      },
    }),
  };
}
