import type { KdTree } from '../../../geometry/kd-tree.ts';
import { boundsOf, diagonalOf } from '../../../geometry/mesh.ts';
import { type Neighbours, nearestNeighbours } from '../../../geometry/nearest-neighbours.ts';
import { emptyPatchPlane, type PatchPlane, patchPlane } from '../../../geometry/patch-plane.ts';
import { COPLANAR, EXACT, exactPlane } from './exact-planes.ts';
import { estimateNoise } from './noise.ts';

/** What is known of a cloud before its normals; lengths. */
export type Precision = {
  /** Typical distance of a point from its nearest neighbour on the surface, as if the points lay on a square grid. */
  readonly spacing: number;
  /** Standard deviation of the points' distances from the surface. */
  readonly noise: number;
  /** Greatest distance at which a point counts as lying on a surface. */
  readonly tolerance: number;
};

/** Points further from their surface than this many times the noise are one in 400. */
const DEVIATIONS = 3;

/** No tolerance is finer than this share of the diagonal: what differs by less is nothing that anyone would draw. */
const FINEST = 1e-6;

/** Points that are looked at for exact planes at most, and the neighbours of each. */
const SEEDS = 1000;
const AROUND = 12;

/**
 * Share of points on exact planes from which a cloud is taken to be exact; and a lesser one, of at least so many points,
 * that is enough where hardly any plane has points on both sides, as those of chance and of rounded depths do.
 */
const MANY = 0.05;
const FEW = 0.005;
const LEAST = 5;
const HARDLY = 0.1;

/** Tolerances that are tried grow by this factor, from this share of the diagonal: what is left of 64 bits by a turn. */
const GROWTH = Math.sqrt(10);
const ROUNDING = 1e-13;

/** A tolerance is great enough when the next one finds no more than this many times as many points on planes. */
const SETTLED = 1.15;

/** Patches cross edges of thin and small parts: exact planes are believed where they are this many times as precise. */
const CLEARLY = 3;

/** Spacing, noise and tolerance of a cloud, from the points alone. `neighbours` are those of each of its points. */
export function measurePrecision(tree: KdTree, positions: Float64Array, neighbours: Neighbours): Precision {
  const diagonal = positions.length > 0 ? diagonalOf(boundsOf(positions)) : 0;
  const reach = medianOf(neighbours.reach);
  const ofPatches = estimateNoise(tree, positions);
  const ofPlanes = noiseOfExactPlanes(tree, positions, reach, diagonal);
  const noise = ofPlanes !== undefined && CLEARLY * ofPlanes < ofPatches ? ofPlanes : ofPatches;
  // The k-th neighbour is as far as the radius of a disc that holds k squares of the spacing, and further by the noise,
  // but not by all of it: the nearest of scattered points are those that scatter alike.
  const flat = Math.max(reach * reach - noise * noise, (reach * reach) / 2);
  const spacing = Math.sqrt((Math.PI * flat) / Math.max(1, neighbours.count));
  return { spacing, noise, tolerance: toleranceOfNoise(noise, diagonal) };
}

/** Greatest distance at which points of some noise count as lying on a surface, in a cloud of a diagonal. */
export const toleranceOfNoise = (noise: number, diagonal: number): number =>
  Math.max(DEVIATIONS * noise, FINEST * diagonal);

/**
 * Layers of a camera that measures depth in steps are not faces: of so many of them, points lie on both sides. That is
 * so of 70% at least, and of half the faces of thin parts of few points.
 */
const LAYERED = 0.62;

/**
 * How far points lie from the planes that they share with several neighbours, at the least tolerance at which many do
 * and a greater one hardly finds more: a smaller one finds planes by chance. Undefined where none is that exact,
 * or where the planes are layers of rounded depths.
 */
function noiseOfExactPlanes(
  tree: KdTree,
  positions: Float64Array,
  reach: number,
  diagonal: number,
): number | undefined {
  const step = Math.max(1, Math.floor(tree.order.length / SEEDS));
  const seeds = tree.order.filter((_, place) => place % step === 0);
  const { indices, count } = nearestNeighbours(tree, AROUND, seeds);
  const patch = new Uint32Array(count + 1);
  const plane = emptyPatchPlane();
  let last = { flat: 0, freedom: 0, noise: 0, layered: 0 };
  for (let tolerance = ROUNDING * diagonal; tolerance < EXACT * reach; tolerance *= GROWTH) {
    let squares = 0;
    let freedom = 0;
    let flat = 0;
    let edges = 0;
    let layers = 0;
    for (let s = 0; s < seeds.length; s++) {
      patch[0] = seeds[s];
      patch.set(indices.subarray(s * count, (s + 1) * count), 1);
      const on = exactPlane(positions, patch, tolerance);
      if (on < COPLANAR) continue;
      flat++;
      patchPlane(positions, patch, 0, on, plane);
      squares += on * plane.rms ** 2;
      freedom += on - 3;
      if (on === patch.length) continue;
      edges++;
      if (areOnBothSides(positions, patch.subarray(on), plane)) layers++;
    }
    const isTold =
      last.flat > MANY * seeds.length ||
      (last.flat >= Math.max(LEAST, FEW * seeds.length) && last.layered <= HARDLY);
    if (isTold && freedom <= SETTLED * last.freedom) return last.layered > LAYERED ? undefined : last.noise;
    last = { flat, freedom, noise: Math.sqrt(squares / freedom), layered: layers / Math.max(1, edges) };
  }
  return undefined;
}

const medianOf = (values: Float64Array): number =>
  values.length > 0 ? values.slice().sort()[values.length >> 1] : 0;

/** Whether some points lie above and others below a plane. */
function areOnBothSides(p: Float64Array, points: Uint32Array, plane: PatchPlane): boolean {
  let above = 0;
  for (let i = 0; i < points.length; i++) {
    const at = 3 * points[i];
    const height =
      (p[at] - plane.cx) * plane.nx + (p[at + 1] - plane.cy) * plane.ny + (p[at + 2] - plane.cz) * plane.nz;
    if (height > 0) above++;
  }
  return above > 0 && above < points.length;
}
