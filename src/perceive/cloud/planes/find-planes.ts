import type { LocalGeometry } from '../local/local-geometry.ts';
import { type GrownPlane, type Growth, growPlane, settlePlane, startGrowth } from './grow-plane.ts';
import { sagOf } from './plane-fit.ts';
import { noisySeedAt, seedAt } from './plane-seeds.ts';

/** Points that are tried as seeds at most. */
const MOST_SEEDS = 4000;

/**
 * The planes that the points of a cloud lie on, the largest first, each with its points. No point belongs to two.
 */
export function findPlanes(
  local: LocalGeometry,
  { expired }: { readonly expired: () => boolean },
): GrownPlane[] {
  const growth = startGrowth(local);
  const candidates = growth.byNormals ? noisyCandidates(growth, expired) : exactCandidates(growth, expired);
  growth.owner.fill(-1);
  const planes: GrownPlane[] = [];
  for (const candidate of candidates.sort((a, b) => b.points.length - a.points.length)) {
    const left = candidate.points.filter((i) => growth.owner[i] < 0);
    if (left.length < UNTOUCHED * candidate.points.length) continue;
    const settled = settlePlane(growth, candidate);
    if (!settled || settled.points.length < UNTOUCHED * candidate.points.length) continue;
    if (!isFlat(growth, settled)) continue;
    for (const i of settled.points) growth.owner[i] = planes.length;
    planes.push(settled);
  }
  return planes;
}

/** A candidate is out of date where a better one has taken more than the rest of its points. */
const UNTOUCHED = 0.5;

function exactCandidates(growth: Growth, expired: () => boolean): GrownPlane[] {
  const { owner } = growth;
  const tried = new Uint8Array(owner.length);
  const planes: GrownPlane[] = [];
  for (const i of scattered(owner.length)) {
    if (owner[i] >= 0 || tried[i]) continue;
    if (expired()) break;
    tried[i] = 1;
    const seed = seedAt(growth, i, owner.length);
    const grown = seed && growPlane(growth, seed.points, seed.fit);
    const settled = grown && settlePlane(growth, grown);
    if (!settled) continue;
    for (const p of settled.points) tried[p] = 1;
    if (!isFlat(growth, settled)) continue;
    for (const p of settled.points) owner[p] = planes.length;
    planes.push(settled);
  }
  return planes;
}

function noisyCandidates(growth: Growth, expired: () => boolean): GrownPlane[] {
  const { owner } = growth;
  const tried = new Uint8Array(owner.length);
  const planes: GrownPlane[] = [];
  let seeds = 0;
  for (const i of scattered(owner.length)) {
    if (tried[i]) continue;
    if (expired() || seeds++ > MOST_SEEDS) break;
    tried[i] = 1;
    const seed = noisySeedAt(growth, i);
    const grown = seed && growPlane(growth, seed.points, seed.fit);
    if (!grown) continue;
    for (const p of grown.points) tried[p] = 1;
    if (isFlat(growth, grown)) planes.push(grown);
  }
  return planes;
}

const MOST_SAG = 0.5;
const MIN_WIDTH = 3 / Math.sqrt(12);

/** Whether points that lie on a plane spread over it in two directions and do not bulge. */
function isFlat({ local, byNormals }: Growth, { fit, points }: GrownPlane): boolean {
  if (points.length < (byNormals ? 12 : 5)) return false;
  if (fit.width < MIN_WIDTH * local.tolerance) return false;
  const bulge = sagOf(local.positions, points, points.length, fit);
  return !(bulge && bulge.sag > MOST_SAG * local.tolerance && bulge.sag > 5 * bulge.error);
}

/** All indices below `count`, far ones after each other. */
function* scattered(count: number): Generator<number> {
  let step = Math.floor(count * 0.6180339887) | 1;
  const gcd = (a: number, b: number): number => (b === 0 ? a : gcd(b, a % b));
  while (gcd(step, count) > 1) step += 2;
  for (let k = 0, i = 0; k < count; k++, i = (i + step) % count) yield i;
}
