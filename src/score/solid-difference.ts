import { buildBvh } from '../geometry/bvh.ts';
import type { Kernel, Solid } from '../kernel/types.ts';
import type { DifferencePoint } from './difference-points.ts';
import { innerBalls } from './inner-balls.ts';

const PROBES = 48;
const SEED = 1;

/** What just one of two solids contains: the target alone (`inside`), or the result alone. */
export type SolidDifference = { readonly solid: Solid; readonly inside: boolean };

/** The exact Boolean differences of two solids, both ways; one that is empty or that the kernel cannot compute is left out. */
export async function solidDifferences(
  kernel: Kernel,
  target: Solid,
  result: Solid,
): Promise<SolidDifference[]> {
  const differences: SolidDifference[] = [];
  for (const inside of [true, false]) {
    const [a, b] = inside ? [target, result] : [result, target];
    const solid = await kernel.boolean('cut', a, b).catch(() => undefined);
    if (solid && (await kernel.measure(solid)).bodies > 0) differences.push({ solid, inside });
  }
  return differences;
}

/**
 * Points in the differences of two solids, deepest first, at most `limit` in each. Balls thinner than `thickness` are
 * left out.
 */
export async function solidDifferencePoints(
  kernel: Kernel,
  differences: readonly SolidDifference[],
  limit: number,
  thickness: number,
  diagonal: number,
): Promise<DifferencePoint[]> {
  const points: DifferencePoint[] = [];
  for (const { solid, inside } of differences) {
    const mesh = await kernel.tessellate(solid, { deviation: 2e-3 * diagonal, angle: 0.3 });
    const balls = innerBalls(buildBvh(mesh), PROBES, diagonal / 2, SEED);
    for (const { center, radius } of balls.slice(0, limit)) {
      if (2 * radius >= thickness) points.push({ point: center, inside });
    }
  }
  return points;
}
