import { CadtraceError } from '../errors.ts';
import { boundsOf, diagonalOf } from '../geometry/mesh.ts';
import type { Solid, TaggedMesh } from '../kernel/types.ts';
import type { PerceivedCloud } from '../perceive/cloud/types.ts';
import type { Sweep } from '../program/types.ts';
import { agreementWithCloud, type CloudAgreement } from '../refine/cloud/agreement.ts';
import type { SolveContext } from './solution.ts';

/** Features that rebuild a part of a cloud, and how well what they make agrees with the points. */
export type CloudSolution = {
  readonly features: readonly Sweep[];
  readonly solid: Solid;
  readonly mesh: TaggedMesh;
  readonly agreement: CloudAgreement;
  readonly dropped: readonly string[];
  /** What is to be said of it otherwise. */
  readonly warnings?: readonly string[];
  /** How many of the features, at their end, have the likeliest numbers already: points nearest to a face would only spoil them. */
  readonly sheets?: number;
};

/** Building gets so long even when time is up: something must be built. */
export const LEAST_SECONDS = 1;
/** Facets of the built solid, as a share of the cloud's size. */
const FACETS = { deviation: 2e-4, angle: 0.1 };

/** Builds features and compares the solid with the points; undefined where the kernel calls it invalid. */
export async function buildForCloud(
  cloud: PerceivedCloud,
  features: readonly Sweep[],
  { kernel, unit, secondsLeft }: SolveContext,
): Promise<(Omit<CloudSolution, 'dropped'> & { readonly iou: number }) | undefined> {
  const solid = await kernel.build({ unit, features }, { seconds: Math.max(LEAST_SECONDS, secondsLeft()) });
  if (!(await kernel.check(solid)).valid) return undefined;
  const size = diagonalOf(boundsOf(cloud.positions));
  const mesh = await kernel.tessellate(solid, { ...FACETS, deviation: FACETS.deviation * size });
  const agreement = agreementWithCloud(cloud, mesh);
  return { features, solid, mesh, agreement, iou: agreement.score };
}

/** As `buildForCloud`, but undefined, too, where the kernel cannot build the features or not in time. */
export async function tryForCloud(
  cloud: PerceivedCloud,
  features: readonly Sweep[],
  context: SolveContext,
): ReturnType<typeof buildForCloud> {
  try {
    return await buildForCloud(cloud, features, context);
  } catch (error) {
    if (error instanceof CadtraceError && error.code !== 'cancelled') return undefined;
    throw error;
  }
}
