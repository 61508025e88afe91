/**
 * A balanced tree over points in space, in flat arrays: the middle of each range of points splits it along x, y or z
 * in turn (Bentley 1975; layout of V. Agafonkin's kdbush).
 */
export type KdTree = {
  /** x, y, z of each point, in tree order. */
  readonly positions: Float64Array;
  /** For each point in tree order its index in the given positions. */
  readonly order: Uint32Array;
};

/** Ranges of no more points than this are searched one by one. */
const LEAF = 8;

/** The nearest point: its index in the positions given to `buildKdTree`, -1 when there are none. */
export type Neighbour = { index: number; squaredDistance: number };

// Ranges that wait to be searched: first point, end and axis of each, and how near its points can be. There is one
// for each level of the tree at most. Shared by all queries: none of them calls another.
const MAX_WAITING = 34;
const waiting = new Uint32Array(3 * MAX_WAITING);
const waitingDistances = new Float64Array(MAX_WAITING);

/** Builds the tree over flat x, y, z positions, which are copied. */
export function buildKdTree(points: Float64Array): KdTree {
  const count = points.length / 3;
  const order = Uint32Array.from({ length: count }, (_, i) => i);
  sortRange(points, order, 0, count, 0);
  const positions = new Float64Array(points.length);
  for (let i = 0; i < count; i++) {
    for (let k = 0; k < 3; k++) positions[3 * i + k] = points[3 * order[i] + k];
  }
  return { positions, order };
}

function sortRange(points: Float64Array, order: Uint32Array, first: number, end: number, axis: number): void {
  if (end - first <= LEAF) return;
  const middle = (first + end) >>> 1;
  select(points, order, first, end - 1, middle, axis);
  const next = (axis + 1) % 3;
  sortRange(points, order, first, middle, next);
  sortRange(points, order, middle + 1, end, next);
}

/** Puts the point that belongs there at order[middle], smaller ones before and greater ones after it (Hoare's quickselect). */
function select(
  points: Float64Array,
  order: Uint32Array,
  low: number,
  high: number,
  middle: number,
  axis: number,
): void {
  while (low < high) {
    const pivot = points[3 * order[(low + high) >>> 1] + axis];
    let i = low;
    let j = high;
    while (i <= j) {
      while (points[3 * order[i] + axis] < pivot) i++;
      while (points[3 * order[j] + axis] > pivot) j--;
      if (i > j) break;
      const swapped = order[i];
      order[i++] = order[j];
      order[j--] = swapped;
    }
    if (middle <= j) high = j;
    else if (middle >= i) low = i;
    else return;
  }
}

/** Finds the point nearest to (x, y, z), writes it to `target` and returns its squared distance (Infinity for no points). */
export function nearestPoint(tree: KdTree, x: number, y: number, z: number, target: Neighbour): number {
  const { positions: p, order } = tree;
  let nearest = -1;
  let best = Infinity;
  let size = 1;
  waiting[0] = 0;
  waiting[1] = order.length;
  waiting[2] = 0;
  waitingDistances[0] = 0;
  while (size > 0) {
    size--;
    if (waitingDistances[size] >= best) continue;
    let first = waiting[3 * size];
    let end = waiting[3 * size + 1];
    let axis = waiting[3 * size + 2];
    // Down to the leaf on this side of every plane, leaving the other sides for later.
    while (end - first > LEAF) {
      const middle = (first + end) >>> 1;
      const dx = x - p[3 * middle];
      const dy = y - p[3 * middle + 1];
      const dz = z - p[3 * middle + 2];
      const squared = dx * dx + dy * dy + dz * dz;
      if (squared < best) {
        best = squared;
        nearest = middle;
      }
      const beyond = axis === 0 ? dx : axis === 1 ? dy : dz;
      axis = axis === 2 ? 0 : axis + 1;
      waiting[3 * size] = beyond < 0 ? middle + 1 : first;
      waiting[3 * size + 1] = beyond < 0 ? end : middle;
      waiting[3 * size + 2] = axis;
      waitingDistances[size++] = beyond * beyond;
      if (beyond < 0) end = middle;
      else first = middle + 1;
    }
    for (let i = first; i < end; i++) {
      const dx = x - p[3 * i];
      const dy = y - p[3 * i + 1];
      const dz = z - p[3 * i + 2];
      const squared = dx * dx + dy * dy + dz * dz;
      if (squared < best) {
        best = squared;
        nearest = i;
      }
    }
  }
  target.index = nearest < 0 ? -1 : order[nearest];
  target.squaredDistance = best;
  return best;
}
