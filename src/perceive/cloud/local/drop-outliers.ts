import { buildKdTree } from '../../../geometry/kd-tree.ts';
import { nearestNeighbours } from '../../../geometry/nearest-neighbours.ts';

/** How far a point's neighbours are is measured by this one of them: outliers come in pairs now and then. */
const NEIGHBOURS = 8;

/**
 * A point is isolated when it is this many times as far from its neighbours as they are from theirs, and as is usual in
 * the cloud. A random sample of a surface has hardly any such point at the former; sparse faces of a scan are sparse
 * all over, so that their points keep to one another.
 */
const ISOLATED = 3;

/**
 * Indices, ascending, of the points of flat x, y, z `positions` that are not isolated: readings that hang in the air are
 * left out (statistical outlier removal: Rusu et al., Towards 3D point cloud based object maps, 2008, made local).
 */
export function withoutOutliers(positions: Float64Array): Uint32Array {
  const { count, indices, reach } = nearestNeighbours(buildKdTree(positions), NEIGHBOURS);
  const usual = reach.slice().sort()[reach.length >> 1];
  const kept = new Uint32Array(reach.length);
  let size = 0;
  const around = new Float64Array(count);
  for (let i = 0; i < reach.length; i++) {
    if (reach[i] > ISOLATED * usual) {
      for (let j = 0; j < count; j++) around[j] = reach[indices[i * count + j]];
      if (reach[i] > ISOLATED * around.sort()[count >> 1]) continue;
    }
    kept[size++] = i;
  }
  return kept.slice(0, size);
}
