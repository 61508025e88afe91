import { OUTSIDE, type PointCost, pointCost } from './assign-costs.ts';
import type { FoundSurface } from './curved/find-curved.ts';
import type { LocalGeometry } from './local/local-geometry.ts';
import type { CloudFace } from './types.ts';

/** Rounds in which points look at the surfaces of their neighbours: faces reach further by one neighbour in each. */
const ROUNDS = 3;

/** What a point saves for each of its neighbours that lie on the same surface: it is one of them rather than alone. */
const COMPANY = 0.2;

/**
 * Each point to the surface, of those that it was found on or that neighbours of it lie on, that it fits best: by
 * its distance and normal and by how many of its neighbours lie there. Surfaces that are left without points go.
 */
export function assignPoints(local: LocalGeometry, surfaces: readonly FoundSurface[]): CloudFace[] {
  const count = local.positions.length / 3;
  const { neighbours, neighbourCount, spacing } = local;
  const costs = surfaces.map(({ surface }) => pointCost(local, surface));
  let owner = claimedBest(count, surfaces, costs);
  const company = new Uint8Array(surfaces.length);
  const near = new Int32Array(neighbourCount + 1);
  for (let round = 0; round < ROUNDS; round++) {
    const next = owner.slice();
    for (let i = 0; i < count; i++) {
      let faces = 0;
      if (owner[i] >= 0) near[faces++] = owner[i];
      for (let j = i * neighbourCount; j < (i + 1) * neighbourCount; j++) {
        const face = owner[neighbours[j]];
        if (face < 0) continue;
        if (company[face]++ === 0 && face !== owner[i]) near[faces++] = face;
      }
      let best = -1;
      let least = OUTSIDE;
      for (let k = 0; k < faces; k++) {
        const cost = costs[near[k]](i) - COMPANY * company[near[k]];
        if (cost < least) {
          least = cost;
          best = near[k];
        }
      }
      for (let k = 0; k < faces; k++) company[near[k]] = 0;
      next[i] = best;
    }
    owner = next;
  }
  const members: number[][] = surfaces.map(() => []);
  for (let i = 0; i < count; i++) if (owner[i] >= 0) members[owner[i]].push(i);
  return surfaces.flatMap(({ surface }, face) =>
    members[face].length === 0
      ? []
      : [{ surface, points: Uint32Array.from(members[face]), area: members[face].length * spacing ** 2 }],
  );
}

/** For each point the surface that it fits best of those that it was found on, -1 where it was found on none. */
function claimedBest(
  count: number,
  surfaces: readonly FoundSurface[],
  costs: readonly PointCost[],
): Int32Array<ArrayBuffer> {
  const owner = new Int32Array(count).fill(-1);
  const least = new Float64Array(count).fill(Infinity);
  for (const [face, { points }] of surfaces.entries()) {
    for (const i of points) {
      const cost = costs[face](i);
      if (cost >= least[i]) continue;
      least[i] = cost;
      owner[i] = face;
    }
  }
  return owner;
}
