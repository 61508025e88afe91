import { surfaceAreaOf, volumeOf } from '../geometry/mesh.ts';
import type { PerceivedCloud } from '../perceive/cloud/types.ts';
import type { Sweep } from '../program/types.ts';
import { type Refinement, refineProgram } from '../refine/cloud/refine-program.ts';
import { type Snap, snapToIntent } from '../refine/cloud/snap-to-intent.ts';
import { type CloudSolution, tryForCloud } from './cloud-solution.ts';
import type { SolveContext } from './solution.ts';

/** A solution whose numbers were fitted to all points at once and moved to what a designer would have meant. */
export type PolishedSolution = CloudSolution & {
  /** How certain the numbers are; absent where there was no time to fit them. */
  readonly refinement?: Refinement;
  readonly snaps: readonly Snap[];
};

/** A polished program may agree less by so much: what tessellating costs ... */
const AS_GOOD = 1e-3;
/**
 * ... and this share of the shell, as thick as the noise, that is uncertain: the agreement gives each point to the nearest
 * place, which draws faces inwards at their edges by a part of the noise; the fit does not.
 */
const DRAWN = 0.15;

/**
 * Fits a solution's numbers to the points and snaps them to round, equal and aligned ones. Keeps the snapped numbers, the
 * fitted ones, or those found, whichever comes first that builds a valid solid and agrees no less. Sheets stay as they are.
 */
export async function polish(
  cloud: PerceivedCloud,
  solution: CloudSolution,
  context: SolveContext,
): Promise<PolishedSolution> {
  const expired = () => context.secondsLeft() <= 0;
  const loose = solution.features.length - (solution.sheets ?? 0);
  if (expired() || loose === 0) return { ...solution, snaps: [] };
  const sheets = solution.features.slice(loose);
  const refinement = refineProgram(solution.features.slice(0, loose), cloud, { expired });
  const snapped = snapToIntent(refinement, context.unit);
  const drafts: { features: readonly Sweep[]; snaps: readonly Snap[] }[] = [
    ...(snapped.snaps.length > 0 ? [snapped] : []),
    ...(refinement.moved ? [{ features: refinement.features, snaps: [] }] : []),
  ];
  const shell = (cloud.noise * surfaceAreaOf(solution.mesh)) / Math.abs(volumeOf(solution.mesh));
  const least = solution.agreement.score - AS_GOOD - DRAWN * Math.min(1, shell);
  for (const { features, snaps } of drafts) {
    if (expired()) break;
    const built = await tryForCloud(cloud, [...features, ...sheets], context);
    if (built && built.agreement.score >= least) return { ...solution, ...built, refinement, snaps };
  }
  return { ...solution, refinement, snaps: [] };
}
