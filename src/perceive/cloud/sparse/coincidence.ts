import type { Circle } from '../../../geometry/fit-circle.ts';
import { distance2, type Vec2 } from '../../../geometry/vector.ts';
import type { Traces } from './projection.ts';

/** Walls that a circle counts as tangent to: a fillet lies between two. */
const MOST_TANGENT = 2;

/** Coincidences that chance brings about more often say nothing. */
const TELLING = 0.05;

/**
 * Logarithm of (at most) the probability that chance makes a circle that is known to within `error` fit the traces as
 * well as it does: concentric with one, tangent to some, of a radius that others have. `extent` is how far places are apart.
 */
export function logCoincidence(
  circle: Circle,
  { lines, circles }: Traces,
  radii: readonly number[],
  error: number,
  extent: number,
): number {
  let log = 0;
  const single = (known: number): number => Math.min(1, (2 * error * known) / extent);
  const equal = single(radii.length);
  if (equal < TELLING && radii.some((radius) => Math.abs(radius - circle.radius) <= error))
    log += Math.log(equal);
  const concentric = circles.length * Math.min(1, (2 * error) / extent) ** 2;
  if (concentric < TELLING && circles.some(({ center }) => distance2(center, circle.center) <= error))
    return log + Math.log(concentric);
  const tangent = single(2 * (lines.length + circles.length));
  if (tangent >= TELLING) return log;
  const touched = tangentTo(circle, { lines, circles }, error);
  return touched === 0 ? log : log + Math.min(MOST_TANGENT, touched) * Math.log(tangent);
}

/** How many traces a circle touches; lines that are one count once. */
function tangentTo({ center, radius }: Circle, { lines, circles }: Traces, error: number): number {
  const feet: Vec2[] = [];
  const add = (x: number, y: number): void => {
    if (!feet.some((foot) => distance2(foot, [x, y]) < 0.1 * radius)) feet.push([x, y]);
  };
  for (const { normal, offset } of lines) {
    const height = center[0] * normal[0] + center[1] * normal[1] - offset;
    if (Math.abs(Math.abs(height) - radius) <= error)
      add(center[0] - height * normal[0], center[1] - height * normal[1]);
  }
  for (const other of circles) {
    const apart = distance2(center, other.center);
    const outside = Math.abs(apart - radius - other.radius) <= error;
    const inside = Math.abs(apart - Math.abs(radius - other.radius)) <= error;
    if (!(apart > 2 * error) || !(outside || inside)) continue;
    const toward = outside || radius >= other.radius ? 1 : -1;
    const reach = (toward * radius) / apart;
    add(center[0] + reach * (other.center[0] - center[0]), center[1] + reach * (other.center[1] - center[1]));
  }
  return feet.length;
}
