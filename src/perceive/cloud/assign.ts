import { distanceFunction } from '../../geometry/distance-function.ts';
import { pointAt } from '../../geometry/fit.ts';
import { normalAt } from '../../geometry/surface-distance.ts';
import { dot } from '../../geometry/vector.ts';
import type { FoundSurface } from './curved/find-curved.ts';
import type { LocalGeometry } from './local/local-geometry.ts';
import type { CloudFace } from './types.ts';

/** Points that lie this near to two surfaces, as a share of the tolerance, go to the one that their normal agrees with. */
const NORMAL_WEIGHT = 1;

/**
 * Each point to the surface that it fits best: of those within tolerance that neighbours of it lie on, or it was found
 * on itself, the nearest one, in tolerances, plus how far its normal is off. Surfaces that are left without points go.
 */
export function assignPoints(local: LocalGeometry, surfaces: readonly FoundSurface[]): CloudFace[] {
  const { positions: p, normals, neighbours, neighbourCount, tolerance, spacing } = local;
  const count = p.length / 3;
  let owner = new Int32Array(count).fill(-1);
  for (const [face, { points }] of surfaces.entries()) for (const i of points) owner[i] = face;
  const distances = surfaces.map(({ surface }) => distanceFunction(surface));
  const useNormals = tolerance > 0.15 * spacing;
  const costOf = (i: number, face: number): number => {
    const off = distances[face](p[3 * i], p[3 * i + 1], p[3 * i + 2]) / tolerance;
    if (!(off <= 1)) return Infinity;
    if (!useNormals) return off;
    const cosine = Math.abs(dot(normalAt(surfaces[face].surface, pointAt(p, i)), pointAt(normals, i)));
    return off * off + NORMAL_WEIGHT * 9 * (1 - cosine);
  };
  for (let round = 0; round < 2; round++) {
    const next = owner.slice();
    for (let i = 0; i < count; i++) {
      let best = owner[i] >= 0 ? costOf(i, owner[i]) : Infinity;
      let bestFace = best < Infinity ? owner[i] : -1;
      let last = owner[i];
      for (let j = i * neighbourCount; j < (i + 1) * neighbourCount; j++) {
        const face = owner[neighbours[j]];
        if (face < 0 || face === last || face === bestFace) continue;
        last = face;
        const cost = costOf(i, face);
        if (cost < best) [best, bestFace] = [cost, face];
      }
      next[i] = bestFace;
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
