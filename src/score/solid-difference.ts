import { buildBvh } from '../geometry/bvh.ts';
import type { Kernel, Solid } from '../kernel/types.ts';
import type { DifferencePoint } from './difference-points.ts';
import { innerBalls } from './inner-balls.ts';

const PROBES = 48;
const SEED = 1;

/**
 * Points that just one of two solids contains, deepest first, at most `limit` of each kind, from the exact Boolean
 * differences. Balls thinner than `thickness` are left out. A difference that the kernel cannot compute gives none.
 */
export async function solidDifferencePoints(
  kernel: Kernel,
  target: Solid,
  result: Solid,
  limit: number,
  thickness: number,
  diagonal: number,
): Promise<DifferencePoint[]> {
  const points: DifferencePoint[] = [];
  for (const inside of [true, false]) {
    const [a, b] = inside ? [target, result] : [result, target];
    const difference = await kernel.boolean('cut', a, b).catch(() => undefined);
    if (!difference || (await kernel.measure(difference)).bodies === 0) continue;
    const mesh = await kernel.tessellate(difference, { deviation: 2e-3 * diagonal, angle: 0.3 });
    const balls = innerBalls(buildBvh(mesh), PROBES, diagonal / 2, SEED);
    for (const { center, radius } of balls.slice(0, limit)) {
      if (2 * radius >= thickness) points.push({ point: center, inside });
    }
  }
  return points;
}
