import { boundsOf, diagonalOf } from '../../../geometry/mesh.ts';
import { type LocalGeometry, withNoise } from '../local/local-geometry.ts';
import { toleranceOfNoise } from '../local/precision.ts';
import { type GrownPlane, type Growth, growPlane, pointsOn, settlePlane, startGrowth } from './grow-plane.ts';
import { isFlat } from './is-flat.ts';
import { planesAlongKnown } from './known-directions.ts';
import { mergeCoplanar } from './merge-coplanar.ts';
import { noiseOfPlanes, noisyPlanes } from './noisy-planes.ts';
import { seedAt } from './plane-seeds.ts';

/** Planes with their points, and what is known of the cloud since: noise that is not what it seemed before. */
export type FoundPlanes = { readonly planes: readonly GrownPlane[]; readonly local: LocalGeometry };

/**
 * Noise that is this share of what it seemed, or less: everything is looked at anew, normals included, as the bins in
 * which planes tell it were too coarse to measure it, and it may be exact points that are left.
 */
const MUCH_LESS = 0.5;

/**
 * The planes that the points of a cloud lie on, each with its points: strips of curved surfaces too, where those look
 * flat. No point belongs to two. Once `expired`, what has been found by then is the answer.
 */
export function findPlanes(
  local: LocalGeometry,
  { expired }: { readonly expired: () => boolean },
): FoundPlanes {
  const growth = startGrowth(local);
  const planes = growth.byNormals ? noisyPlanes(growth, expired) : exactPlanes(growth, expired);
  const noise = noiseOfPlanes(planes, local.noise);
  const least = toleranceOfNoise(noise, diagonalOf(boundsOf(local.positions)));
  if (least < MUCH_LESS * local.tolerance && !expired())
    return findPlanes(withNoise(local, noise, expired), { expired });
  if (!growth.byNormals) return { planes, local };
  if (noise === local.noise || expired()) return { planes: mergeCoplanar(local, planes), local };
  const precise = { ...local, noise, tolerance: (local.tolerance * noise) / local.noise };
  return { planes: mergeCoplanar(precise, noisyPlanes(startGrowth(precise), expired)), local: precise };
}

/** Points up to so many tolerances from a plane are too far off it by chance: they tell no other one. */
const STRAY = 1.7;

/** Planes that a few points tell, because chance hardly puts them there. */
function exactPlanes(growth: Growth, expired: () => boolean): GrownPlane[] {
  const { owner } = growth;
  const tried = new Uint8Array(owner.length);
  const planes: GrownPlane[] = [];
  for (const i of scattered(owner.length)) {
    if (owner[i] >= 0 || tried[i]) continue;
    if (expired()) break;
    tried[i] = 1;
    const seed = seedAt(growth, i, owner.length);
    const grown = seed && growPlane(growth, seed.points, seed.fit);
    if (!grown) continue;
    for (const p of grown.points) tried[p] = 1;
    // The whole cloud is looked through only for what is a plane by itself.
    const settled = isFlat(growth, grown) && settlePlane(growth, grown);
    if (!settled || !isFlat(growth, settled)) continue;
    for (const p of settled.points) owner[p] = planes.length;
    for (const p of straysOf(growth, settled)) tried[p] = 1;
    planes.push(settled);
  }
  for (const [k, plane] of planes.entries()) for (const p of straysOf(growth, plane)) owner[p] = k;
  return [...planes, ...planesAlongKnown(growth, planes, expired)];
}

const straysOf = (growth: Growth, { fit }: GrownPlane): Uint32Array =>
  pointsOn(growth, fit.plane, STRAY * growth.local.tolerance);

/** All indices below `count`, far ones after each other. */
function* scattered(count: number): Generator<number> {
  let step = Math.floor(count * 0.6180339887) | 1;
  const gcd = (a: number, b: number): number => (b === 0 ? a : gcd(b, a % b));
  while (gcd(step, count) > 1) step += 2;
  for (let k = 0, i = 0; k < count; k++, i = (i + step) % count) yield i;
}
