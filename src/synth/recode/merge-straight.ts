import { cross2, type Vec2 } from '../../geometry/vector.ts';
import type { Edge, Loop, SweptProgram } from '../../program/types.ts';

/** The program with consecutive lines that go straight on made one: whole numbers, so that the test is exact. */
export const mergeStraight = (program: SweptProgram): SweptProgram => ({
  ...program,
  features: program.features.map((feature) => ({
    ...feature,
    sketch: {
      ...feature.sketch,
      profiles: feature.sketch.profiles.map(({ outer, holes }) => ({
        outer: mergeLoop(outer),
        holes: holes.map(mergeLoop),
      })),
    },
  })),
});

function mergeLoop(loop: Loop): Loop {
  if (loop.kind === 'circle') return loop;
  const { edges } = loop;
  // Each edge that its successor goes on straight from is left out: the successor then starts where it started.
  const kept = edges.filter((edge, i) => {
    const from = edges[(i + edges.length - 1) % edges.length].to;
    return !goesOn(from, edge, edges[(i + 1) % edges.length]);
  });
  return { kind: 'path', start: kept[kept.length - 1].to, edges: kept };
}

function goesOn(from: Vec2, edge: Edge, next: Edge): boolean {
  if (edge.kind !== 'line' || next.kind !== 'line') return false;
  const d: Vec2 = [edge.to[0] - from[0], edge.to[1] - from[1]];
  const e: Vec2 = [next.to[0] - edge.to[0], next.to[1] - edge.to[1]];
  return cross2(d, e) === 0 && d[0] * e[0] + d[1] * e[1] > 0;
}
