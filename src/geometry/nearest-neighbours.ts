import { type KdTree, leafStart, squaredDistanceToBox } from './kd-tree.ts';

/** The nearest neighbours of points: the same number for each, nearest first, none of them the point itself. */
export type Neighbours = {
  /** Neighbours of a point: what was asked for, or all others where there are fewer. */
  readonly count: number;
  /** Indices of points, `count` for each. */
  readonly indices: Uint32Array;
  /** Distance of each point's last neighbour. */
  readonly reach: Float64Array;
};

/** Levels of a tree over the 2^32 points that indices can tell apart, and the one more that waits at each. */
const MAX_WAITING = 34;

/**
 * The `count` nearest neighbours of each point of the tree, or of the points `of` only (indices, rows in their order),
 * by depth-first search of the nearer half first (Friedman, Bentley, Finkel 1977).
 */
export function nearestNeighbours(tree: KdTree, count: number, of?: Uint32Array): Neighbours {
  const { order, positions: p } = tree;
  const most = Math.max(0, Math.min(count, order.length - 1));
  const rows = of ? of.length : order.length;
  const indices = new Uint32Array(rows * most);
  const reach = new Float64Array(rows);
  if (most === 0) return { count: 0, indices, reach };
  const placeOf = of && placesOf(order);
  const found = { places: new Uint32Array(most), distances: new Float64Array(most) };
  let last = -1;
  for (let i = 0; i < rows; i++) {
    // All points are taken in tree order: those that follow each other look at the same leaves, which stay in the cache.
    const place = placeOf ? placeOf[of[i]] : i;
    const row = placeOf ? i : order[i];
    const limit = last < 0 ? Infinity : squaredLimit(p, last, place, found.distances[most - 1]);
    searchAround(tree, place, limit, found);
    last = place;
    for (let j = 0; j < most; j++) indices[row * most + j] = order[found.places[j]];
    reach[row] = Math.sqrt(found.distances[most - 1]);
  }
  return { count: most, indices, reach };
}

/** For each point's index its place in tree order. */
function placesOf(order: Uint32Array): Uint32Array {
  const places = new Uint32Array(order.length);
  for (let i = 0; i < order.length; i++) places[order[i]] = i;
  return places;
}

const waiting = new Uint32Array(MAX_WAITING);
const waitingDistances = new Float64Array(MAX_WAITING);

/**
 * No neighbour of a point is further than a neighbour of another one can be from it, squared: little enough to pass over
 * most of the tree from the start. Room for rounding is added, and for equal points.
 */
function squaredLimit(p: Float64Array, from: number, to: number, squaredReach: number): number {
  const x = p[3 * to] - p[3 * from];
  const y = p[3 * to + 1] - p[3 * from + 1];
  const z = p[3 * to + 2] - p[3 * from + 2];
  return (Math.sqrt(squaredReach) + Math.sqrt(x * x + y * y + z * z)) ** 2 * (1 + 1e-9) + Number.MIN_VALUE;
}

/** Fills `found` with the places and squared distances below `limit` of the points nearest to the one at `self`. */
function searchAround(
  tree: KdTree,
  self: number,
  limit: number,
  { places, distances }: { places: Uint32Array; distances: Float64Array },
): void {
  const { positions: p, boxes, leaves } = tree;
  const firstLeaf = leaves - 1;
  const x = p[3 * self];
  const y = p[3 * self + 1];
  const z = p[3 * self + 2];
  const last = places.length - 1;
  distances.fill(Infinity);
  let worst = limit;
  let size = 1;
  waiting[0] = 0;
  waitingDistances[0] = 0;
  while (size > 0) {
    size--;
    if (waitingDistances[size] >= worst) continue;
    const node = waiting[size];
    if (node < firstLeaf) {
      const left = 2 * node + 1;
      const toLeft = squaredDistanceToBox(boxes, 6 * left, x, y, z);
      const toRight = squaredDistanceToBox(boxes, 6 * left + 6, x, y, z);
      // The nearer half goes on top, so that it is searched first.
      const leftFirst = toLeft <= toRight;
      waiting[size] = leftFirst ? left + 1 : left;
      waitingDistances[size++] = leftFirst ? toRight : toLeft;
      waiting[size] = leftFirst ? left : left + 1;
      waitingDistances[size++] = leftFirst ? toLeft : toRight;
      continue;
    }
    const end = leafStart(tree, node - firstLeaf + 1);
    for (let i = leafStart(tree, node - firstLeaf); i < end; i++) {
      const dx = p[3 * i] - x;
      const dy = p[3 * i + 1] - y;
      const dz = p[3 * i + 2] - z;
      const squared = dx * dx + dy * dy + dz * dz;
      if (squared >= worst || i === self) continue;
      let at = last;
      for (; at > 0 && distances[at - 1] > squared; at--) {
        distances[at] = distances[at - 1];
        places[at] = places[at - 1];
      }
      distances[at] = squared;
      places[at] = i;
      if (distances[last] < worst) worst = distances[last];
    }
  }
}
