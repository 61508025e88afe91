import type { Vec3 } from '../../../geometry/vector.ts';
import { LOG_FALSE_ALARMS, logChance } from './chance.ts';
import { allows, type Growth } from './grow-plane.ts';
import { fitPlaneTo, type PlaneFit } from './plane-fit.ts';

/** A plane through a few neighbouring points, and those on it. */
export type PlaneSeed = { readonly fit: PlaneFit; readonly points: readonly number[] };

/** Free points around a point that its seed is looked for among. */
const AROUND = 24;
/** Points looked at to find so many free ones. */
const MOST_SEEN = 120;
/** Nearest free points that planes are put through. */
const THROUGH = 12;
/** Points between one and this many tolerances from a plane tell how many lie within one by chance. */
const SHELL = 4;

/** Room for one neighbourhood: indices, and places relative to the point in the middle. */
const found = new Uint32Array(MOST_SEEN + 400);
const places = new Float64Array(3 * (AROUND + 1));

/** Writes the free points around `center`, itself first and about nearest first, to `found`; returns their number. */
function freeAround(growth: Growth, center: number): number {
  const { local, owner, queue, seen } = growth;
  const { neighbours, neighbourCount } = local;
  const stamp = ++growth.growths;
  let size = 1;
  let free = 0;
  queue[0] = center;
  seen[center] = stamp;
  for (let head = 0; head < size && free <= AROUND; head++) {
    const i = queue[head];
    if (owner[i] < 0) found[free++] = i;
    if (size >= MOST_SEEN) continue;
    for (let j = i * neighbourCount; j < (i + 1) * neighbourCount; j++) {
      const next = neighbours[j];
      if (seen[next] === stamp) continue;
      seen[next] = stamp;
      queue[size++] = next;
    }
  }
  return free;
}

/**
 * The plane through a free point and two free ones near it that most others near it lie on, if chance is unlikely to
 * have put so many there. `tests` is the number of points that are tried.
 */
export function seedAt(growth: Growth, center: number, tests: number): PlaneSeed | undefined {
  const { positions, tolerance } = growth.local;
  const free = freeAround(growth, center);
  if (free < 4) return undefined;
  let reach = 0;
  for (let i = 0; i < free; i++) {
    let squared = 0;
    for (let k = 0; k < 3; k++) {
      const d = positions[3 * found[i] + k] - positions[3 * center + k];
      places[3 * i + k] = d;
      squared += d * d;
    }
    reach = Math.max(reach, squared);
  }
  reach = Math.sqrt(reach);
  let best = 3;
  let bestA = 0;
  let bestB = 0;
  const through = Math.min(THROUGH, free - 1);
  for (let b = 2; b <= through; b++) {
    for (let a = 1; a < b; a++) {
      const on = countOn(a, b, free, tolerance);
      if (on > best) {
        best = on;
        bestA = a;
        bestB = b;
      }
    }
  }
  if (bestA === 0) return undefined;
  const [nx, ny, nz] = normalThrough(bestA, bestB)!;
  const points: number[] = [];
  let shell = 0;
  for (let i = 0; i < free; i++) {
    const height = Math.abs(nx * places[3 * i] + ny * places[3 * i + 1] + nz * places[3 * i + 2]);
    if (height <= tolerance) points.push(found[i]);
    else if (height <= SHELL * tolerance) shell++;
  }
  const expected = Math.max((free * tolerance) / reach, shell);
  const trials = Math.log((tests * through * (through - 1)) / 2);
  if (trials + logChance(points.length - 3, expected) > LOG_FALSE_ALARMS) return undefined;
  const fit = fitPlaneTo(positions, points, points.length);
  if (!fit || !points.every((i) => allows(growth, i, fit.plane.normal))) return undefined;
  return { fit, points };
}

/** Unit normal of the plane through the middle and two of `places`; undefined where they are nearly in line. */
function normalThrough(a: number, b: number): Vec3 | undefined {
  const [ax, ay, az] = [places[3 * a], places[3 * a + 1], places[3 * a + 2]];
  const [bx, by, bz] = [places[3 * b], places[3 * b + 1], places[3 * b + 2]];
  const x = ay * bz - az * by;
  const y = az * bx - ax * bz;
  const z = ax * by - ay * bx;
  const squared = x * x + y * y + z * z;
  if (squared < LEAST_SINE ** 2 * (ax * ax + ay * ay + az * az) * (bx * bx + by * by + bz * bz))
    return undefined;
  const length = Math.sqrt(squared);
  return [x / length, y / length, z / length];
}

/** Triples of points more nearly in line than this do not tell a plane. */
const LEAST_SINE = 0.2;

/** Number of the first `free` of `places` on the plane through the middle, `a` and `b`. */
function countOn(a: number, b: number, free: number, tolerance: number): number {
  const normal = normalThrough(a, b);
  if (!normal) return 0;
  const [x, y, z] = normal;
  let on = 0;
  for (let i = 0; i < free; i++) {
    const height = x * places[3 * i] + y * places[3 * i + 1] + z * places[3 * i + 2];
    if (height <= tolerance && height >= -tolerance) on++;
  }
  return on;
}

/** Neighbours whose normals are this near to a point's own belong to its plane. */
const ALIKE = Math.cos((20 * Math.PI) / 180);

/**
 * The plane of the neighbours of a free point whose normals are like its own, or like `held`, which is the plane's then:
 * three points tell nothing under noise.
 */
export function noisySeedAt(growth: Growth, center: number, held?: Vec3): PlaneSeed | undefined {
  const { local, owner } = growth;
  const { normals: n, neighbours, neighbourCount, positions } = local;
  const normal: Vec3 = held ?? [n[3 * center], n[3 * center + 1], n[3 * center + 2]];
  const [nx, ny, nz] = normal;
  const points = [center];
  for (let j = center * neighbourCount; j < (center + 1) * neighbourCount; j++) {
    const at = 3 * neighbours[j];
    if (owner[neighbours[j]] < 0 && Math.abs(n[at] * nx + n[at + 1] * ny + n[at + 2] * nz) > ALIKE)
      points.push(neighbours[j]);
  }
  const fit = fitPlaneTo(positions, points, points.length, normal);
  return fit && { fit, points };
}
