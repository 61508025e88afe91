import { type KdTree, type Neighbour, nearestPoint } from '../../geometry/kd-tree.ts';

/**
 * A cloud seen through a grid over the cube from -1 to 1, from which distances to other clouds can be bounded. Points
 * outside count to the nearest cell.
 */
export type CloudGrid = {
  /** Distance of each cell's centre from the cloud. */
  readonly distances: Float32Array;
  /** The cells that hold points, the share of the points that each holds, and their mean distance from its centre. */
  readonly cells: Uint16Array;
  readonly shares: Float32Array;
  readonly spreads: Float32Array;
};

/** Cells a side: a cell is about as wide as the clouds of a set differ. */
const SIDE = 20;

/** Single precision rounds by no more than this share; bounds stay below. */
const ROUNDING = 1e-6;

/** Looks at a cloud through the grid: one search for a nearest point a cell. */
export function cloudGrid(cloud: KdTree): CloudGrid {
  const { positions } = cloud;
  const count = positions.length / 3;
  const counts = new Uint32Array(SIDE ** 3);
  const sums = new Float64Array(SIDE ** 3);
  for (let i = 0; i < positions.length; i += 3) {
    const cell = SIDE * (SIDE * cellOf(positions[i]) + cellOf(positions[i + 1])) + cellOf(positions[i + 2]);
    const [x, y, z] = centerOfCell(cell);
    counts[cell]++;
    sums[cell] += Math.hypot(positions[i] - x, positions[i + 1] - y, positions[i + 2] - z);
  }
  const cells = Uint16Array.from(counts.keys()).filter((cell) => counts[cell] > 0);
  const found: Neighbour = { index: -1, squaredDistance: 0 };
  const distances = new Float32Array(SIDE ** 3);
  for (let cell = 0; cell < distances.length; cell++) {
    distances[cell] = Math.sqrt(nearestPoint(cloud, ...centerOfCell(cell), found)) * (1 - ROUNDING);
  }
  return {
    distances,
    cells,
    shares: Float32Array.from(cells, (cell) => (counts[cell] / count) * (1 - ROUNDING)),
    spreads: Float32Array.from(cells, (cell) => (sums[cell] / counts[cell]) * (1 + ROUNDING)),
  };
}

const cellOf = (x: number): number => Math.min(SIDE - 1, Math.max(0, Math.floor(((x + 1) / 2) * SIDE)));

function centerOfCell(cell: number): [number, number, number] {
  const center = (index: number): number => (2 * (index + 0.5)) / SIDE - 1;
  return [center(Math.floor(cell / SIDE ** 2)), center(Math.floor(cell / SIDE) % SIDE), center(cell % SIDE)];
}

/**
 * A lower bound of the mean distance, squared or not, of one cloud's points from the other cloud. By the triangle
 * inequality a point is no nearer to the cloud than its cell's centre is, less its own distance from the centre; so is
 * the mean over a cell, and the mean of squares is no less than the square of that.
 */
export function gridBound(
  { cells, shares, spreads }: CloudGrid,
  { distances }: CloudGrid,
  metric: 'euclidean' | 'squared',
): number {
  let bound = 0;
  for (let i = 0; i < cells.length; i++) {
    const least = distances[cells[i]] - spreads[i];
    if (least > 0) bound += shares[i] * (metric === 'squared' ? least * least : least);
  }
  return bound;
}
