import { buildBvh } from '../../geometry/bvh.ts';
import { type ClosestPoint, closestPoint } from '../../geometry/closest-point.ts';
import { boundsOf, diagonalOf, type Mesh, triangleArea, volumeOf } from '../../geometry/mesh.ts';
import type { Vec3 } from '../../geometry/vector.ts';
import type { PerceivedCloud } from '../../perceive/cloud/types.ts';
import { pointSample } from './point-sample.ts';
import { type Support, supportOf } from './support.ts';

/** How well a solid and a cloud agree, both ways. */
export type CloudAgreement = {
  /** 0 to 1, for choosing among solids: about the volume that both have of the volume that either has. */
  readonly score: number;
  /** Share of the points that lie within the cloud's tolerance of the solid's surface. */
  readonly explained: number;
  /** Share of the solid's surface that has points near it, as near as the cloud is dense there. */
  readonly supported: number;
  /** Distances of the points from the surface; `rms` of the explained ones. */
  readonly residuals: { readonly rms: number; readonly p95: number; readonly max: number };
  /** The point farthest from the surface. */
  readonly worst: { readonly distance: number; readonly place: Vec3 };
};

/** Points and samples of the surface that are measured. */
const POINTS = 20_000;
const SAMPLES = 10_000;
/**
 * Surface without points counts for less than points without surface: it may be right, where the scanner did not see.
 */
const HIDDEN = 0.3;
/** One point or sample counts for no more than this share of the part's diagonal: outliers, sides that no scan saw. */
const FARTHEST = 0.1;
/** Weight of squared distances within the tolerance against those beyond it: only between equals they decide. */
const TIE = 0.1;

/**
 * Compares a cloud with the tessellated surface of a solid. Where the two differ by d over the area A, about the volume
 * A d is missing or too much; `score` is the intersection over union that follows from the sum of both directions.
 * Points within the tolerance cost nothing but a tie-break by their squared distances.
 */
export function agreementWithCloud(perceived: PerceivedCloud, mesh: Mesh): CloudAgreement {
  const { positions, tolerance } = perceived;
  const sample = pointSample(perceived, POINTS);
  const farthest = Math.max(2 * tolerance, FARTHEST * diagonalOf(boundsOf(positions)));
  const distances = distancesFromSurface(positions, sample, mesh);
  let [explained, squares, cost, worst] = [0, 0, 0, 0];
  for (let i = 0; i < distances.length; i++) {
    const distance = distances[i];
    if (distance > distances[worst]) worst = i;
    if (distance <= tolerance) {
      explained++;
      squares += distance ** 2;
    } else cost += Math.min(farthest, distance);
  }
  const count = Math.max(1, sample.length);
  const support = supportOf(perceived, mesh, SAMPLES);
  const { supported, gaps } = gapsOf(support, farthest);
  const area = areaOf(mesh);
  const volume = Math.abs(volumeOf(mesh));
  const rms = Math.sqrt(squares / Math.max(1, explained));
  const difference = area * (cost / count + HIDDEN * gaps + (TIE * squares) / (count * tolerance));
  const sorted = distances.slice().sort();
  const place = 3 * (sample[worst] ?? 0);
  return {
    score: volume > 0 ? volume / (volume + difference) : 0,
    explained: explained / count,
    supported,
    residuals: {
      rms,
      p95: sorted[Math.floor(0.95 * sorted.length)] ?? 0,
      max: sorted.at(-1) ?? 0,
    },
    worst: {
      distance: distances[worst] ?? 0,
      place: [positions[place], positions[place + 1], positions[place + 2]],
    },
  };
}

/** Distance of each point of `sample` from the mesh; infinite where the mesh has no triangle. */
export function distancesFromSurface(positions: Float64Array, sample: Uint32Array, mesh: Mesh): Float64Array {
  const tree = buildBvh(mesh);
  const found: ClosestPoint = { x: 0, y: 0, z: 0, triangle: -1, squaredDistance: 0 };
  const distances = new Float64Array(sample.length);
  for (let i = 0; i < sample.length; i++) {
    const p = 3 * sample[i];
    distances[i] = Math.sqrt(closestPoint(tree, positions[p], positions[p + 1], positions[p + 2], found));
  }
  return distances;
}

/** Share of the samples with points near them, and the mean distance to points over all, none for supported ones. */
function gapsOf({ distances, reaches }: Support, farthest: number): { supported: number; gaps: number } {
  let [supported, sum] = [0, 0];
  for (let i = 0; i < distances.length; i++) {
    if (distances[i] <= reaches[i]) supported++;
    else sum += Math.min(farthest, distances[i]);
  }
  const count = Math.max(1, distances.length);
  return { supported: supported / count, gaps: sum / count };
}

function areaOf(mesh: Mesh): number {
  let area = 0;
  for (let t = 0; t < mesh.triangles.length / 3; t++) area += triangleArea(mesh, t);
  return area;
}
