import { isConvincing } from './evidence.ts';
import { exactCylinder, type View } from './exact-cylinders.ts';
import { claim, type FreeCloud, freeAround, patchAround } from './free-cloud.ts';
import { growRegion, type Region, settle, thinned } from './grow.ts';
import { scattered } from './scattered.ts';

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

/** Finds and takes cylinders along known directions among exact points. */
export function findExactCylinders(
  cloud: FreeCloud,
  views: readonly View[],
  expired: () => boolean,
): Region[] {
  const regions: Region[] = [];
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
      claim(cloud, region.points);
      regions.push(region);
    } else {
      futile++;
      for (const i of patchAround(cloud, seed, 4)) skipped[i] = 1;
    }
  }
  return regions;
}

/** The largest cylinder along any of the known directions that grows from around a seed. */
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
