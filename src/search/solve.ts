import { CadtraceError } from '../errors.ts';
import type { Kernel } from '../kernel/types.ts';
import type { Part } from '../perceive/perceive.ts';
import type { Feature, LengthUnit } from '../program/types.ts';
import { counterexamples } from '../refine/agreement.ts';
import { type Built, buildRounded } from '../refine/refine.ts';
import { type Explanation, explainerOf } from './explain.ts';
import { type Samples, samplesFrom } from './samples.ts';

/** Features that rebuild a part, the solid they make, and how well it agrees. */
export type Solution = Built & {
  /** Features that the kernel could not build and that were left out. */
  readonly dropped: readonly string[];
};

export type SolveContext = {
  readonly kernel: Kernel;
  readonly unit: LengthUnit;
  /** True when time is up or the caller cancelled: return the best so far. */
  readonly expired: () => boolean;
  readonly onBetter?: (solution: Solution) => void;
};

/** Numbers of axes tried in turn, after those that explain about everything alone. */
const AXIS_STEPS = [3, 6, 12];
/** More counterexamples than this many rounds have never helped. */
const ROUNDS = 3;
/** Misfit above which the candidates at hand cannot express the part. */
const EXPRESSIBLE = 2e-3;
/** The samples' misfit may be this many times the true one. */
const HOPELESS = 1.5;
/** A better agreement by less than this is not worth more axes. */
const WORTHWHILE = 1e-4;

/** Searches for the program of one part, verifying each answer on the kernel and learning from where it was wrong. */
export async function solvePart(part: Part, context: SolveContext): Promise<Solution> {
  const explainer = explainerOf(part.perceived);
  let best: Solution | undefined;
  let tried = 0;
  const banned = new Set<string>();
  for (const axisCount of [explainer.alone, ...AXIS_STEPS]) {
    const needed = axisCount <= 6 && tried < Math.max(3, explainer.useful);
    if (best && (context.expired() || !(needed || nearly(best)))) break;
    const before: number = best?.iou ?? 0;
    if (axisCount <= tried) continue;
    if (tried >= explainer.axisCount) break;
    tried = axisCount;
    const extra: Samples[] = [];
    let bestOfRounds = 0;
    for (let round = 0; round <= ROUNDS; round++) {
      const explanation = explainer.explain(axisCount, extra, banned, context.expired);
      // Not worth building: by the samples it is worse than what stands.
      if (best && explanation.misfit > HOPELESS * (1 - best.iou) + EXPRESSIBLE) break;
      const solution = await verify(part, explanation, banned, context);
      if (solution && isBetter(solution, best)) {
        best = solution;
        context.onBetter?.(best);
      }
      if (solution?.exact || context.expired()) break;
      if (!solution || solution.dropped.length > 0) continue;
      // Counterexamples mend an answer that the samples take for right; where they know better, more axes may help.
      if (explanation.misfit > EXPRESSIBLE) break;
      // A round that learned nothing is the last.
      if (round > 0 && solution.iou <= bestOfRounds + WORTHWHILE * 1e-2) break;
      bestOfRounds = solution.iou;
      const points = await counterexamples(part, solution.solid, context.kernel);
      if (points.length === 0) break;
      extra.push(samplesFrom(points, explainer.volume * 1e-3));
    }
    if (best?.exact) break;
    if (best && axisCount >= 3 && best.iou - before < WORTHWHILE) break;
  }
  if (best) return best;
  throw new CadtraceError('kernel-failed', 'No valid program was found that explains any of the part.');
}

/** Many more axes finish what is nearly there; they do not help where surfaces are no extrusions at all. */
const nearly = ({ iou }: Solution): boolean => iou > 0.99;

const isBetter = (a: Solution, b: Solution | undefined): boolean =>
  !b || a.iou > b.iou + 1e-9 || (a.iou > b.iou - 1e-9 && a.features.length < b.features.length);

/**
 * Builds an explanation and compares it with the part. A feature that cannot be built is left out, and its candidates
 * are banned, so that the next round finds another way; undefined if nothing is left.
 */
async function verify(
  part: Part,
  { features: all, sources: allSources, misfit }: Explanation,
  banned: Set<string>,
  { kernel, unit, expired }: SolveContext,
): Promise<Solution | undefined> {
  let features = all;
  let sources = allSources;
  const dropped: string[] = [];
  while (features.length > 0) {
    try {
      const built = await buildRounded(part, features, { kernel, unit, roughly: misfit > EXPRESSIBLE });
      if (built) return { ...built, dropped };
      for (const { key } of sources.flat()) banned.add(key);
      return undefined;
    } catch (error) {
      if (error instanceof CadtraceError && error.code === 'cancelled') throw error;
      const failed = error instanceof CadtraceError ? /^feature (\d+)/.exec(error.where ?? '') : undefined;
      if (!failed) return undefined;
      const index = Number(failed[1]);
      dropped.push((error as Error).message);
      for (const { key } of sources[index]) banned.add(key);
      // Without time for another way round, what was built so far is the answer.
      const late = expired() && dropped.length > 1;
      features = late ? features.slice(0, index) : without(features, index);
      sources = late ? sources.slice(0, index) : sources.filter((_, i) => i !== index);
    }
  }
  return undefined;
}

/** The features without one of them; the first that adds starts the body, and without any nothing is left. */
function without(features: readonly Feature[], index: number): Feature[] {
  const left = features.filter((_, i) => i !== index);
  const first = left[0]?.operation;
  if (first !== 'new' && first !== 'join') return [];
  return left.map((feature, i) => (i === 0 ? { ...feature, operation: 'new' } : feature));
}
