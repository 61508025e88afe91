import type { Vec3 } from '../../../geometry/vector.ts';
import { directionsOf } from './directions.ts';
import { type GrownPlane, type Growth, growPlane } from './grow-plane.ts';
import { isFlat } from './is-flat.ts';
import { noisySeedAt } from './plane-seeds.ts';
import { type Layer, settleLayers } from './settle-layers.ts';

/** Known directions along which small planes are looked for. */
const MOST_DIRECTIONS = 12;

/** A known direction is held by seeds whose normal differs from it by at most this angle: those of small faces are poor. */
const NEAR = Math.cos((25 * Math.PI) / 180);

/** Planes of less than this share of the largest one's points are small. */
const SMALL = 0.1;
/** Share of a small plane's points that planes along known directions must leave to it. */
const LEFT = 0.8;

/** Planes of so many points tell the noise. */
const ENOUGH = 200;

/** Noise that planes tell is believed where it differs from what neighbourhoods told by this factor. */
const CLEARLY = 0.93;

/**
 * Standard deviation of the points' distances from their planes: neighbourhoods that were larger than the part's walls
 * are thick told more, those that their points bent a plane to told less. The quartile of all points' planes, since those
 * across edges and bends have more.
 */
export function noiseOfPlanes(planes: readonly (GrownPlane | Layer)[], noise: number): number {
  const large = planes
    .filter(({ points }) => points.length >= ENOUGH)
    .map((plane) => ({
      points: plane.points,
      deviation: 'deviation' in plane ? plane.deviation : plane.fit.rms,
    }))
    .sort((a, b) => a.deviation - b.deviation);
  let left = large.reduce((sum, { points }) => sum + points.length, 0) / 4;
  for (const { points, deviation } of large) {
    left -= points.length;
    if (left > 0) continue;
    return deviation < CLEARLY * noise || noise < CLEARLY * deviation ? deviation : noise;
  }
  return noise;
}

/**
 * Planes of points whose noise is not small against their spacing, so that only many of them tell a plane: large ones, grown
 * from where normals agree best; what lies along their directions; and only then small ones that were grown freely, which
 * lean where faces are narrow, because the normals there are poor.
 */
export function noisyPlanes(growth: Growth, expired: () => boolean): Layer[] {
  const { owner } = growth;
  const order = bySteadiness(growth);
  const found: Layer[] = [];
  growFrom(growth, order, found, expired);
  const largest = found.reduce((most, { points }) => Math.max(most, points.length), 0);
  const planes = found.filter(({ points }) => points.length >= SMALL * largest);
  owner.fill(-1);
  planes.forEach((plane, k) => {
    claim(owner, plane, k);
  });
  growFrom(growth, order, planes, expired, directionsOf(planes).slice(0, MOST_DIRECTIONS));
  for (const plane of found) {
    if (plane.points.length >= SMALL * largest) continue;
    const points = plane.points.filter((p) => owner[p] < 0);
    if (points.length < LEFT * plane.points.length) continue;
    claim(owner, { ...plane, points }, planes.length);
    planes.push({ ...plane, points });
  }
  growFrom(growth, order, planes, expired, directionsOf(planes).slice(0, MOST_DIRECTIONS));
  return planes;
}

function claim(owner: Int32Array, { points }: Layer, plane: number): void {
  for (const p of points) owner[p] = plane;
}

/** Grows planes from free seeds, in order, and claims their points. */
function growFrom(
  growth: Growth,
  order: Uint32Array,
  planes: Layer[],
  expired: () => boolean,
  directions?: readonly Vec3[],
): void {
  const { owner } = growth;
  const tried = new Uint8Array(owner.length);
  for (const i of order) {
    if (owner[i] >= 0 || tried[i]) continue;
    if (expired()) return;
    tried[i] = 1;
    const held = directions && nearest(growth, i, directions);
    if (directions && !held) continue;
    const seed = noisySeedAt(growth, i, held);
    const grown = seed && growPlane(growth, seed.points, seed.fit, held);
    if (!grown) continue;
    for (const p of grown.points) tried[p] = 1;
    if (!isFlat(growth, grown)) continue;
    for (const layer of settleLayers(growth, grown, held)) {
      if (!isFlat(growth, layer)) continue;
      claim(owner, layer, planes.length);
      planes.push(layer);
    }
  }
}

/** The direction nearest to the normal of a point, if it is near. */
function nearest(
  { local: { normals: n } }: Growth,
  i: number,
  directions: readonly Vec3[],
): Vec3 | undefined {
  let best: Vec3 | undefined;
  let most = NEAR;
  for (const d of directions) {
    const cosine = Math.abs(n[3 * i] * d[0] + n[3 * i + 1] * d[1] + n[3 * i + 2] * d[2]);
    if (cosine <= most) continue;
    most = cosine;
    best = d;
  }
  return best;
}

/** Steps in which steadiness is told: finer ones say nothing. */
const STEPS = 200;

/** All points, those first whose normals agree best with their neighbours': the middles of large planes. */
function bySteadiness({ local }: Growth): Uint32Array {
  const { normals: n, neighbours, neighbourCount } = local;
  const count = n.length / 3;
  const steps = new Uint8Array(count);
  const starts = new Uint32Array(STEPS + 1);
  for (let i = 0; i < count; i++) {
    let sum = 0;
    for (let j = i * neighbourCount; j < (i + 1) * neighbourCount; j++) {
      const at = 3 * neighbours[j];
      sum += 1 - Math.abs(n[3 * i] * n[at] + n[3 * i + 1] * n[at + 1] + n[3 * i + 2] * n[at + 2]);
    }
    // The square root of 1 - cosine goes with the angle.
    steps[i] = Math.min(STEPS - 1, Math.floor(STEPS * Math.sqrt(sum / Math.max(1, neighbourCount))));
    starts[steps[i] + 1]++;
  }
  for (let s = 0; s < STEPS; s++) starts[s + 1] += starts[s];
  const order = new Uint32Array(count);
  for (let i = 0; i < count; i++) order[starts[steps[i]]++] = i;
  return order;
}
