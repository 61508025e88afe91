import type { Random } from '../../../geometry/random.ts';
import type { Vec3 } from '../../../geometry/vector.ts';
import type { View } from './exact-cylinders.ts';
import type { FreeCloud } from './free-cloud.ts';
import { thinned } from './grow.ts';
import type { CurvedSurface } from './refit.ts';

/** Sine of the angle up to which a normal may lean out of the plane across the axis of its cylinder. */
const MOST_LEAN = 0.25;

/** Cosine of the angle up to which a normal may differ from its cylinder's. */
const LEAST_AGREEMENT = 0.96;

/** Circles that are tried along a direction, and points that each is judged by. */
const TRIALS = 2000;
const JUDGES = 2000;

/** Candidates that are kept, and the share of the radius by which two must differ in place or size. */
const KEPT = 40;
const APART = 0.15;

/** Points up to so many tolerances from a circle are close by. */
const CLOSE_BY = 2.5;

/** Partners of a point are the nearest of so many drawn at random: all scales are tried alike. */
const CROWDS = [1, 4, 16, 64];

/** Points seen along a direction: x, y of each and of its unit normal. */
type Flat = { readonly count: number; readonly points: Float64Array; readonly normals: Float64Array };

/** A cylinder with the number of points, of those that judge, that lie on it and face along it. */
export type JudgedCylinder = { readonly surface: CurvedSurface; readonly votes: number };

/**
 * Cylinders along a direction that many points with normals across it agree on, the most agreed first: circles through
 * three points seen along the direction whose normals meet in the middle (random sampling after Schnabel, Wahl and Klein,
 * "Efficient RANSAC for point-cloud shape detection", 2007).
 */
export function noisyCylinders(cloud: FreeCloud, view: View, random: Random): JudgedCylinder[] {
  const flat = seenAlong(cloud, view);
  if (flat.count < 3) return [];
  const { points: p } = flat;
  const limit = cloud.tolerance;
  const kept: { x: number; y: number; radius: number; votes: number }[] = [];
  for (let trial = 0; trial < TRIALS; trial++) {
    const i = random.integer(0, flat.count - 1);
    const crowd = CROWDS[trial % CROWDS.length];
    const j = nearestOfSome(flat, i, crowd, random);
    const k = nearestOfSome(flat, i, crowd, random);
    const circle = circleThrough(p, i, j, k);
    if (!circle || circle.radius < limit) continue;
    const { x, y, radius } = circle;
    if (!(agrees(flat, i, x, y) && agrees(flat, j, x, y) && agrees(flat, k, x, y))) continue;
    const least = kept.length < KEPT ? 0 : kept[kept.length - 1].votes;
    const votes = countVotes(flat, x, y, radius, limit);
    if (votes <= least) continue;
    keep(kept, { x, y, radius, votes });
  }
  const center = [cloud.positions[0], cloud.positions[1], cloud.positions[2]];
  return kept.map(({ x, y, radius, votes }) => {
    const at = (n: number): number => center[n] + x * view.u[n] + y * view.v[n];
    const origin: Vec3 = [at(0), at(1), at(2)];
    return { surface: { kind: 'cylinder', origin, axis: view.direction, radius }, votes };
  });
}

/** The points that no surface has taken whose normals lie across the direction, relative to the first point. */
function seenAlong({ positions: p, normals: n, taken }: FreeCloud, { direction: d, u, v }: View): Flat {
  const across: number[] = [];
  for (let i = 0; i < taken.length; i++) {
    const lean = n[3 * i] * d[0] + n[3 * i + 1] * d[1] + n[3 * i + 2] * d[2];
    if (!taken[i] && Math.abs(lean) <= MOST_LEAN) across.push(i);
  }
  const chosen = thinned(across, JUDGES);
  const points = new Float64Array(2 * chosen.length);
  const normals = new Float64Array(2 * chosen.length);
  chosen.forEach((i, at) => {
    const [x, y, z] = [p[3 * i] - p[0], p[3 * i + 1] - p[1], p[3 * i + 2] - p[2]];
    points[2 * at] = x * u[0] + y * u[1] + z * u[2];
    points[2 * at + 1] = x * v[0] + y * v[1] + z * v[2];
    const nx = n[3 * i] * u[0] + n[3 * i + 1] * u[1] + n[3 * i + 2] * u[2];
    const ny = n[3 * i] * v[0] + n[3 * i + 1] * v[1] + n[3 * i + 2] * v[2];
    const length = Math.sqrt(nx * nx + ny * ny);
    normals[2 * at] = nx / length;
    normals[2 * at + 1] = ny / length;
  });
  return { count: chosen.length, points, normals };
}

function nearestOfSome({ count, points: p }: Flat, i: number, crowd: number, random: Random): number {
  let nearest = i;
  let least = Infinity;
  for (let c = 0; c < crowd; c++) {
    const j = random.integer(0, count - 1);
    const squared = (p[2 * j] - p[2 * i]) ** 2 + (p[2 * j + 1] - p[2 * i + 1]) ** 2;
    if (j === i || squared >= least) continue;
    least = squared;
    nearest = j;
  }
  return nearest;
}

function circleThrough(
  p: Float64Array,
  i: number,
  j: number,
  k: number,
): { x: number; y: number; radius: number } | undefined {
  const ax = p[2 * j] - p[2 * i];
  const ay = p[2 * j + 1] - p[2 * i + 1];
  const bx = p[2 * k] - p[2 * i];
  const by = p[2 * k + 1] - p[2 * i + 1];
  const twice = 2 * (ax * by - ay * bx);
  if (twice === 0) return undefined;
  const aa = ax * ax + ay * ay;
  const bb = bx * bx + by * by;
  const x = (by * aa - ay * bb) / twice;
  const y = (ax * bb - bx * aa) / twice;
  return { x: p[2 * i] + x, y: p[2 * i + 1] + y, radius: Math.sqrt(x * x + y * y) };
}

/** Whether the normal of a point runs through (x, y), or nearly. */
function agrees({ points: p, normals: n }: Flat, i: number, x: number, y: number): boolean {
  const dx = p[2 * i] - x;
  const dy = p[2 * i + 1] - y;
  const along = dx * n[2 * i] + dy * n[2 * i + 1];
  return along * along >= LEAST_AGREEMENT * LEAST_AGREEMENT * (dx * dx + dy * dy);
}

/**
 * Number of points on a circle that face along it, less those close by: a circle that only touches something has as many
 * there.
 */
function countVotes(
  { count, points: p, normals: n }: Flat,
  x: number,
  y: number,
  radius: number,
  limit: number,
): number {
  const inner = Math.max(0, radius - limit) ** 2;
  const outer = (radius + limit) ** 2;
  const innermost = Math.max(0, radius - CLOSE_BY * limit) ** 2;
  const outermost = (radius + CLOSE_BY * limit) ** 2;
  let votes = 0;
  for (let i = 0; i < count; i++) {
    const dx = p[2 * i] - x;
    const dy = p[2 * i + 1] - y;
    const squared = dx * dx + dy * dy;
    if (squared < innermost || squared > outermost) continue;
    const along = dx * n[2 * i] + dy * n[2 * i + 1];
    if (along * along < LEAST_AGREEMENT * LEAST_AGREEMENT * squared) continue;
    votes += squared >= inner && squared <= outer ? 1 : -1;
  }
  return votes;
}

/** Adds a circle to those kept, the most voted first, unless a better one is much the same. */
function keep(
  kept: { x: number; y: number; radius: number; votes: number }[],
  circle: { x: number; y: number; radius: number; votes: number },
): void {
  const isSame = (other: typeof circle): boolean =>
    Math.hypot(other.x - circle.x, other.y - circle.y) + Math.abs(other.radius - circle.radius) <
    APART * circle.radius;
  const at = kept.findIndex(isSame);
  if (at >= 0) {
    if (kept[at].votes >= circle.votes) return;
    kept.splice(at, 1);
  }
  kept.push(circle);
  kept.sort((a, b) => b.votes - a.votes);
  if (kept.length > KEPT) kept.pop();
}
