import { distanceFunction } from '../../../geometry/distance-function.ts';
import { guessCone } from '../../../geometry/fit-cone.ts';
import { guessCylinder } from '../../../geometry/fit-cylinder.ts';
import { fitPlane } from '../../../geometry/fit-plane.ts';
import { guessSphere } from '../../../geometry/fit-sphere.ts';
import { guessTorus } from '../../../geometry/fit-torus.ts';
import { alongKnown } from './along-known.ts';
import { isConvincing } from './evidence.ts';
import type { View } from './exact-cylinders.ts';
import { claim, type FreeCloud, freeAround, gather, leastPoints, patchAround } from './free-cloud.ts';
import { growRegion, type Region, settle } from './grow.ts';
import { type CurvedSurface, FREEDOM, refit } from './refit.ts';
import { scattered } from './scattered.ts';

/** Points of the patches around a seed: few first, for narrow faces; more, to see both curvatures and through noise. */
const PATCH_SIZES = [20, 60, 180, 540];

/** Cosine of the angle between the normals of neighbours on one smooth face. */
const SMOOTH = 0.97;

/** A region that has grown so many times larger than its patch is no accident of that patch. */
const OUTGROWN = 20;

/** A patch that lies within so many tolerances of a plane tells of no curvature. */
const FLAT = 1.5;

/** Share of a patch's points that must lie on the surface through it. */
const LEAST_SHARE = 0.75;

/** Points beyond a surface's freedom that it must have. */
const TO_SPARE = 8;

/** A surface of more freedom must explain this many times the points of one of less. */
const WORTH = 1.1;

/** Half angles between which a cone is neither a cylinder nor a plane. */
const LEAST_HALF_ANGLE = (2 * Math.PI) / 180;
const MOST_HALF_ANGLE = (85 * Math.PI) / 180;

/**
 * Seeds in a row without any surface after which no more are tried: fewer where noise asks for large patches, which take
 * long and of which a few cover what is free. And points around such a seed that are not tried.
 */
const MOST_FUTILE = { exact: 50, noisy: 10 };
const NEARBY = 8;

/**
 * Finds and takes cylinders whose axes are along no known direction, cones, spheres and tori; where noise does not tell them
 * from a cylinder along the direction of one of the `views`, that.
 */
export function findAnySurfaces(cloud: FreeCloud, views: readonly View[], expired: () => boolean): Region[] {
  const regions: Region[] = [];
  const mostFutile = cloud.exact ? MOST_FUTILE.exact : MOST_FUTILE.noisy;
  let futile = 0;
  const skipped = new Uint8Array(cloud.taken.length);
  for (const seed of scattered(cloud.taken.length)) {
    if (cloud.taken[seed] || skipped[seed] || 2 * freeAround(cloud, seed) < cloud.aroundCount) continue;
    if (futile > mostFutile || expired()) break;
    const found = surfaceAt(cloud, seed);
    const region = found && cloud.noisy ? alongKnown(cloud, found, views) : found;
    if (region) {
      futile = 0;
      claim(cloud, region.points);
      regions.push(region);
    } else {
      futile++;
      for (const i of patchAround(cloud, seed, NEARBY)) skipped[i] = 1;
    }
  }
  return regions;
}

/**
 * The cylinder, sphere, cone or torus that explains most around a seed, wherever its axis points: guessed from the points
 * and normals of patches of several sizes, fitted and grown. Undefined when there is none.
 */
function surfaceAt(cloud: FreeCloud, seed: number): Region | undefined {
  let best: Region | undefined;
  for (const size of PATCH_SIZES) {
    const patch = patchAround(cloud, seed, size);
    // A ball of points reaches from a narrow face over others, and nothing fits it.
    const patches = cloud.exact ? [patch, patchAround(cloud, seed, size, SMOOTH)] : [patch];
    for (const each of patches) {
      for (const surface of surfacesThrough(cloud, each)) {
        const region = regionOf(cloud, each, surface);
        if (region && (!best || isBetter(region, best))) best = region;
      }
    }
    if (patch.length < size || (best && best.points.length > OUTGROWN * size)) break;
  }
  return best;
}

const isBetter = (region: Region, best: Region): boolean =>
  region.points.length >
  (FREEDOM[region.surface.kind] > FREEDOM[best.surface.kind] ? WORTH : 1) * best.points.length;

/** Surfaces fitted to a patch that pass near enough to most of its points, simple kinds first. */
function surfacesThrough(cloud: FreeCloud, patch: readonly number[]): CurvedSurface[] {
  const points = gather(cloud.positions, patch);
  const plane = fitPlane(points);
  if (!plane || plane.deviation <= FLAT * cloud.tolerance) return [];
  const normals = gather(cloud.normals, patch);
  const guesses = [
    guessSphere(points),
    guessCylinder(points, normals),
    guessCone(points, normals),
    guessTorus(points, normals),
  ];
  return guesses.flatMap((guess) => {
    const fit = guess && refit(guess, points, 'nothing');
    return fit && onSurface(cloud, fit, patch).length >= LEAST_SHARE * patch.length ? [fit] : [];
  });
}

function onSurface(
  { positions: p, tolerance }: FreeCloud,
  surface: CurvedSurface,
  patch: readonly number[],
): number[] {
  const distance = distanceFunction(surface);
  return patch.filter((i) => distance(p[3 * i], p[3 * i + 1], p[3 * i + 2]) <= tolerance);
}

function regionOf(cloud: FreeCloud, patch: readonly number[], surface: CurvedSurface): Region | undefined {
  const least = Math.max(FREEDOM[surface.kind] + TO_SPARE, leastPoints(cloud));
  const grown = growRegion(cloud, onSurface(cloud, surface, patch), surface, 'nothing');
  if (!grown || grown.points.length < least || !isConvincing(cloud, grown)) return undefined;
  const region = settle(cloud, grown.surface, 'nothing', least);
  return region && isSound(region.surface) && isConvincing(cloud, region) ? region : undefined;
}

/** Whether a surface is what its kind says, and no other kind's limit. */
function isSound(surface: CurvedSurface): boolean {
  if (surface.kind === 'cone') {
    return surface.halfAngle > LEAST_HALF_ANGLE && surface.halfAngle < MOST_HALF_ANGLE;
  }
  return surface.kind !== 'torus' || surface.minorRadius < surface.majorRadius;
}
