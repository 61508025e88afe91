import { cross, perpendicular, type Vec3 } from '../../../geometry/vector.ts';
import { bestCircleThroughFirst } from './circle-through.ts';
import type { FreeCloud } from './free-cloud.ts';
import type { CurvedSurface } from './refit.ts';

/** A direction, and two that complete it. */
export type View = { readonly direction: Vec3; readonly u: Vec3; readonly v: Vec3 };

export function viewAlong(direction: Vec3): View {
  const u = perpendicular(direction);
  return { direction, u, v: cross(direction, u) };
}

/** A chance of so many circles in all that could be seen by mistake is taken, before they are looked at closely. */
const FALSE_ALARMS = 1e-3;

/** A surface through some points of a patch. */
export type Candidate = { readonly surface: CurvedSurface; readonly points: readonly number[] };

const MOST_PATCH = 64;
const flat = new Float64Array(2 * MOST_PATCH);

/**
 * The cylinder along a direction that passes within the tolerance of the seed of a patch (its first point) and of more
 * of its other points than chance explains: seen along the direction three points give a circle, and further ones that
 * lie on it confirm it. Needs no normals.
 */
export function exactCylinder(cloud: FreeCloud, patch: readonly number[], view: View): Candidate | undefined {
  const { positions: p, tolerance } = cloud;
  const count = Math.min(patch.length, MOST_PATCH);
  const { u, v, direction } = view;
  const [ox, oy, oz] = [0, 1, 2].map((k) => p[3 * patch[0] + k]);
  let [left, right, low, high] = [0, 0, 0, 0];
  for (let i = 0; i < count; i++) {
    const x = p[3 * patch[i]] - ox;
    const y = p[3 * patch[i] + 1] - oy;
    const z = p[3 * patch[i] + 2] - oz;
    const s = x * u[0] + y * u[1] + z * u[2];
    const t = x * v[0] + y * v[1] + z * v[2];
    flat[2 * i] = s;
    flat[2 * i + 1] = t;
    if (s < left) left = s;
    else if (s > right) right = s;
    if (t < low) low = t;
    else if (t > high) high = t;
  }
  const extent = Math.max(right - left, high - low);
  const circle = bestCircleThroughFirst(flat, count, { tolerance, mostRadius: 20 * extent });
  if (!circle) return undefined;
  const share = Math.min(1, (2 * tolerance * 2.5 * extent) / ((right - left) * (high - low)));
  if (circle.inliers < 5 || chance(count - 3, circle.inliers - 3, share) * count * count > FALSE_ALARMS)
    return undefined;
  const points: number[] = [];
  for (let i = 0; i < count; i++) {
    if (Math.abs(Math.hypot(flat[2 * i] - circle.x, flat[2 * i + 1] - circle.y) - circle.radius) <= tolerance)
      points.push(patch[i]);
  }
  const origin: Vec3 = [
    ox + circle.x * u[0] + circle.y * v[0],
    oy + circle.x * u[1] + circle.y * v[1],
    oz + circle.x * u[2] + circle.y * v[2],
  ];
  return { surface: { kind: 'cylinder', origin, axis: direction, radius: circle.radius }, points };
}

/** Probability that at least `hits` of `trials` succeed, each with the probability `share`. */
export function chance(trials: number, hits: number, share: number): number {
  let term = (1 - share) ** trials;
  let below = 0;
  for (let k = 0; k < hits; k++) {
    below += term;
    term *= ((trials - k) / (k + 1)) * (share / (1 - share));
  }
  // The tail is summed, not 1 - below, which rounding would spoil.
  if (below > 0.5) {
    let tail = 0;
    for (let k = hits; k <= trials && term > 0; k++) {
      tail += term;
      term *= ((trials - k) / (k + 1)) * (share / (1 - share));
    }
    return tail;
  }
  return 1 - below;
}
