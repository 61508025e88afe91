import { buildKdTree, type Neighbour, nearestPoint } from '../../geometry/kd-tree.ts';
import type { Mesh } from '../../geometry/mesh.ts';
import { nearestNeighbours } from '../../geometry/nearest-neighbours.ts';
import { surfaceSamples } from '../../geometry/surface-samples.ts';
import type { PerceivedCloud } from '../../perceive/cloud/types.ts';

/** Whether samples of a surface have points of a cloud near them. */
export type Support = {
  /** x, y, z of each sample, uniform over the surface. */
  readonly positions: Float64Array;
  /** Distance of each sample from the nearest point. */
  readonly distances: Float64Array;
  /** Distance within which a point of the cloud must lie, as dense as the cloud is there. */
  readonly reaches: Float64Array;
};

/** Neighbours that local spacing is taken from. Among n points on area A the k-th lies at about sqrt(k A / (n pi)). */
const NEIGHBOURS = 6;
/**
 * Spacings within which a point must lie: among points strewn at random a gap of this radius is met with probability
 * exp(-pi 2.5^2) = 3e-9, and where density falls to a quarter one of half the radius, 0.7%.
 */
const GAP = 2.5;
const SEED = 1;

/** Looks for points of the cloud near `count` samples of a surface. The same mesh gives the same samples. */
export function supportOf({ positions, tolerance }: PerceivedCloud, mesh: Mesh, count: number): Support {
  const samples = surfaceSamples(mesh, count, SEED).positions;
  const tree = buildKdTree(positions);
  const total = samples.length / 3;
  const distances = new Float64Array(total);
  const nearest = new Uint32Array(total);
  const found: Neighbour = { index: -1, squaredDistance: 0 };
  for (let i = 0; i < total; i++) {
    distances[i] = Math.sqrt(
      nearestPoint(tree, samples[3 * i], samples[3 * i + 1], samples[3 * i + 2], found),
    );
    nearest[i] = Math.max(0, found.index);
  }
  const { reach, count: neighbours } = nearestNeighbours(tree, NEIGHBOURS, nearest);
  const spacings = Math.sqrt(Math.PI / Math.max(1, neighbours));
  return { positions: samples, distances, reaches: reach.map((far) => GAP * spacings * far + tolerance) };
}

/** Share of the samples that have points near them. */
export function supportedShare({ distances, reaches }: Support): number {
  let near = 0;
  for (let i = 0; i < distances.length; i++) if (distances[i] <= reaches[i]) near++;
  return near / Math.max(1, distances.length);
}
