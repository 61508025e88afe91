import { buildKdTree } from '../../../geometry/kd-tree.ts';
import { boundsOf, diagonalOf } from '../../../geometry/mesh.ts';
import { nearestNeighbours } from '../../../geometry/nearest-neighbours.ts';
import type { LocalGeometry } from '../local/local-geometry.ts';

/** The points that no surface explains yet, numbered by themselves, with what is known around them. */
export type FreeCloud = {
  /** x, y, z of each point. */
  readonly positions: Float64Array;
  /** Unit normal of each point, of either sign. */
  readonly normals: Float64Array;
  /** Index of each point in the whole cloud. */
  readonly index: Uint32Array;
  /** The nearest free points of each, nearest first, `neighbourCount` of each. */
  readonly neighbours: Uint32Array;
  readonly neighbourCount: number;
  /** The nearest points of each in the whole cloud, by their numbers among the free ones, -1 for others. */
  readonly around: Int32Array;
  readonly aroundCount: number;
  /** 1 for points that a surface has taken since. */
  readonly taken: Uint8Array;
  readonly spacing: number;
  readonly tolerance: number;
  /**
   * Whether the points are so exact, for how far apart they are, that three of them tell a circle. Otherwise many are
   * needed, and their normals.
   */
  readonly exact: boolean;
  /** Whether what few points tell is better checked with many and their normals; both may be so. */
  readonly noisy: boolean;
  /** Room for searches: each marks what it has seen with a number of its own. */
  readonly seen: { readonly mark: Uint32Array; last: number };
};

/** Neighbours of each free point: enough that a face whose points are few among others' still hangs together. */
const NEIGHBOURS = 12;

/** Tolerance over spacing up to which points are exact, and above which they are noisy. */
const EXACT = 0.3;
const NOISY = 0.04;

/**
 * Coarsest precision that points of curved surfaces are expected to have, as a share of the cloud's diagonal: exact ones
 * were mostly taken from facets, which cut corners, and planes do not tell by how much.
 */
const FACETED = 2e-5;

/** Gathers the `free` points of a cloud. */
export function freeCloud(local: LocalGeometry, free: Uint32Array): FreeCloud {
  const positions = gather(local.positions, free);
  const tolerance = Math.max(local.tolerance, FACETED * diagonalOf(boundsOf(local.positions)));
  const { count, indices } = nearestNeighbours(buildKdTree(positions), NEIGHBOURS);
  return {
    positions,
    normals: gather(local.normals, free),
    index: free,
    neighbours: indices,
    neighbourCount: count,
    around: around(local, free),
    aroundCount: local.neighbourCount,
    taken: new Uint8Array(free.length),
    spacing: local.spacing,
    tolerance,
    exact: tolerance < EXACT * local.spacing,
    noisy: local.tolerance >= NOISY * local.spacing,
    seen: { mark: new Uint32Array(free.length), last: 0 },
  };
}

function around({ neighbours, neighbourCount, positions }: LocalGeometry, free: Uint32Array): Int32Array {
  const numberOf = new Int32Array(positions.length / 3).fill(-1);
  for (let i = 0; i < free.length; i++) numberOf[free[i]] = i;
  const result = new Int32Array(free.length * neighbourCount);
  for (let i = 0; i < free.length; i++) {
    for (let j = 0; j < neighbourCount; j++) {
      result[i * neighbourCount + j] = numberOf[neighbours[free[i] * neighbourCount + j]];
    }
  }
  return result;
}

/** x, y, z of the points `indices`. */
export function gather(values: Float64Array, indices: ArrayLike<number>): Float64Array {
  const result = new Float64Array(3 * indices.length);
  for (let i = 0; i < indices.length; i++) {
    for (let k = 0; k < 3; k++) result[3 * i + k] = values[3 * indices[i] + k];
  }
  return result;
}

/**
 * Up to `size` points that no surface has taken, from neighbour to neighbour around `seed`, which comes first: only across
 * normals whose cosine is at least `smooth`, which stays off other faces where the normals are right.
 */
export function patchAround(cloud: FreeCloud, seed: number, size: number, smooth = 0): number[] {
  const { neighbours, neighbourCount, taken, seen, normals: n } = cloud;
  const stamp = ++seen.last;
  const patch = [seed];
  seen.mark[seed] = stamp;
  for (let i = 0; i < patch.length && patch.length < size; i++) {
    const at = 3 * patch[i];
    const row = patch[i] * neighbourCount;
    for (let j = 0; j < neighbourCount && patch.length < size; j++) {
      const next = neighbours[row + j];
      if (seen.mark[next] === stamp || taken[next]) continue;
      const to = 3 * next;
      const cosine = n[at] * n[to] + n[at + 1] * n[to + 1] + n[at + 2] * n[to + 2];
      if (!(Math.abs(cosine) >= smooth) && smooth > 0) continue;
      seen.mark[next] = stamp;
      patch.push(next);
    }
  }
  return patch;
}

/** How many of the cloud's points around a free one no surface has taken: few, where it is a left-over of known ones. */
export function freeAround({ around, aroundCount, taken }: FreeCloud, point: number): number {
  let free = 0;
  for (let j = point * aroundCount; j < (point + 1) * aroundCount; j++) {
    if (around[j] >= 0 && !taken[around[j]]) free++;
  }
  return free;
}

/** Points of a noisy surface cover at least a square of so many tolerances. */
const LEAST_WIDTH = 3;

/** Fewest points that tell a surface through the noise. */
export const leastPoints = ({ tolerance, spacing }: FreeCloud): number =>
  ((LEAST_WIDTH * tolerance) / spacing) ** 2;

/** Marks points as taken. */
export function claim({ taken }: FreeCloud, points: readonly number[]): void {
  for (const i of points) taken[i] = 1;
}
