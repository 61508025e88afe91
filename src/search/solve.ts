import { CadtraceError } from '../errors.ts';
import { takeOffBlends } from '../perceive/blends/take-off.ts';
import type { Part } from '../perceive/perceive.ts';
import type { PerceivedSolid } from '../perceive/solid.ts';
import { differenceOf } from '../refine/agreement.ts';
import { buildRounded } from '../refine/refine.ts';
import { cutsOfMesh } from './cuts.ts';
import { explainerOf } from './explain.ts';
import { putBack } from './put-back.ts';
import { type Samples, samplesFrom } from './samples.ts';
import type { Solution, SolveContext } from './solution.ts';
import { EXPRESSIBLE, verify } from './verify.ts';

/** Numbers of axes tried in turn, after those that explain about everything alone. */
const AXIS_STEPS = [3, 6, 12];
/** More counterexamples than this many rounds have never helped. */
const ROUNDS = 3;
/**
 * What is left of a part is looked at for profiles when it is explained to this share, has no more faces than this, and
 * extrusions can make all but a little of its area.
 */
const TEACHING = 0.9;
const MAX_TAUGHT = 200;
const EXTRUDABLE = 0.999;
/** From here on a few more features may make it exact. */
const NEARLY = 0.999;
/** Share of area, per share of volume missing, for which more axes are tried. */
const WORTH_AXES = 0.1;
/** The samples' misfit may be this many times the true one. */
const HOPELESS = 1.5;
/** A better agreement by less than this is not worth more axes. */
const WORTHWHILE = 1e-4;

/** Share of the time left that may go into a part whose blends were taken off, before it is tried as it is. */
const WITHOUT_BLENDS = 0.4;
/** ... of which taking them off may take this share. */
const TAKING_OFF = 0.4;
/** Blends are put back where the part without them is explained to this share: else it is no easier than the part as it is. */
const WORTH_BLENDS = 0.99;

/**
 * Finds the program of one part. A solid's fillets and chamfers are taken off first and put back last; where that does
 * not make the part exactly, it is also explained as it is.
 */
export async function solvePart(part: Part, context: SolveContext): Promise<Solution> {
  const { solid } = part;
  const blended = solid && (await solveWithoutBlends({ ...part, solid }, context));
  if (blended?.exact || (blended && context.secondsLeft() <= 0)) return blended;
  try {
    const whole = await explainPart(part, context);
    return isBetter(whole, blended) ? whole : (blended ?? whole);
  } catch (error) {
    if (blended && error instanceof CadtraceError && error.code === 'kernel-failed') return blended;
    throw error;
  }
}

/** The program of a solid whose blends were taken off, with them put back; undefined where it has none, or nothing was found. */
async function solveWithoutBlends(
  part: PerceivedSolid,
  context: SolveContext,
): Promise<Solution | undefined> {
  const least = (1 - WITHOUT_BLENDS) * context.secondsLeft();
  const secondsLeft = () => context.secondsLeft() - least;
  const enough = (1 - TAKING_OFF) * secondsLeft();
  try {
    const sharp = await takeOffBlends(context.kernel, part, () => secondsLeft() <= enough);
    if (sharp.rounds.length === 0) return undefined;
    const found = await explainPart(sharp.part, { ...context, secondsLeft });
    return found.iou > WORTH_BLENDS ? await putBack(part, found, sharp.rounds, context) : undefined;
  } catch (error) {
    if (error instanceof CadtraceError && error.code !== 'cancelled') return undefined;
    throw error;
  }
}

/** Searches for the program of one part, verifying each answer on the kernel and learning from where it was wrong. */
async function explainPart(part: Part, context: SolveContext): Promise<Solution> {
  const cuts = cutsOfMesh(part.perceived);
  const explainer = explainerOf(cuts);
  const expired = () => context.secondsLeft() <= 0;
  const extrudable =
    part.perceived.faces.length <= MAX_TAUGHT && cuts.gains.reduce((sum, gain) => sum + gain, 0) > EXTRUDABLE;
  let best: Solution | undefined;
  let tried = 0;
  const banned = new Set<string>();
  for (const axisCount of [cuts.alone, ...AXIS_STEPS]) {
    if (axisCount <= tried) continue;
    const more = cuts.gains.slice(tried, axisCount);
    if (best && (expired() || (tried >= AXIS_STEPS[0] && !mayHelp(more, best)))) break;
    const before: number = best?.iou ?? 0;
    if (tried >= cuts.gains.length) break;
    tried = axisCount;
    const extra: Samples[] = [];
    let bestOfRounds = 0;
    for (let round = 0; round <= ROUNDS; round++) {
      const explanation = explainer.explain(axisCount, extra, banned, expired);
      const { misfit } = explanation;
      // Not worth building: by the samples it is worse than what stands.
      if (best && misfit > HOPELESS * (1 - best.iou) + EXPRESSIBLE) break;
      const solution = await verify(explanation, banned, {
        build: (features) => buildRounded(part, features, { ...context, misfit }),
        expected: 1 - misfit,
        secondsLeft: context.secondsLeft,
      });
      if (solution && isBetter(solution, best)) {
        best = solution;
        context.onBetter?.(best.iou, best.features.length);
      }
      if (solution?.exact || expired()) break;
      if (!solution || (solution.dropped.length > 0 && mayImprove(solution, misfit))) continue;
      const expressible = misfit <= EXPRESSIBLE;
      const teaches = extrudable && solution.iou > TEACHING;
      if (!expressible && !teaches) break;
      // A round that brought nothing is the last.
      if (round > 0 && solution.iou <= bestOfRounds + WORTHWHILE * 1e-2) break;
      bestOfRounds = solution.iou;
      const { points, leftovers } = await differenceOf(part, solution.solid, context.kernel, {
        wantsLeftovers: teaches,
      });
      // A feature that no section of the part shows whole, because others cross it, may lie bare in what is left.
      const learnt = leftovers.reduce(
        (sum, leftover) => sum + explainer.learn((axis) => cuts.regionsOf(leftover, axis)),
        0,
      );
      // Counterexamples mend an answer that the samples take for right; where they know better, more profiles may help.
      if (learnt === 0 && (points.length === 0 || !expressible)) break;
      extra.push(samplesFrom(points, cuts.volume * 1e-3));
    }
    if (best?.exact) break;
    if (best && axisCount >= 3 && best.iou - before < WORTHWHILE) break;
  }
  if (best) return best;
  throw new CadtraceError('kernel-failed', 'No valid program was found that explains any of the part.');
}

/**
 * Whether more axes may help: they explain area that is worth looking at beside the volume still missing. What is
 * nearly there may also be finished by features whose faces other axes explain as well.
 */
function mayHelp(gains: readonly number[], { iou }: Solution): boolean {
  const gained = gains.reduce((sum, gain) => sum + gain, 0);
  return iou > NEARLY || gained > WORTH_AXES * (1 - iou);
}

/** Whether what was dropped is worth another way round: it cost more than the samples' misfit would have. */
const mayImprove = ({ iou }: Solution, misfit: number): boolean =>
  misfit <= EXPRESSIBLE || 1 - iou > HOPELESS * misfit;

const isBetter = (a: Solution, b: Solution | undefined): boolean =>
  !b || a.iou > b.iou + 1e-9 || (a.iou > b.iou - 1e-9 && a.features.length < b.features.length);
