import { seededRandom } from '../../../geometry/random.ts';
import { addScaled, dot, length, subtract } from '../../../geometry/vector.ts';
import { isConvincing, isFlat } from './evidence.ts';
import type { View } from './exact-cylinders.ts';
import { claim, type FreeCloud, leastPoints } from './free-cloud.ts';
import { type Region, settle } from './grow.ts';
import { type JudgedCylinder, noisyCylinders } from './noisy-cylinders.ts';
import type { CurvedSurface } from './refit.ts';

/** The seed of the random numbers: any will do. */
const SEED = 1;

/** Candidates that are looked at together, and lots without success after which no more are. */
const LOT = 12;
const MOST_LOTS = 8;

/** Of one lot of candidates those are believed that have this share of the largest one's points; others wait. */
const LARGE_SHARE = 0.3;

/** Flat regions of this share of all points crowd out what else there is. */
const CROWDING = 0.1;

/** A candidate is out of date where a better one has taken more than the rest of its points. */
const UNTOUCHED = 0.8;

/** Candidates that differ by less than this share of their radius are the same, and worth another look with so many more votes. */
const SAME = 0.05;
const MORE = 1.2;

/**
 * Finds and takes cylinders along known directions that many points with normals agree on, until there are no more. Large flat
 * regions are taken too, by nothing: circles of every radius lie on them and would be tried before all others.
 */
export function findNoisyCylinders(
  cloud: FreeCloud,
  views: readonly View[],
  expired: () => boolean,
): Region[] {
  const random = seededRandom(SEED);
  const least = leastPoints(cloud);
  const regions: Region[] = [];
  const settled = (surface: CurvedSurface): Region | undefined =>
    expired() ? undefined : settle(cloud, surface, 'direction', least);
  const rejected: JudgedCylinder[] = [];
  for (let found = true; found && !expired(); ) {
    found = false;
    const candidates = views
      .flatMap((view) => noisyCylinders(cloud, view, random))
      .filter((candidate) => !rejected.some((other) => isNoBetter(candidate, other)))
      .sort((a, b) => b.votes - a.votes);
    for (let first = 0; first < Math.min(MOST_LOTS * LOT, candidates.length) && !found; first += LOT) {
      const all: Region[] = [];
      const lot: Region[] = [];
      for (const candidate of candidates.slice(first, first + LOT)) {
        const region = settled(candidate.surface);
        if (region) all.push(region);
        if (region && isConvincing(cloud, region)) lot.push(region);
        else rejected.push(candidate);
      }
      lot.sort((a, b) => b.points.length - a.points.length);
      for (const candidate of lot) {
        if (candidate.points.length < LARGE_SHARE * lot[0].points.length) break;
        const left = candidate.points.filter((i) => !cloud.taken[i]);
        if (left.length < UNTOUCHED * candidate.points.length) continue;
        const isWhole = left.length === candidate.points.length;
        const region = isWhole ? candidate : settled(candidate.surface);
        if (!region || !(isWhole || isConvincing(cloud, region))) continue;
        claim(cloud, region.points);
        regions.push(region);
        found = true;
      }
      if (found) break;
      const flat = all.find(
        (region) => region.points.length >= CROWDING * cloud.taken.length && isFlat(cloud, region),
      );
      if (!flat) continue;
      claim(cloud, flat.points);
      found = true;
    }
  }
  return regions;
}

/** Whether a candidate is much the same as one that was rejected, and agreed on by hardly more points. */
function isNoBetter(candidate: JudgedCylinder, rejected: JudgedCylinder): boolean {
  const [a, b] = [candidate.surface, rejected.surface];
  if (a.kind !== 'cylinder' || b.kind !== 'cylinder' || a.axis !== b.axis) return false;
  const between = subtract(a.origin, b.origin);
  const off = length(addScaled(between, a.axis, -dot(between, a.axis))) + Math.abs(a.radius - b.radius);
  return off <= SAME * b.radius && candidate.votes <= MORE * rejected.votes;
}
