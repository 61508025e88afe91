import type { Vec2 } from '../geometry/vector.ts';
import { edgeLength, edgePoint, edgesOf } from '../program/region.ts';
import type { Loop, Profile } from '../program/types.ts';

/** A point beside an edge, the slab that the edge was first seen in, and the area that the point stands for. */
export type Witness = { point: Vec2; slab: number; area: number };

/** Points a little to both sides of every distinct edge of the slabs' profiles. */
export function edgeWitnesses(
  slabs: readonly (readonly Profile[])[],
  diagonal: number,
  tolerance: number,
): Witness[] {
  const witnesses: Witness[] = [];
  const seen = new Set<string>();
  const grid = Math.max(1e-6 * diagonal, 10 * tolerance);
  slabs.forEach((profiles, slab) => {
    for (const { outer, holes } of profiles) {
      for (const loop of [outer, ...holes]) {
        for (const { from, edge } of pathEdges(loop)) {
          const middle = edgePoint(from, edge, 0.5);
          const key = [middle[0], middle[1], from[0] + edge.to[0], from[1] + edge.to[1]]
            .map((x) => Math.round(x / grid))
            .join();
          if (seen.has(key)) continue;
          seen.add(key);
          const length = edgeLength(from, edge);
          const reach = Math.max(20 * tolerance, Math.min(0.02 * length, 1e-3 * diagonal));
          const fractions = length > 0.2 * diagonal ? [0.13, 0.5, 0.87] : [0.5];
          for (const t of fractions) {
            const p = edgePoint(from, edge, t);
            const q = edgePoint(from, edge, t + 1e-4);
            const step = Math.hypot(q[0] - p[0], q[1] - p[1]) || 1;
            const n: Vec2 = [-(q[1] - p[1]) / step, (q[0] - p[0]) / step];
            for (const sign of [1, -1]) {
              witnesses.push({
                point: [p[0] + sign * reach * n[0], p[1] + sign * reach * n[1]],
                slab,
                area: (0.05 * length * length) / fractions.length,
              });
            }
          }
        }
      }
    }
  });
  return witnesses;
}

/** The edges of a loop; a circle counts as four quarter arcs. */
function* pathEdges(loop: Loop): ReturnType<typeof edgesOf> {
  if (loop.kind === 'path') {
    yield* edgesOf(loop);
    return;
  }
  const at = (k: number): Vec2 => [
    loop.center[0] + loop.radius * Math.cos((k * Math.PI) / 4),
    loop.center[1] + loop.radius * Math.sin((k * Math.PI) / 4),
  ];
  for (let k = 0; k < 8; k += 2)
    yield { from: at(k), edge: { kind: 'arc', through: at(k + 1), to: at(k + 2) } };
}
