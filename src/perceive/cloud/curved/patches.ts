import { pointAt } from '../../../geometry/fit.ts';
import type { Surface } from '../../../geometry/surface.ts';
import { signedDistance } from '../../../geometry/surface-distance.ts';
import type { FreeCloud } from './free-cloud.ts';

/**
 * Neighbouring points whose distances are averaged, and how far such means may be off, as a share of the tolerance: exact
 * points may come from facets, which lie to one side.
 */
const CELL = 30;
const MOST_BIAS = { exact: 0.35, noisy: 0.2 };

/** Patches of fewer points are left to other tests. */
const LEAST_PATCH = 30;

/**
 * Those of `points`, all near a surface, that lie in patches which follow it: a patch that the surface merely touches or
 * crosses lies on one side here and on the other there, and the means of its distances over neighbouring points show it.
 */
export function followed(cloud: FreeCloud, surface: Surface, points: readonly number[]): number[] {
  const mostBias = (cloud.exact ? MOST_BIAS.exact : MOST_BIAS.noisy) * cloud.tolerance;
  return patchesOf(cloud, points)
    .filter((patch) => patch.length < LEAST_PATCH || biasOf(cloud, surface, patch) <= mostBias)
    .flat();
}

/** The points in groups that hang together from neighbour to neighbour, each in the order in which it is reached. */
function patchesOf({ neighbours, neighbourCount, seen }: FreeCloud, points: readonly number[]): number[][] {
  const member = ++seen.last;
  for (const i of points) seen.mark[i] = member;
  const reached = ++seen.last;
  const patches: number[][] = [];
  for (const start of points) {
    if (seen.mark[start] === reached) continue;
    seen.mark[start] = reached;
    const patch = [start];
    for (let at = 0; at < patch.length; at++) {
      for (let j = patch[at] * neighbourCount; j < (patch[at] + 1) * neighbourCount; j++) {
        if (seen.mark[neighbours[j]] !== member) continue;
        seen.mark[neighbours[j]] = reached;
        patch.push(neighbours[j]);
      }
    }
    patches.push(patch);
  }
  return patches;
}

/** Root mean square of the means of signed distances over cells of the patch. */
function biasOf(cloud: FreeCloud, surface: Surface, patch: readonly number[]): number {
  const { positions, neighbours, neighbourCount, seen } = cloud;
  const waiting = ++seen.last;
  for (const i of patch) seen.mark[i] = waiting;
  const visited = ++seen.last;
  let sum = 0;
  let cells = 0;
  for (const start of patch) {
    if (seen.mark[start] === visited) continue;
    seen.mark[start] = visited;
    const cell = [start];
    let total = 0;
    for (let at = 0; at < cell.length; at++) {
      total += signedDistance(surface, pointAt(positions, cell[at]));
      for (
        let j = cell[at] * neighbourCount;
        j < (cell[at] + 1) * neighbourCount && cell.length < CELL;
        j++
      ) {
        const next = neighbours[j];
        if (seen.mark[next] !== waiting) continue;
        seen.mark[next] = visited;
        cell.push(next);
      }
    }
    if (cell.length < CELL / 2) continue;
    sum += (total / cell.length) ** 2;
    cells++;
  }
  return cells === 0 ? 0 : Math.sqrt(sum / cells);
}
