/**
 * A balanced tree over points in space, in flat arrays: each node's points are halved across the longest side of their
 * box (Friedman, Bentley, Finkel 1977), until few enough are left. All leaves are on one level, so that a node's number
 * tells its children (2 node + 1 and 2 node + 2) and its points: no pointers are stored.
 */
export type KdTree = {
  /** x, y, z of each point, in tree order. */
  readonly positions: Float64Array;
  /** For each point in tree order its index in the given positions. */
  readonly order: Uint32Array;
  /** min x, y, z, max x, y, z of each node's points. */
  readonly boxes: Float64Array;
  /** Number of leaves, a power of two. */
  readonly leaves: number;
};

/** Most points of a leaf, which are searched one by one: the fastest of 4, 8, 16 and 32 on samples of surfaces. */
const LEAF = 16;

/** The nearest point: its index in the positions given to `buildKdTree`, -1 when there are none. */
export type Neighbour = { index: number; squaredDistance: number };

// Nodes that wait to be searched, and how near their points can be: one for each level of the tree at most. Shared by
// all queries: none of them calls another.
const MAX_WAITING = 34;
const waiting = new Uint32Array(MAX_WAITING);
const waitingDistances = new Float64Array(MAX_WAITING);

/** Builds the tree over flat x, y, z positions, which are copied, in O(n log n). */
export function buildKdTree(points: Float64Array): KdTree {
  const count = points.length / 3;
  const order = new Uint32Array(count);
  for (let i = 0; i < count; i++) order[i] = i;
  let leaves = 1;
  while (count > LEAF * leaves) leaves *= 2;
  const tree = { positions: points.slice(), order, boxes: new Float64Array(6 * (2 * leaves - 1)), leaves };
  buildNode(tree, 0, 0, leaves);
  return tree;
}

/** First point in tree order of a leaf. */
export const leafStart = ({ order, leaves }: KdTree, leaf: number): number =>
  Math.floor((leaf * order.length) / leaves);

/** Builds what is below `node`, whose leaves are the `span` ones from `leaf` on. */
function buildNode(tree: KdTree, node: number, leaf: number, span: number): void {
  const first = leafStart(tree, leaf);
  const end = leafStart(tree, leaf + span);
  const axis = setBox(tree, node, first, end);
  if (span === 1) return;
  const half = span / 2;
  select(tree, first, end - 1, leafStart(tree, leaf + half), axis);
  buildNode(tree, 2 * node + 1, leaf, half);
  buildNode(tree, 2 * node + 2, leaf + half, half);
}

/** Sets the box of a node over the points from `first` to `end`; returns the axis along which it is longest. */
function setBox({ positions: p, boxes }: KdTree, node: number, first: number, end: number): number {
  let [minX, minY, minZ, maxX, maxY, maxZ] = [Infinity, Infinity, Infinity, -Infinity, -Infinity, -Infinity];
  for (let i = 3 * first; i < 3 * end; i += 3) {
    if (p[i] < minX) minX = p[i];
    if (p[i] > maxX) maxX = p[i];
    if (p[i + 1] < minY) minY = p[i + 1];
    if (p[i + 1] > maxY) maxY = p[i + 1];
    if (p[i + 2] < minZ) minZ = p[i + 2];
    if (p[i + 2] > maxZ) maxZ = p[i + 2];
  }
  const at = 6 * node;
  boxes[at] = minX;
  boxes[at + 1] = minY;
  boxes[at + 2] = minZ;
  boxes[at + 3] = maxX;
  boxes[at + 4] = maxY;
  boxes[at + 5] = maxZ;
  if (maxX - minX >= maxY - minY && maxX - minX >= maxZ - minZ) return 0;
  return maxY - minY >= maxZ - minZ ? 1 : 2;
}

/** Puts the point that belongs there at `middle`, smaller ones before and greater ones after it (Hoare's quickselect). */
function select(
  { positions: p, order }: KdTree,
  low: number,
  high: number,
  middle: number,
  axis: number,
): void {
  while (low < high) {
    const pivot = p[3 * ((low + high) >>> 1) + axis];
    let i = low;
    let j = high;
    while (i <= j) {
      while (p[3 * i + axis] < pivot) i++;
      while (p[3 * j + axis] > pivot) j--;
      if (i > j) break;
      // The points themselves change places, so that all later passes read them in sequence.
      for (let k = 0; k < 3; k++) {
        const x = p[3 * i + k];
        p[3 * i + k] = p[3 * j + k];
        p[3 * j + k] = x;
      }
      const index = order[i];
      order[i++] = order[j];
      order[j--] = index;
    }
    if (middle <= j) high = j;
    else if (middle >= i) low = i;
    else return;
  }
}

/** Finds the point nearest to (x, y, z), writes it to `target` and returns its squared distance (Infinity for no points). */
export function nearestPoint(tree: KdTree, x: number, y: number, z: number, target: Neighbour): number {
  const nearest = search(tree, x, y, z, -1);
  target.index = nearest < 0 ? -1 : tree.order[nearest];
  target.squaredDistance = foundDistance;
  return foundDistance;
}

/**
 * Squared distance of each point of `from` from the nearest one of `to` (Infinity where `to` has none), in tree order of
 * `from`. Points that follow each other in that order lie near each other, so the nearest point of the one is a good
 * guess for the next.
 */
export function squaredDistances(from: KdTree, to: KdTree): Float64Array {
  const { positions: p } = from;
  const result = new Float64Array(from.order.length);
  let nearest = -1;
  for (let i = 0; i < result.length; i++) {
    nearest = search(to, p[3 * i], p[3 * i + 1], p[3 * i + 2], nearest);
    result[i] = foundDistance;
  }
  return result;
}

/** Squared distance of the point that `search` found last. */
let foundDistance = Infinity;

/** The point nearest to (x, y, z) in tree order, -1 for none. `guess` is a point that may be near, or -1. */
function search(tree: KdTree, x: number, y: number, z: number, guess: number): number {
  const { positions: p, boxes, leaves } = tree;
  const firstLeaf = leaves - 1;
  let nearest = guess;
  let best = guess < 0 ? Infinity : squaredDistanceTo(p, 3 * guess, x, y, z);
  let size = 1;
  waiting[0] = 0;
  waitingDistances[0] = 0;
  while (size > 0) {
    size--;
    if (waitingDistances[size] >= best) continue;
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
      const squared = squaredDistanceTo(p, 3 * i, x, y, z);
      if (squared < best) {
        best = squared;
        nearest = i;
      }
    }
  }
  foundDistance = best;
  return nearest;
}

function squaredDistanceTo(p: Float64Array, at: number, x: number, y: number, z: number): number {
  const dx = x - p[at];
  const dy = y - p[at + 1];
  const dz = z - p[at + 2];
  return dx * dx + dy * dy + dz * dz;
}

/** Squared distance of (x, y, z) from the box at `at`. Comparisons rather than Math.max, which is half as fast here. */
export function squaredDistanceToBox(
  boxes: Float64Array,
  at: number,
  x: number,
  y: number,
  z: number,
): number {
  let dx = boxes[at] - x;
  if (dx < 0) dx = Math.max(0, x - boxes[at + 3]);
  let dy = boxes[at + 1] - y;
  if (dy < 0) dy = Math.max(0, y - boxes[at + 4]);
  let dz = boxes[at + 2] - z;
  if (dz < 0) dz = Math.max(0, z - boxes[at + 5]);
  return dx * dx + dy * dy + dz * dz;
}
