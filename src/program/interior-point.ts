import { distance2, type Vec2 } from '../geometry/vector.ts';
import { compileRegion, regionContains } from './region.ts';
import type { Loop } from './types.ts';

/** A point strictly inside the loop, a little way in from the middle of its longest edge. */
export function interiorPoint(loop: Loop): Vec2 {
  if (loop.kind === 'circle') return loop.center;
  const region = compileRegion([loop]);
  const size = Math.max(region.maxU - region.minU, region.maxV - region.minV);
  let from = loop.start;
  let best: { p: Vec2; n: Vec2; length: number } | undefined;
  for (const edge of loop.edges) {
    const length = distance2(from, edge.to);
    if (!best || length > best.length) {
      const n: Vec2 = [-(edge.to[1] - from[1]) / (length || 1), (edge.to[0] - from[0]) / (length || 1)];
      best = {
        p: edge.kind === 'arc' ? edge.through : [(from[0] + edge.to[0]) / 2, (from[1] + edge.to[1]) / 2],
        n,
        length,
      };
    }
    from = edge.to;
  }
  if (!best) return loop.start;
  for (let step = 1e-3 * size; step > 1e-9 * size; step /= 4) {
    for (const sign of [1, -1]) {
      const q: Vec2 = [best.p[0] + sign * step * best.n[0], best.p[1] + sign * step * best.n[1]];
      if (regionContains(region, q[0], q[1])) return q;
    }
  }
  return best.p;
}
