import type { Vec2 } from '../geometry/vector.ts';
import { loopExtent } from './loop-extent.ts';
import { type ProgramProblem, problem } from './problem.ts';
import type { Revolve } from './types.ts';

/** Profiles may touch the axis; this share of their size counts as touching. */
const TOLERANCE = 1e-9;

/** Whether the axis has a direction and all profiles lie on one side of it. */
export function checkAxis({ axis, sketch }: Revolve, at: string): ProgramProblem[] {
  const size = Math.hypot(...axis.direction);
  if (!(size > 0)) return [problem(`${at}/axis/direction`, 'the axis needs a direction', axis.direction)];
  // Distance from the axis, positive on its left.
  const left: Vec2 = [-axis.direction[1] / size, axis.direction[0] / size];
  const atAxis = left[0] * axis.point[0] + left[1] * axis.point[1];
  let low = Infinity;
  let high = -Infinity;
  for (const [index, { outer }] of sketch.profiles.entries()) {
    const [from, to] = loopExtent(outer, left);
    low = Math.min(low, from - atAxis);
    high = Math.max(high, to - atAxis);
    const tolerance = TOLERANCE * Math.max(-low, high, Math.hypot(...axis.point));
    if (low < -tolerance && high > tolerance) {
      return [
        problem(
          `${at}/sketch/profiles/${index}`,
          'the profiles lie on both sides of the axis: turning them would make the solid cross itself',
          [low, high],
        ),
      ];
    }
  }
  return [];
}
