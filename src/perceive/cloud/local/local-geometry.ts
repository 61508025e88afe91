import { buildKdTree } from '../../../geometry/kd-tree.ts';
import { boundsOf, diagonalOf } from '../../../geometry/mesh.ts';
import { nearestNeighbours } from '../../../geometry/nearest-neighbours.ts';
import { symmetricEigen } from '../../../geometry/symmetric.ts';

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
 * Measures spacing, noise and normals of a cloud of flat x, y, z `positions`, which are not copied. `expired` tells
 * that the time for it is over: what is cheap is used from then on.
 */
export function localGeometry(
  positions: Float64Array,
  { expired: _expired }: { readonly expired: () => boolean },
): LocalGeometry {
  const { count, indices, reach } = nearestNeighbours(buildKdTree(positions), NEIGHBOURS);
  const points = positions.length / 3;
  const normals = new Float64Array(positions.length);
  const flatness = new Float64Array(points);
  for (let i = 0; i < points; i++) {
    const mean = [0, 0, 0];
    const moments = new Float64Array(9);
    for (let j = -1; j < count; j++) {
      const at = 3 * (j < 0 ? i : indices[i * count + j]);
      for (let k = 0; k < 3; k++) mean[k] += (positions[at + k] - positions[3 * i + k]) / (count + 1);
    }
    for (let j = -1; j < count; j++) {
      const at = 3 * (j < 0 ? i : indices[i * count + j]);
      for (let a = 0; a < 3; a++)
        for (let b = 0; b < 3; b++)
          moments[3 * a + b] +=
            ((positions[at + a] - positions[3 * i + a] - mean[a]) *
              (positions[at + b] - positions[3 * i + b] - mean[b])) /
            (count + 1);
    }
    const { values, vectors } = symmetricEigen(moments, 3);
    normals.set(vectors[0], 3 * i);
    flatness[i] = Math.sqrt(Math.max(0, values[0]));
  }
  const spacing = reach.slice().sort()[points >> 1] * Math.sqrt(Math.PI / (count + 0.5));
  const noise = flatness.slice().sort()[Math.floor(points / 5)];
  const tolerance = Math.max(3 * noise, 1e-6 * diagonalOf(boundsOf(positions)));
  return {
    positions,
    spacing,
    noise,
    tolerance,
    neighbourCount: count,
    neighbours: indices,
    normals,
    flatness,
  };
}
