import type { PerceivedCloud } from '../perceive/cloud/types.ts';
import { type Refinement, refineProgram } from '../refine/cloud/refine-program.ts';
import type { SolveContext } from './solution.ts';
import { buildForCloud, type CloudSolution } from './solve-cloud.ts';

/** A solution whose numbers were fitted to all points at once. */
export type PolishedSolution = CloudSolution & { readonly refinement?: Refinement };

/** A fitted program may agree less by so much: what tessellating costs. */
const AS_GOOD = 1e-3;

/** Fits a solution's numbers to the points, where that makes a program that is valid and agrees no less. */
export async function polish(
  cloud: PerceivedCloud,
  solution: CloudSolution,
  context: SolveContext,
): Promise<PolishedSolution> {
  const expired = () => context.secondsLeft() <= 0;
  if (expired()) return solution;
  const refinement = refineProgram(solution.features, cloud, { expired });
  if (!refinement.moved) return { ...solution, refinement };
  const built = await buildForCloud(cloud, refinement.features, context).catch(() => undefined);
  if (!built || built.agreement.score < solution.agreement.score - AS_GOOD) return solution;
  return { ...solution, ...built, refinement };
}
