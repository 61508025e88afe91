import type { Surface } from '../../../geometry/surface.ts';
import type { Vec3 } from '../../../geometry/vector.ts';
import type { LocalGeometry } from '../local/local-geometry.ts';
import { isConvincing } from './evidence.ts';
import { exactCylinder, type View, viewAlong } from './exact-cylinders.ts';
import { type FreeCloud, freeCloud, patchAround } from './free-cloud.ts';
import { growRegion, type Region, settle, thinned } from './grow.ts';

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
const OUTGROWN = 3;

/** Fewest points of a cylinder along a known direction, of which three would lie on some circle anyway. */
const LEAST_POINTS = 6;

/** After so many seeds in a row that gave nothing, and this share of the points, no more are tried. */
const LEAST_PATIENCE = 300;
const PATIENCE = 0.03;

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
  const regions: Region[] = [];
  let futile = 0;
  const patience = LEAST_PATIENCE + PATIENCE * free.length;
  const skipped = new Uint8Array(free.length);
  for (const seed of scattered(free.length)) {
    if (cloud.taken[seed] || skipped[seed]) continue;
    if (futile > patience || expired()) break;
    const region = bestRegionAt(cloud, seed, views);
    if (region) {
      futile = 0;
      for (const i of region.points) cloud.taken[i] = 1;
      regions.push(region);
    } else {
      futile++;
      for (const i of patchAround(cloud, seed, 4)) skipped[i] = 1;
    }
  }
  return regions.map(({ surface, points }) => ({
    surface,
    points: Uint32Array.from(points, (i) => free[i]).sort(),
  }));
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
