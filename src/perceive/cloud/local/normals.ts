import type { KdTree } from '../../../geometry/kd-tree.ts';
import {
  type Neighbours as MeasuredNeighbours,
  nearestNeighbours,
} from '../../../geometry/nearest-neighbours.ts';
import { emptyPatchPlane, type PatchPlane, patchPlane } from '../../../geometry/patch-plane.ts';
import { COPLANAR, EXACT, exactPlane } from './exact-planes.ts';
import type { Precision } from './precision.ts';

/** Indices of the nearest neighbours of points, `count` of each. */
type Neighbours = Pick<MeasuredNeighbours, 'indices' | 'count'>;

/** Unit normals of points, and the root mean square distances of the patches that gave them from their planes. */
export type Normals = { readonly normals: Float64Array; readonly flatness: Float64Array };

/** Points of a patch where there is no noise, and how many more for a noise as great as the spacing. */
const LEAST_PATCH = 8;
const PATCH_OF_NOISE = 100;
const MOST_PATCH = 128;

/** Patches that a point lies in, about: more cost time and hardly find a flatter one. */
const OVERLAP = 16;

/** A plane contains the points at this many times its own patch's root mean square distance. */
const CONTAINED = 2;

/** What the variance of a patch counts more at its rim than in its middle: on a curved surface, planes hold only near by. */
const RIM = 0.5;

/** Noise below this share of the spacing hardly turns normals: one round of averaging is enough, else it takes more. */
const CLEAN = 0.02;
const ROUNDS = 3;

/** Normals whose 1 - cosine is this count 1 / e of equal ones when they are averaged. */
const UNLIKE = 0.1;

/**
 * Unit normals of either sign, aware of edges. Planes are fitted to patches of neighbours, larger ones the more noise
 * there is, and each point takes the flattest plane that contains it of the patches that it belongs to. Exact points near
 * edges take the plane that most of their neighbours lie on exactly; noisy normals are averaged with like ones near by
 * (bilateral filtering: Jones, Durand, Zwicker, Normal improvement for point rendering, 2004). Once `expired`, what is
 * left of that is not done.
 */
export function estimateNormals(
  positions: Float64Array,
  tree: KdTree,
  neighbours: Neighbours,
  precision: Precision,
  expired: () => boolean,
): Normals {
  const estimated = flattestPlanes(positions, tree, neighbours, precision);
  const { spacing, noise, tolerance } = precision;
  const exact = tolerance < EXACT * spacing;
  if (exact && !expired()) sharpen(positions, neighbours, tolerance, estimated);
  // Planes that hold exactly are not to be spoilt by what lies next to them.
  const settled = exact ? tolerance : -1;
  let { normals } = estimated;
  const { flatness } = estimated;
  for (let round = noise < CLEAN * spacing ? 1 : ROUNDS; round > 0 && !expired(); round--)
    normals = averaged(normals, neighbours, flatness, settled);
  return { normals, flatness };
}

/** Each point's normal by the flattest plane that contains it, of the patches around it. */
function flattestPlanes(
  positions: Float64Array,
  tree: KdTree,
  neighbours: Neighbours,
  { spacing, noise, tolerance }: Precision,
): Normals {
  const points = positions.length / 3;
  // Equal points have no spacing.
  const noisiness = spacing > 0 ? noise / spacing : 0;
  const asked = Math.min(MOST_PATCH, Math.round(LEAST_PATCH + PATCH_OF_NOISE * noisiness));
  const step = Math.max(1, Math.floor(asked / OVERLAP));
  // Every so many points in tree order: their patches cover the part evenly.
  const seeds = tree.order.filter((_, place) => place % step === 0);
  const wide = asked > neighbours.count ? nearestNeighbours(tree, asked, seeds) : undefined;
  const { indices, count } = wide ?? neighbours;
  const members = Math.min(asked, count);
  const patch = new Uint32Array(members + 1);
  const plane = emptyPatchPlane();
  const best = new Float64Array(points).fill(Infinity);
  const normals = new Float64Array(positions.length);
  const flatness = new Float64Array(points);
  for (let s = 0; s < seeds.length; s++) {
    const first = (wide ? s : seeds[s]) * count;
    patch[0] = seeds[s];
    for (let j = 0; j < members; j++) patch[j + 1] = indices[first + j];
    patchPlane(positions, patch, 0, members + 1, plane);
    const contained = Math.max(CONTAINED * plane.rms, tolerance);
    const rim = squaredDistanceBetween(positions, patch[0], patch[members]);
    for (let j = 0; j <= members; j++) {
      const i = patch[j];
      const inside = Math.abs(heightOver(plane, positions, i)) <= contained;
      // The middle of a patch that does not contain it takes any plane rather than none.
      if (!inside && (j > 0 || best[i] < Infinity)) continue;
      const out = rim > 0 ? squaredDistanceBetween(positions, patch[0], i) / rim : 0;
      const cost = inside ? plane.rms * plane.rms * (1 + RIM * out) : Number.MAX_VALUE;
      if (cost >= best[i]) continue;
      best[i] = cost;
      flatness[i] = plane.rms;
      setNormal(normals, i, plane);
    }
  }
  return { normals, flatness };
}

/** Gives points whose patch is not flat the plane that they share with several neighbours exactly, if there is one. */
function sharpen(
  positions: Float64Array,
  { indices, count }: Neighbours,
  tolerance: number,
  { normals, flatness }: Normals,
): void {
  const patch = new Uint32Array(count + 1);
  const plane = emptyPatchPlane();
  for (let i = 0; i < flatness.length; i++) {
    if (flatness[i] <= tolerance) continue;
    patch[0] = i;
    for (let j = 0; j < count; j++) patch[j + 1] = indices[i * count + j];
    const on = exactPlane(positions, patch, tolerance);
    if (on < COPLANAR) continue;
    patchPlane(positions, patch, 0, on, plane);
    flatness[i] = plane.rms;
    setNormal(normals, i, plane);
  }
}

/**
 * Normals averaged with those of neighbours, of which unlike ones hardly count, so that edges stay sharp; those of points
 * that are at most `settled` off flat stay.
 */
function averaged(
  normals: Float64Array,
  { indices, count }: Neighbours,
  flatness: Float64Array,
  settled: number,
): Float64Array {
  const next = normals.slice();
  for (let i = 0; i < flatness.length; i++) {
    if (flatness[i] <= settled) continue;
    const nx = normals[3 * i];
    const ny = normals[3 * i + 1];
    const nz = normals[3 * i + 2];
    let [x, y, z] = [nx, ny, nz];
    for (let j = i * count; j < (i + 1) * count; j++) {
      const at = 3 * indices[j];
      const cosine = nx * normals[at] + ny * normals[at + 1] + nz * normals[at + 2];
      const weight = Math.sign(cosine) * Math.exp((Math.abs(cosine) - 1) / UNLIKE);
      x += weight * normals[at];
      y += weight * normals[at + 1];
      z += weight * normals[at + 2];
    }
    const length = Math.sqrt(x * x + y * y + z * z);
    next[3 * i] = x / length;
    next[3 * i + 1] = y / length;
    next[3 * i + 2] = z / length;
  }
  return next;
}

const heightOver = ({ nx, ny, nz, cx, cy, cz }: PatchPlane, p: Float64Array, i: number): number =>
  (p[3 * i] - cx) * nx + (p[3 * i + 1] - cy) * ny + (p[3 * i + 2] - cz) * nz;

function squaredDistanceBetween(p: Float64Array, i: number, j: number): number {
  const x = p[3 * i] - p[3 * j];
  const y = p[3 * i + 1] - p[3 * j + 1];
  const z = p[3 * i + 2] - p[3 * j + 2];
  return x * x + y * y + z * z;
}

function setNormal(normals: Float64Array, i: number, { nx, ny, nz }: PatchPlane): void {
  normals[3 * i] = nx;
  normals[3 * i + 1] = ny;
  normals[3 * i + 2] = nz;
}
