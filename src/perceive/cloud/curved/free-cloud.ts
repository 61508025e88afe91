import { buildKdTree } from '../../../geometry/kd-tree.ts';
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
  /** 1 for points that a surface has taken since. */
  readonly taken: Uint8Array;
  readonly spacing: number;
  readonly tolerance: number;
  /** Room for searches: each marks what it has seen with a number of its own. */
  readonly seen: { readonly mark: Uint32Array; last: number };
};

/** Neighbours of each free point: enough that a face whose points are few among others' still hangs together. */
const NEIGHBOURS = 12;

/** Gathers the `free` points of a cloud. */
export function freeCloud(local: LocalGeometry, free: Uint32Array): FreeCloud {
  const positions = gather(local.positions, free);
  const { count, indices } = nearestNeighbours(buildKdTree(positions), NEIGHBOURS);
  return {
    positions,
    normals: gather(local.normals, free),
    index: free,
    neighbours: indices,
    neighbourCount: count,
    taken: new Uint8Array(free.length),
    spacing: local.spacing,
    tolerance: local.tolerance,
    seen: { mark: new Uint32Array(free.length), last: 0 },
  };
}

/** x, y, z of the points `indices`. */
export function gather(values: Float64Array, indices: ArrayLike<number>): Float64Array {
  const result = new Float64Array(3 * indices.length);
  for (let i = 0; i < indices.length; i++) {
    for (let k = 0; k < 3; k++) result[3 * i + k] = values[3 * indices[i] + k];
  }
  return result;
}

/** Up to `size` points that no surface has taken, from neighbour to neighbour around `seed`, which comes first. */
export function patchAround(cloud: FreeCloud, seed: number, size: number): number[] {
  const { neighbours, neighbourCount, taken, seen } = cloud;
  const stamp = ++seen.last;
  const patch = [seed];
  seen.mark[seed] = stamp;
  for (let i = 0; i < patch.length && patch.length < size; i++) {
    const row = patch[i] * neighbourCount;
    for (let j = 0; j < neighbourCount && patch.length < size; j++) {
      const next = neighbours[row + j];
      if (seen.mark[next] === stamp || taken[next]) continue;
      seen.mark[next] = stamp;
      patch.push(next);
    }
  }
  return patch;
}
