import type { Sweep } from '../program/types.ts';

/** A built solid's agreement with the target, 0 to 1, and the features that make it. */
export type Prunable = { readonly iou: number; readonly features: readonly Sweep[] };

/**
 * Leaves out each feature, the last first, without which the solid agrees less by no more than `worth`: what was read off
 * surfaces that are not there adds nothing. The first feature stays, since all others build on it.
 */
export async function prune<Built extends Prunable>(
  start: Built,
  {
    worth,
    build,
    expired,
  }: {
    readonly worth: number;
    /** Undefined where features cannot be built. */
    readonly build: (features: readonly Sweep[]) => Promise<Built | undefined>;
    readonly expired: () => boolean;
  },
): Promise<Built> {
  let best = start;
  for (let k = start.features.length - 1; k > 0 && !expired(); k--) {
    const without = await build(best.features.filter((_, i) => i !== k));
    if (without && without.iou >= best.iou - worth) best = without;
  }
  return best;
}
