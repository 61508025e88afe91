import { buildKdTree } from '../../../geometry/kd-tree.ts';
import { boundsOf, diagonalOf } from '../../../geometry/mesh.ts';
import { nearestNeighbours } from '../../../geometry/nearest-neighbours.ts';
import { estimateNormals } from './normals.ts';
import { measurePrecision, toleranceOfNoise } from './precision.ts';

/** What the points around each point say of the surface there. Lengths in the cloud's own unit. */
export type LocalGeometry = {
  /** x, y, z of each point. */
  readonly positions: Float64Array;
  /** Typical distance of a point from its nearest neighbour on the surface, as if the points lay on a square grid. */
  readonly spacing: number;
  /** Standard deviation of the points' distances from the surface; next to nothing for exact points. */
  readonly noise: number;
  /** Greatest distance at which a point counts as lying on a surface: some times the noise, at least the rounding. */
  readonly tolerance: number;
  /** Neighbours of each point in `neighbours`. */
  readonly neighbourCount: number;
  /** Indices of each point's nearest neighbours, nearest first, without itself. */
  readonly neighbours: Uint32Array;
  /** Unit normal of each point, of either sign; at an edge that of one of the faces that meet there. */
  readonly normals: Float64Array;
  /** Root mean square distance, from its plane, of the neighbourhood that gave each normal: large at what is not flat. */
  readonly flatness: Float64Array;
};

/** Neighbours that are kept of each point. */
const NEIGHBOURS = 12;

/**
 * Measures spacing, noise and normals of a cloud of flat x, y, z `positions`, which are not copied. Once `expired`,
 * normals are left as rough as they are.
 */
export function localGeometry(
  positions: Float64Array,
  { expired }: { readonly expired: () => boolean },
): LocalGeometry {
  const tree = buildKdTree(positions);
  const neighbours = nearestNeighbours(tree, NEIGHBOURS);
  const precision = measurePrecision(tree, positions, neighbours);
  return {
    positions,
    ...precision,
    neighbourCount: neighbours.count,
    neighbours: neighbours.indices,
    ...estimateNormals(positions, tree, neighbours, precision, expired),
  };
}

/**
 * The same cloud with less noise, known better since, and with the normals that this asks for. Once `expired`, those are
 * left as rough as they are.
 */
export function withNoise(local: LocalGeometry, noise: number, expired: () => boolean): LocalGeometry {
  const { positions, neighbours: indices, neighbourCount: count, spacing } = local;
  const precision = { spacing, noise, tolerance: toleranceOfNoise(noise, diagonalOf(boundsOf(positions))) };
  const tree = buildKdTree(positions);
  const normals = estimateNormals(positions, tree, { indices, count }, precision, expired);
  return { ...local, ...precision, ...normals };
}
