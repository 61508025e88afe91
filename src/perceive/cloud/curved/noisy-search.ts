import { seededRandom } from '../../../geometry/random.ts';
import { isConvincing } from './evidence.ts';
import type { View } from './exact-cylinders.ts';
import { claim, type FreeCloud, leastPoints } from './free-cloud.ts';
import { type Region, settle } from './grow.ts';
import { noisyCylinders } from './noisy-cylinders.ts';
import type { CurvedSurface } from './refit.ts';

/** The seed of the random numbers: any will do. */
const SEED = 1;

/** Candidates that are looked at together, and lots without success after which no more are. */
const LOT = 12;
const MOST_LOTS = 8;

/** Of one lot of candidates those are believed that have this share of the largest one's points; others wait. */
const LARGE_SHARE = 0.3;

/** A candidate is out of date where a better one has taken more than the rest of its points. */
const UNTOUCHED = 0.8;

/** Finds and takes cylinders along known directions that many points with normals agree on, until there are no more. */
export function findNoisyCylinders(
  cloud: FreeCloud,
  views: readonly View[],
  expired: () => boolean,
): Region[] {
  const random = seededRandom(SEED);
  const least = leastPoints(cloud);
  const regions: Region[] = [];
  const settled = (surface: CurvedSurface): Region[] => {
    const region = expired() ? undefined : settle(cloud, surface, 'direction', least);
    return region && isConvincing(cloud, region) ? [region] : [];
  };
  for (let found = true; found && !expired(); ) {
    found = false;
    const candidates = views
      .flatMap((view) => noisyCylinders(cloud, view, random))
      .sort((a, b) => b.votes - a.votes);
    for (let first = 0; first < Math.min(MOST_LOTS * LOT, candidates.length) && !found; first += LOT) {
      const lot = candidates.slice(first, first + LOT).flatMap(({ surface }) => settled(surface));
      lot.sort((a, b) => b.points.length - a.points.length);
      for (const candidate of lot) {
        if (candidate.points.length < LARGE_SHARE * lot[0].points.length) break;
        const left = candidate.points.filter((i) => !cloud.taken[i]);
        if (left.length < UNTOUCHED * candidate.points.length) continue;
        for (const region of left.length < candidate.points.length
          ? settled(candidate.surface)
          : [candidate]) {
          claim(cloud, region.points);
          regions.push(region);
          found = true;
        }
      }
    }
  }
  return regions;
}
