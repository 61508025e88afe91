import { CadtraceError } from '../errors.ts';
import type { Kernel, Solid } from '../kernel/types.ts';
import type { Part } from '../perceive/perceive.ts';
import type { Feature, LengthUnit } from '../program/types.ts';
import { agreementOf, counterexamples } from './agreement.ts';
import { type Explanation, explainerOf } from './explain.ts';
import { type Samples, samplesFrom } from './samples.ts';

/** Features that rebuild a part, the solid they make, and how well it agrees. */
export type Solution = {
  readonly features: readonly Feature[];
  readonly solid: Solid;
  readonly iou: number;
  readonly exact: boolean;
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

/** Axes tried in turn; most parts need one. */
const AXIS_STEPS = [1, 3, 6, 12];
/** The first axis is tried alone only when it explains about everything. */
const ALONE = 0.9999;
/** More counterexamples than this many rounds have never helped. */
const ROUNDS = 3;
/** A better agreement by less than this is not worth more axes. */
const WORTHWHILE = 1e-4;

/** Searches for the program of one part, verifying each answer on the kernel and learning from where it was wrong. */
export async function solvePart(part: Part, context: SolveContext): Promise<Solution> {
  const explainer = explainerOf(part.perceived);
  let best: Solution | undefined;
  for (const axisCount of AXIS_STEPS) {
    if (best && context.expired()) break;
    const before: number = best?.iou ?? 0;
    if (axisCount === 1 && explainer.firstExplains < ALONE) continue;
    if (best && axisCount > 1 && explainer.axisCount < axisCount / 2) break;
    const extra: Samples[] = [];
    for (let round = 0; round <= ROUNDS; round++) {
      const explanation = explainer.explain(axisCount, extra, context.expired);
      const solution = await verify(part, explanation, context);
      if (solution && isBetter(solution, best)) {
        best = solution;
        context.onBetter?.(best);
      }
      if (!solution || solution.exact || context.expired()) break;
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

const isBetter = (a: Solution, b: Solution | undefined): boolean =>
  !b || a.iou > b.iou + 1e-9 || (a.iou > b.iou - 1e-9 && a.features.length < b.features.length);

/** Builds an explanation and compares it with the part. A feature that cannot be built is left out; undefined if nothing is left. */
async function verify(
  part: Part,
  { features: all }: Explanation,
  context: SolveContext,
): Promise<Solution | undefined> {
  let features = all;
  const dropped: string[] = [];
  while (features.length > 0) {
    try {
      const solid = await context.kernel.build({ unit: context.unit, features });
      const { valid } = await context.kernel.check(solid);
      if (!valid) return undefined;
      return { features, solid, ...(await agreementOf(part, solid, context.kernel)), dropped };
    } catch (error) {
      const failed = error instanceof CadtraceError ? /^feature (\d+)/.exec(error.where ?? '') : undefined;
      if (!failed) throw error;
      dropped.push((error as Error).message);
      features = without(features, Number(failed[1]));
    }
  }
  return undefined;
}

/** The features without one of them; the first that is left starts the body. */
function without(features: readonly Feature[], index: number): Feature[] {
  const left = features.filter((_, i) => i !== index);
  const first = left.findIndex((feature) => feature.operation === 'new' || feature.operation === 'join');
  return left
    .slice(Math.max(first, 0))
    .map((feature, i) => (i === 0 ? { ...feature, operation: 'new' } : feature));
}
