import { CadtraceError } from '../errors.ts';
import type { Sweep } from '../program/types.ts';
import type { Candidate } from './candidate.ts';
import type { Explanation } from './explain.ts';

/** Misfit above which the candidates at hand cannot express the part. */
export const EXPRESSIBLE = 2e-3;
/** A solid that agrees worse than the samples said by more than this was not built as meant. */
const SURPRISE = 0.02;
/** Features, from the last, that are suspected of it. */
const SUSPECTS = 8;

/** Features and the candidates that each of them was made of. */
type Draft = {
  readonly features: readonly Sweep[];
  readonly sources: readonly (readonly Candidate[])[];
};

/** How features are built and judged. */
export type Judge<Built extends Judged> = {
  /** Undefined where the kernel calls the solid invalid; throws `kernel-failed` naming the feature it could not build. */
  readonly build: (features: readonly Sweep[]) => Promise<Built | undefined>;
  /** Agreement that the solid should have with the target if it is built as meant. */
  readonly expected: number;
  readonly secondsLeft: () => number;
};

/** A built solid's agreement with the target, 0 to 1. */
export type Judged = { readonly iou: number };

/**
 * Builds an explanation and compares it with the target. A feature that cannot be built, or not as meant, is left out
 * and its candidates are banned, so that the next round finds another way; features that the time does not suffice for
 * are left out, too. Undefined if nothing is left.
 */
export async function verify<Built extends Judged>(
  { features, sources }: Explanation,
  banned: Set<string>,
  judge: Judge<Built>,
): Promise<(Built & { readonly dropped: readonly string[] }) | undefined> {
  const { build, expected, secondsLeft } = judge;
  const ban = (candidates: readonly Candidate[]) => {
    for (const { key } of candidates) banned.add(key);
  };
  let draft: Draft = { features, sources };
  const dropped: string[] = [];
  while (draft.features.length > 0) {
    try {
      const built = await build(draft.features);
      if (built && built.iou >= expected - SURPRISE) return { ...built, dropped };
      const { culprit, before } = await findCulprit(draft, built?.iou ?? 0, judge);
      if (culprit === undefined) {
        if (!built || built.iou < expected - 5 * SURPRISE) ban(draft.sources.flat());
        return built && { ...built, dropped };
      }
      dropped.push(`feature ${culprit}: the kernel built another solid than the feature describes.`);
      ban(draft.sources[culprit]);
      if (secondsLeft() <= 0) return { ...before, dropped };
      draft = without(draft, culprit);
    } catch (error) {
      if (!(error instanceof CadtraceError) || error.code === 'cancelled') throw error;
      const place = /^feature (\d+)/.exec(error.where ?? '');
      if (error.code === 'kernel-timeout') {
        // What was built in time, the kernel still has; a call that had to be ended left nothing.
        const count = place ? Number(place[1]) : draft.features.length >> 1;
        if (count === 0) return undefined;
        dropped.push(`features from ${count} on: there was no time to build them.`);
        draft = { features: draft.features.slice(0, count), sources: draft.sources.slice(0, count) };
      } else if (place) {
        dropped.push(error.message);
        ban(draft.sources[Number(place[1])]);
        draft = without(draft, Number(place[1]));
      } else return undefined;
    }
  }
  return undefined;
}

/**
 * The feature that the kernel got wrong, so that the solid is invalid or agrees less: features only ever bring the
 * solid closer to the target, so it is the last one without which, and without those after it, the solid agrees better.
 */
async function findCulprit<Built extends Judged>(
  { features }: Draft,
  iou: number,
  { build, secondsLeft }: Judge<Built>,
): Promise<{ culprit: number; before: Built } | { culprit: undefined; before: undefined }> {
  const first = Math.max(1, features.length - SUSPECTS);
  for (let culprit = features.length - 1; culprit >= first && secondsLeft() > 0; culprit--) {
    const before = await build(features.slice(0, culprit));
    if (before && before.iou > iou + SURPRISE) return { culprit, before };
  }
  return { culprit: undefined, before: undefined };
}

/** The draft without one feature; the first that adds starts the body, and without any nothing is left. */
function without({ features, sources }: Draft, index: number): Draft {
  const left = features.filter((_, i) => i !== index);
  const first = left[0]?.operation;
  if (first !== 'new' && first !== 'join') return { features: [], sources: [] };
  return {
    features: left.map((feature, i) => (i === 0 ? { ...feature, operation: 'new' } : feature)),
    sources: sources.filter((_, i) => i !== index),
  };
}
