import type { Vec3 } from '../../../geometry/vector.ts';
import { normalsTell } from '../assign-costs.ts';
import type { LocalGeometry } from '../local/local-geometry.ts';
import { bulges } from './bulge.ts';
import { fitPlaneTo, type Plane, type PlaneFit } from './plane-fit.ts';

/** A plane and the points found on it so far. */
export type GrownPlane = { readonly fit: PlaneFit; readonly points: Uint32Array };

/** What growing works on: the cloud, who owns which point, and room for one growth at a time. */
export type Growth = {
  readonly local: LocalGeometry;
  /** The face of each point, -1 while it is free. */
  readonly owner: Int32Array;
  /** Whether a point's normal must agree with a plane for the point to lie on it. */
  readonly byNormals: boolean;
  readonly queue: Uint32Array;
  /** The growth that saw a point last. */
  readonly seen: Uint32Array;
  growths: number;
};

/** Points are on a plane up to this angle between their normal and the plane's, where normals count at all. */
const MAX_TURN = (35 * Math.PI) / 180;
const MIN_COSINE = Math.cos(MAX_TURN);

const MAX_ROUNDS = 6;

export function startGrowth(local: LocalGeometry): Growth {
  const count = local.positions.length / 3;
  return {
    local,
    owner: new Int32Array(count).fill(-1),
    byNormals: normalsTell(local),
    queue: new Uint32Array(count),
    seen: new Uint32Array(count),
    growths: 0,
  };
}

/** Whether the normal of point `i` allows it to lie on a plane with the unit normal. */
export function allows({ local: { normals }, byNormals }: Growth, i: number, normal: Vec3): boolean {
  if (!byNormals) return true;
  const cosine = normals[3 * i] * normal[0] + normals[3 * i + 1] * normal[1] + normals[3 * i + 2] * normal[2];
  return Math.abs(cosine) >= MIN_COSINE;
}

/**
 * Spreads a plane from the free points of `start` over the graph of neighbours, to all free points within tolerance of
 * it, fitting it anew each time its points have doubled and again until nothing changes. With `held`, the normal stays.
 * Among noisy points it ends early where they turn out to bulge.
 */
export function growPlane(
  growth: Growth,
  start: ArrayLike<number>,
  first: PlaneFit,
  held?: Vec3,
): GrownPlane | undefined {
  const { positions } = growth.local;
  let fit = first;
  let count = spread(growth, start, start.length, fit, 2 * start.length);
  let before = 0;
  for (let round = 0; round < MAX_ROUNDS; ) {
    const next = fitPlaneTo(positions, growth.queue, count, held);
    if (!next) return undefined;
    fit = next;
    if (growth.byNormals && bulges(growth.local, growth.queue, count, fit)) break;
    const seeds = growth.queue.slice(0, count);
    const limit = Math.max(2 * count, 16);
    before = count;
    count = spread(growth, seeds, seeds.length, fit, limit);
    if (count < 3) return undefined;
    if (count < limit) {
      round++;
      if (Math.abs(count - before) <= 0.002 * before) break;
    }
  }
  const points = growth.queue.slice(0, count);
  const last = fitPlaneTo(positions, points, count, held);
  return last && { fit: last, points };
}

/** Fills the queue with the points connected to `start` within tolerance of the plane, up to `limit`; returns their number. */
function spread(
  growth: Growth,
  start: ArrayLike<number>,
  starts: number,
  { plane }: PlaneFit,
  limit: number,
): number {
  const { local, owner, queue, seen, byNormals } = growth;
  const { positions, normals, neighbours, neighbourCount, tolerance } = local;
  const [nx, ny, nz] = plane.normal;
  const offset = plane.origin[0] * nx + plane.origin[1] * ny + plane.origin[2] * nz;
  const stamp = ++growth.growths;
  let size = 0;
  const consider = (i: number): void => {
    if (seen[i] === stamp) return;
    seen[i] = stamp;
    if (owner[i] >= 0) return;
    const at = 3 * i;
    const height = positions[at] * nx + positions[at + 1] * ny + positions[at + 2] * nz - offset;
    if (height > tolerance || height < -tolerance) return;
    if (byNormals && Math.abs(normals[at] * nx + normals[at + 1] * ny + normals[at + 2] * nz) < MIN_COSINE)
      return;
    queue[size++] = i;
  };
  for (let i = 0; i < starts; i++) consider(start[i]);
  for (let head = 0; head < size && size < limit; head++) {
    const row = queue[head] * neighbourCount;
    for (let j = 0; j < neighbourCount; j++) consider(neighbours[row + j]);
  }
  return size;
}

/** Of a point's nearest neighbours, how many must lie on the plane too: single ones lie where it crosses something else. */
const SUPPORTERS = { exact: 2, noisy: 4 };

/** Fits of a plane to all points that lie on it, each of which finds others. */
const SETTLING_ROUNDS = 3;

/**
 * The plane with all free points of the cloud that lie on it, however far from each other, and fitted to them.
 * Undefined when they do not span one.
 */
export function settlePlane(growth: Growth, grown: GrownPlane): GrownPlane | undefined {
  let current = grown;
  for (let round = 0; round < SETTLING_ROUNDS; round++) {
    const points = supported(growth, pointsOn(growth, current.fit.plane, growth.local.tolerance));
    const fit = fitPlaneTo(growth.local.positions, points, points.length);
    if (!fit) return undefined;
    const settled = Math.abs(points.length - current.points.length) <= 0.002 * points.length;
    current = { fit, points };
    if (settled) break;
  }
  return current;
}

/** The free points within a distance of a plane whose normals allow it. */
export function pointsOn(
  { local, owner, queue, byNormals }: Growth,
  { normal: [nx, ny, nz], origin }: Plane,
  within: number,
): Uint32Array {
  const { positions: p, normals: n } = local;
  const offset = origin[0] * nx + origin[1] * ny + origin[2] * nz;
  let size = 0;
  for (let i = 0, at = 0; i < owner.length; i++, at += 3) {
    if (owner[i] >= 0) continue;
    const height = p[at] * nx + p[at + 1] * ny + p[at + 2] * nz - offset;
    if (height > within || height < -within) continue;
    if (byNormals && Math.abs(n[at] * nx + n[at + 1] * ny + n[at + 2] * nz) < MIN_COSINE) continue;
    queue[size++] = i;
  }
  return queue.slice(0, size);
}

/** Those of `points` that have others of them around them. */
export function supported(growth: Growth, points: Uint32Array): Uint32Array {
  const { local, seen, byNormals } = growth;
  const { neighbours, neighbourCount } = local;
  const stamp = ++growth.growths;
  for (const i of points) seen[i] = stamp;
  const least = byNormals ? SUPPORTERS.noisy : SUPPORTERS.exact;
  return points.filter((i) => {
    let supporters = 0;
    for (let j = i * neighbourCount; j < (i + 1) * neighbourCount; j++)
      if (seen[neighbours[j]] === stamp) supporters++;
    return supporters >= least;
  });
}
