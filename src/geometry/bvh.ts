import type { Mesh } from './mesh.ts';

/**
 * A binary bounding volume hierarchy over a mesh's triangles, in flat arrays. Node 0 is the root and the first child
 * of an inner node follows it directly.
 */
export type Bvh = {
  readonly mesh: Mesh;
  /** min x, y, z, max x, y, z of each node. */
  readonly boxes: Float64Array;
  /** Two numbers a node. A leaf: first index into `order`, number of triangles. An inner node: its second child, 0. */
  readonly nodes: Uint32Array;
  /** Triangle indices, those of each leaf side by side. */
  readonly order: Uint32Array;
};

const MAX_LEAF = 8;
/** Smaller halves are not split off, which bounds the number of nodes to half the number of triangles. */
const MIN_HALF = 4;
/** From this depth on nodes are split in equal halves, which bounds the depth whatever the mesh. */
const MAX_UNEVEN_DEPTH = 40;

/** Nodes that a depth-first query has waiting at most: the depth of the deepest tree that 2^32 triangles can make, and some. */
export const MAX_WAITING = 80;

/** Builds the hierarchy in O(n log n), splitting nodes through the middle of their triangles' centroids. */
export function buildBvh(mesh: Mesh): Bvh {
  const { positions, triangles } = mesh;
  const count = triangles.length / 3;
  const order = Uint32Array.from({ length: count }, (_, i) => i);
  const centroids = new Float64Array(3 * count);
  for (let i = 0; i < count; i++) {
    for (let k = 0; k < 3; k++) {
      centroids[3 * i + k] =
        (positions[3 * triangles[3 * i] + k] +
          positions[3 * triangles[3 * i + 1] + k] +
          positions[3 * triangles[3 * i + 2] + k]) /
        3;
    }
  }
  const capacity = Math.max(1, 2 * Math.floor(count / MIN_HALF));
  const boxes = new Float64Array(6 * capacity);
  const nodes = new Uint32Array(2 * capacity);
  let used = 0;

  const build = (first: number, end: number, depth: number): void => {
    const node = used++;
    setBox(boxes, 6 * node, mesh, order, first, end);
    if (end - first <= MAX_LEAF) {
      nodes[2 * node] = first;
      nodes[2 * node + 1] = end - first;
      return;
    }
    const middle = split(centroids, order, first, end, depth);
    build(first, middle, depth + 1);
    nodes[2 * node] = used;
    build(middle, end, depth + 1);
  };
  build(0, count, 0);
  return { mesh, boxes: boxes.slice(0, 6 * used), nodes: nodes.slice(0, 2 * used), order };
}

/** Writes the box around the triangles order[first..end) to `boxes` at `at`. */
function setBox(
  boxes: Float64Array,
  at: number,
  { positions, triangles }: Mesh,
  order: Uint32Array,
  first: number,
  end: number,
): void {
  boxes.fill(Infinity, at, at + 3);
  boxes.fill(-Infinity, at + 3, at + 6);
  for (let i = first; i < end; i++) {
    for (let corner = 0; corner < 3; corner++) {
      const vertex = 3 * triangles[3 * order[i] + corner];
      for (let k = 0; k < 3; k++) {
        const x = positions[vertex + k];
        if (x < boxes[at + k]) boxes[at + k] = x;
        if (x > boxes[at + 3 + k]) boxes[at + 3 + k] = x;
      }
    }
  }
}

/** Reorders order[first..end) into two parts along the longest side of the centroids' box; returns where the second starts. */
function split(
  centroids: Float64Array,
  order: Uint32Array,
  first: number,
  end: number,
  depth: number,
): number {
  let axis = 0;
  let low = 0;
  let high = -1;
  for (let k = 0; k < 3; k++) {
    let min = Infinity;
    let max = -Infinity;
    for (let i = first; i < end; i++) {
      const x = centroids[3 * order[i] + k];
      if (x < min) min = x;
      if (x > max) max = x;
    }
    if (max - min > high - low) {
      axis = k;
      low = min;
      high = max;
    }
  }
  const plane = low + (high - low) / 2;
  let middle = first;
  for (let i = first; i < end; i++) {
    const triangle = order[i];
    if (centroids[3 * triangle + axis] >= plane) continue;
    order[i] = order[middle];
    order[middle++] = triangle;
  }
  const balanced = middle - first >= MIN_HALF && end - middle >= MIN_HALF;
  if (balanced && depth < MAX_UNEVEN_DEPTH) return middle;
  order.subarray(first, end).sort((a, b) => centroids[3 * a + axis] - centroids[3 * b + axis]);
  return (first + end) >>> 1;
}
