import type { Vec2 } from '../geometry/vector.ts';
import { piecesOf } from './plane-piece.ts';
import type { Loop } from './types.ts';

/** Least and greatest value of u * direction[0] + v * direction[1] over the loop's points, exact for arcs. */
export function loopExtent(loop: Loop, direction: Vec2): [number, number] {
  const value = ([u, v]: Vec2) => u * direction[0] + v * direction[1];
  let low = Infinity;
  let high = -Infinity;
  const include = (p: Vec2) => {
    low = Math.min(low, value(p));
    high = Math.max(high, value(p));
  };
  const along = Math.atan2(direction[1], direction[0]);
  for (const { from, arc } of piecesOf(loop)) {
    include(from);
    if (arc === undefined) continue;
    const { center, radius, startAngle, sweep } = arc;
    // A circle reaches farthest along the direction and against it.
    for (const angle of [along, along + Math.PI]) {
      const turn = (angle - startAngle) * Math.sign(sweep);
      if (turn - 2 * Math.PI * Math.floor(turn / (2 * Math.PI)) > Math.abs(sweep)) continue;
      include([center[0] + radius * Math.cos(angle), center[1] + radius * Math.sin(angle)]);
    }
  }
  return [low, high];
}
