import { cross2, type Vec2 } from '../geometry/vector.ts';
import { loopExtent } from './loop-extent.ts';
import type { Revolve } from './types.ts';

/** On which side of the axis a valid revolve's profiles lie: 1 when left of its direction, -1 when right. */
export function sideOfAxis({ axis, sketch }: Revolve): 1 | -1 {
  const left: Vec2 = [-axis.direction[1], axis.direction[0]];
  const atAxis = cross2(axis.direction, axis.point);
  const [low, high] = loopExtent(sketch.profiles[0].outer, left);
  return low + high >= 2 * atAxis ? 1 : -1;
}
