import { seededRandom } from '../../../geometry/random.ts';
import type { Surface } from '../../../geometry/surface.ts';
import type { Vec3 } from '../../../geometry/vector.ts';
import type { LocalGeometry } from '../local/local-geometry.ts';
import { isConvincing } from './evidence.ts';
import { exactCylinder, type View, viewAlong } from './exact-cylinders.ts';
import { surfaceAt } from './free-axes.ts';
import { type FreeCloud, freeAround, freeCloud, patchAround } from './free-cloud.ts';
import { growRegion, type Region, settle, thinned } from './grow.ts';
import { noisyCylinders } from './noisy-cylinders.ts';
import type { CurvedSurface } from './refit.ts';

/** What is known beside the points when curved surfaces are looked for. */
export type CurvedSearch = {
  /** Indices of the points that lie on no plane that is known. */
  readonly free: Uint32Array;
  /** Unit directions that axes may have, the most likely first. */
  readonly directions: readonly Vec3[];
  /** Whether the time is over: what has been found by then is the answer. */
  readonly expired: () => boolean;
};

/** A surface with the indices, ascending, of the points that lie on it. */
export type FoundSurface = { readonly surface: Surface; readonly points: Uint32Array };

/** Directions along which cylinders are looked for. */
const MOST_DIRECTIONS = 8;

/** Points around a seed: of ever larger patches, for ever shallower arcs, so many, evenly. */
const PATCH = 24;
const PATCH_SIZES = [24, 120, 600];

/** A region that has grown so many times larger than the patch that it started from is no accident of that patch. */
const OUTGROWN = 20;

/** Fewest points of a cylinder along a known direction, of which three would lie on some circle anyway. */
const LEAST_POINTS = 6;

/** After so many seeds in a row that gave nothing, and this share of the points, no more are tried. */
const LEAST_PATIENCE = 200;
const PATIENCE = 0.01;

/** Free points that a seed has among its neighbours at least: narrow fillets have no more. */
const LEAST_COMPANY = 3;

/**
 * Finds the cylinders, cones, spheres and tori of a cloud among its `free` points. No point belongs to two of them; points
 * where surfaces touch may belong to either.
 */
export function findCurvedSurfaces(
  local: LocalGeometry,
  { free, directions, expired }: CurvedSearch,
): FoundSurface[] {
  if (free.length < LEAST_POINTS) return [];
  const cloud = freeCloud(local, free);
  const views = directions.slice(0, MOST_DIRECTIONS).map(viewAlong);
  const regions = local.tolerance < 0.04 * cloud.spacing ? [] : findNoisy(cloud, views, expired);
  if (cloud.exact) findExact(cloud, views, regions, expired);
  findAnyAxis(cloud, regions, expired);
  return regions.map(({ surface, points }) => ({
    surface,
    points: Uint32Array.from(points, (i) => free[i]).sort(),
  }));
}

/** The seed of the random numbers: any will do. */
const SEED = 1;

/** Points of a noisy surface cover at least a square of so many tolerances. */
const LEAST_WIDTH = 3;

/** Candidates that are looked at together, and lots without success after which no more are. */
const LOT = 12;
const MOST_LOTS = 8;

/** Of one lot of candidates those are believed that have this share of the largest one's points; others wait. */
const LARGE_SHARE = 0.3;

/** A candidate is out of date where a better one has taken more than the rest of its points. */
const UNTOUCHED = 0.8;

/** Seeds in a row without any surface after which no more are tried, and points around such a seed that are not tried. */
const MOST_FUTILE = 100;
const NEARBY = 8;

/** Finds cylinders that many points with normals agree on, until there are no more. */
function findNoisy(cloud: FreeCloud, views: readonly View[], expired: () => boolean): Region[] {
  const random = seededRandom(SEED);
  const least = Math.max(LEAST_POINTS, ((LEAST_WIDTH * cloud.tolerance) / cloud.spacing) ** 2);
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
          claim(cloud, region);
          regions.push(region);
          found = true;
        }
      }
    }
  }
  return regions;
}

function claim(cloud: FreeCloud, { points }: Region): void {
  for (const i of points) cloud.taken[i] = 1;
}

function findExact(
  cloud: FreeCloud,
  views: readonly View[],
  regions: Region[],
  expired: () => boolean,
): void {
  const count = cloud.taken.length;
  let futile = 0;
  const patience = LEAST_PATIENCE + PATIENCE * count;
  const skipped = new Uint8Array(count);
  for (const seed of scattered(count)) {
    if (cloud.taken[seed] || skipped[seed] || freeAround(cloud, seed) < LEAST_COMPANY) continue;
    if (futile > patience || expired()) break;
    const region = bestRegionAt(cloud, seed, views);
    if (region) {
      futile = 0;
      claim(cloud, region);
      regions.push(region);
    } else {
      futile++;
      for (const i of patchAround(cloud, seed, 4)) skipped[i] = 1;
    }
  }
}

/** Adds surfaces whose axes, if any, are along no known direction, and those that are no cylinders. */
function findAnyAxis(cloud: FreeCloud, regions: Region[], expired: () => boolean): void {
  let futile = 0;
  const skipped = new Uint8Array(cloud.taken.length);
  for (const seed of scattered(cloud.taken.length)) {
    if (cloud.taken[seed] || skipped[seed] || 2 * freeAround(cloud, seed) < cloud.aroundCount) continue;
    if (futile > MOST_FUTILE || expired()) break;
    const region = surfaceAt(cloud, seed);
    if (region) {
      futile = 0;
      claim(cloud, region);
      regions.push(region);
    } else {
      futile++;
      for (const i of patchAround(cloud, seed, NEARBY)) skipped[i] = 1;
    }
  }
}

function bestRegionAt(cloud: FreeCloud, seed: number, views: readonly View[]): Region | undefined {
  let best: Region | undefined;
  for (const size of PATCH_SIZES) {
    const whole = patchAround(cloud, seed, size);
    const patch = thinned(whole, PATCH);
    for (const view of views) {
      const candidate = exactCylinder(cloud, patch, view);
      if (!candidate) continue;
      const grown = growRegion(cloud, candidate.points, candidate.surface, 'direction');
      if (!grown || grown.points.length < LEAST_POINTS) continue;
      const region = settle(cloud, grown.surface, 'direction', LEAST_POINTS);
      if (!region || !isConvincing(cloud, region)) continue;
      if (!best || region.points.length > best.points.length) best = region;
    }
    if (whole.length < size || (best && best.points.length > OUTGROWN * size)) break;
  }
  return best;
}

/** The numbers below `count` in an order without pattern: steps of the golden section, rounded to a coprime of `count`. */
function* scattered(count: number): Generator<number> {
  let step = Math.max(1, Math.round(count * 0.618));
  while (greatestCommonDivisor(step, count) > 1) step++;
  for (let i = 0, at = 0; i < count; i++, at = (at + step) % count) yield at;
}

const greatestCommonDivisor = (a: number, b: number): number =>
  b === 0 ? a : greatestCommonDivisor(b, a % b);
