import type { Bvh } from '../../geometry/bvh.ts';
import type { Random } from '../../geometry/random.ts';
import { castRay, type RayHit } from '../../geometry/ray-cast.ts';
import type { Viewpoint } from './viewpoint.ts';

/** What one beam reads: depth along the viewpoint's axis, the surface's unit normal towards the viewpoint. */
export type Reading = {
  depth: number;
  normalX: number;
  normalY: number;
  normalZ: number;
  /** Cosine of the angle between the ray and the normal of the triangle in the beam's middle. */
  cosine: number;
  /** The triangle in the beam's middle; before, any of the mesh, where the search starts, or -1. */
  triangle: number;
};

/** What a beam is: the scanner's numbers as it needs them. */
export type Beam = {
  /** Radius of the footprint over the depth. */
  readonly radius: number;
  readonly mixing: number;
};

/** Rays about the middle one. Every other one tells whether there is anything to average. */
const AROUND = 6;
/** Share of the footprint's radius at which those rays and the middle one spread as far as the disc does, root mean square. */
const RING = Math.sqrt(7 / 12);
/** Where the surface is flat to this share of the radius, every other ray will do. */
const FLAT = 0.02;
/** Depths that differ by more than this many radii of the footprint are two surfaces. */
const JUMP = 8;
const COSINES = Float64Array.from({ length: AROUND }, (_, k) => Math.cos((2 * Math.PI * k) / AROUND));
const SINES = Float64Array.from({ length: AROUND }, (_, k) => Math.sin((2 * Math.PI * k) / AROUND));

// One for all beams: none of them calls another. The middle ray comes last.
const MIDDLE = AROUND;
const hit: RayHit = { distance: 0, triangle: -1 };
/** One over the depth, which is linear over a flat surface; 0 where nothing was hit. */
const inverses = new Float64Array(AROUND + 1);
const hits = new Int32Array(AROUND + 1);

/**
 * Sends a beam from a viewpoint along (s, t), right and up over depth, and returns whether it comes back: where its
 * middle ray and half of all meet the mesh. What it reads is the mean over those rays that meet the same surface as
 * the middle one, sometimes over all. `areas` are the area vectors of the mesh's triangles.
 */
export function castBeam(
  bvh: Bvh,
  areas: Float64Array,
  viewpoint: Viewpoint,
  { radius, mixing }: Beam,
  s: number,
  t: number,
  random: Random,
  target: Reading,
): boolean {
  cast(bvh, viewpoint, s, t, MIDDLE, target.triangle);
  if (inverses[MIDDLE] === 0) return false;
  target.triangle = hits[MIDDLE];
  inverses.fill(0, 0, AROUND);
  if (radius > 0) {
    const turn = random.uniform(0, 2 * Math.PI);
    const cosine = RING * radius * Math.cos(turn);
    const sine = RING * radius * Math.sin(turn);
    castRing(bvh, viewpoint, s, t, cosine, sine, 0);
    const flat = (inverses[0] + inverses[2] + inverses[4]) / (3 * inverses[MIDDLE]) - 1;
    if (Math.abs(flat) > FLAT * radius) {
      castRing(bvh, viewpoint, s, t, cosine, sine, 1);
      let met = 0;
      for (let k = 0; k < AROUND; k++) if (inverses[k] > 0) met++;
      if (met < AROUND / 2) return false;
    }
  }
  average(areas, radius, mixing, random, target);
  face(viewpoint, areas, s, t, target);
  return true;
}

/** Casts every other ray about the middle one, starting with number `first`. */
function castRing(
  bvh: Bvh,
  viewpoint: Viewpoint,
  s: number,
  t: number,
  cosine: number,
  sine: number,
  first: number,
): void {
  for (let k = first; k < AROUND; k += 2) {
    const across = cosine * COSINES[k] - sine * SINES[k];
    const along = sine * COSINES[k] + cosine * SINES[k];
    cast(bvh, viewpoint, s + across, t + along, k, hits[MIDDLE]);
  }
}

/** Casts one ray, so long that its distance is the depth, and notes as number `k` what it meets. */
function cast(bvh: Bvh, { eye, axes }: Viewpoint, s: number, t: number, k: number, guess: number): void {
  const { right, up, out } = axes;
  hit.triangle = guess;
  const met = castRay(
    bvh,
    eye[0],
    eye[1],
    eye[2],
    s * right[0] + t * up[0] - out[0],
    s * right[1] + t * up[1] - out[1],
    s * right[2] + t * up[2] - out[2],
    hit,
  );
  inverses[k] = met ? 1 / hit.distance : 0;
  hits[k] = hit.triangle;
}

/** Writes the mean depth and the summed directions of the normals of the rays that count. */
function average(areas: Float64Array, radius: number, mixing: number, random: Random, target: Reading): void {
  const middle = inverses[MIDDLE];
  let together = 0;
  let apart = 0;
  let sum = 0;
  let sumApart = 0;
  target.normalX = 0;
  target.normalY = 0;
  target.normalZ = 0;
  for (let k = 0; k <= AROUND; k++) {
    const inverse = inverses[k];
    if (inverse === 0) continue;
    if (Math.abs(middle / inverse - 1) <= JUMP * radius) {
      together++;
      sum += inverse;
      const n = 3 * hits[k];
      const length = Math.sqrt(
        areas[n] * areas[n] + areas[n + 1] * areas[n + 1] + areas[n + 2] * areas[n + 2],
      );
      target.normalX += areas[n] / length;
      target.normalY += areas[n + 1] / length;
      target.normalZ += areas[n + 2] / length;
    } else {
      apart++;
      sumApart += inverse;
    }
  }
  const mixed = apart > 0 && random.chance(mixing);
  target.depth = mixed ? (together + apart) / (sum + sumApart) : together / sum;
}

/** Gives the normal its unit length and turns it towards the viewpoint; finds the angle that the middle ray makes. */
function face({ axes }: Viewpoint, areas: Float64Array, s: number, t: number, target: Reading): void {
  const { right, up, out } = axes;
  const x = s * right[0] + t * up[0] - out[0];
  const y = s * right[1] + t * up[1] - out[1];
  const z = s * right[2] + t * up[2] - out[2];
  const n = 3 * hits[MIDDLE];
  const area = Math.sqrt(areas[n] * areas[n] + areas[n + 1] * areas[n + 1] + areas[n + 2] * areas[n + 2]);
  const along = x * areas[n] + y * areas[n + 1] + z * areas[n + 2];
  target.cosine = Math.abs(along) / (area * Math.sqrt(x * x + y * y + z * z));
  const { normalX: nx, normalY: ny, normalZ: nz } = target;
  const length = Math.sqrt(nx * nx + ny * ny + nz * nz) || 1;
  const scale = x * nx + y * ny + z * nz > 0 ? -1 / length : 1 / length;
  target.normalX *= scale;
  target.normalY *= scale;
  target.normalZ *= scale;
}
