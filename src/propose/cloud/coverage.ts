import { buildKdTree } from '../../geometry/kd-tree.ts';
import { nearestNeighbours } from '../../geometry/nearest-neighbours.ts';
import type { Vec3 } from '../../geometry/vector.ts';
import type { CloudFace, PerceivedCloud } from '../../perceive/cloud/types.ts';
import { type Chart, chartOf } from './chart.ts';

/** Where on its surface a face is seen: a picture of the surface's chart. */
export type Coverage = {
  readonly chart: Chart;
  /** Chart coordinates of the picture's corner, and the size of its cells. */
  readonly minU: number;
  readonly minV: number;
  readonly cellU: number;
  readonly cellV: number;
  readonly columns: number;
  readonly rows: number;
  /** Whether the picture goes all round the axis, so that its last column borders on its first. */
  readonly closed: boolean;
  /** For each cell, row by row, the probability in 1/255 that the surface is there. */
  readonly cells: Uint8Array;
};

/** Neighbours whose distance tells how dense the points lie at a place. */
const NEIGHBOURS = 8;
/** A point speaks for the surface around it, so many local spacings far: some 12 points speak for each place. */
const REACH = 2;
/** Reach in standard deviations of noise at least: points so far off the surface may be another's. */
const NOISE_REACH = 2;
/** Cells of a picture per reach. */
const CELLS_PER_REACH = 4;
const MAX_CELLS = 1 << 20;
/** Local spacing is taken to be within this factor of the cloud's own. */
const UNEVEN = 3;

/**
 * How far apart the points lie around each one: as if its nearest neighbours lay on a square grid. A scan is denser
 * where views overlap.
 */
export function localSpacing({ positions, spacing }: PerceivedCloud): Float64Array {
  const { reach, count } = nearestNeighbours(buildKdTree(positions), NEIGHBOURS);
  const factor = Math.sqrt(Math.PI / Math.max(1, count));
  return reach.map((r) => Math.min(UNEVEN * spacing, Math.max(spacing / UNEVEN, factor * r)));
}

/**
 * The coverage of a face by its points: undefined for a freeform surface and for a face without points. A place is
 * covered where points lie on all sides of it: where they lie to one side only, as at a straight border, it is half.
 * `spacings`: for each point of the cloud how far its neighbours are.
 */
export function coverageOf(
  { surface, points }: CloudFace,
  { positions, noise }: PerceivedCloud,
  spacings: Float64Array,
): Coverage | undefined {
  if (points.length === 0) return undefined;
  const chart = chartOf(surface, centroidOf(positions, points));
  if (!chart) return undefined;
  const us = new Float64Array(points.length);
  const vs = new Float64Array(points.length);
  const reaches = new Float64Array(points.length);
  const at = new Float64Array(2);
  let sum = 0;
  for (let i = 0; i < points.length; i++) {
    const p = 3 * points[i];
    chart.place(positions[p], positions[p + 1], positions[p + 2], at);
    us[i] = at[0];
    vs[i] = at[1];
    reaches[i] = Math.max(REACH * spacings[points[i]], NOISE_REACH * noise);
    sum += reaches[i];
  }
  const grid = gridAround(chart, us, vs, reaches, sum / points.length);
  const weight = new Float32Array(grid.columns * grid.rows);
  const offsetU = new Float32Array(weight.length);
  const offsetV = new Float32Array(weight.length);
  for (let i = 0; i < points.length; i++) {
    // The share of the reach's disc that is the point's own.
    const share = spacings[points[i]] ** 2 / (Math.PI * reaches[i] ** 2);
    spread(grid, us[i], vs[i], reaches[i], share, weight, offsetU, offsetV);
  }
  return { ...grid, cells: probabilities(weight, offsetU, offsetV) };
}

function centroidOf(positions: Float64Array, points: Uint32Array): Vec3 {
  const sum = [0, 0, 0];
  for (const i of points) for (let k = 0; k < 3; k++) sum[k] += positions[3 * i + k] / points.length;
  return [sum[0], sum[1], sum[2]];
}

type Grid = Omit<Coverage, 'cells'>;

/** Lays cells around the points of a chart. */
function gridAround(
  chart: Chart,
  us: Float64Array,
  vs: Float64Array,
  reaches: Float64Array,
  reach: number,
): Grid {
  const widest = reaches.reduce((a, b) => Math.max(a, b), 0);
  let [minV, maxV] = [Infinity, -Infinity];
  for (const v of vs) {
    minV = Math.min(minV, v);
    maxV = Math.max(maxV, v);
  }
  let stretch = 0;
  for (let k = 0; k <= 8; k++) stretch = Math.max(stretch, chart.stretch(minV + (k / 8) * (maxV - minV)));
  minV -= widest;
  maxV += widest;
  const range = chart.turns ? arcAround(us, widest / Math.max(stretch, widest)) : boxAround(us, widest);
  let cell = reach / CELLS_PER_REACH;
  const area = (range.to - range.from) * stretch * (maxV - minV);
  if (area > MAX_CELLS * cell * cell) cell = Math.sqrt(area / MAX_CELLS);
  const columns = Math.max(1, Math.ceil(((range.to - range.from) * stretch) / cell));
  const rows = Math.max(1, Math.ceil((maxV - minV) / cell));
  return {
    chart,
    minU: range.from,
    minV,
    cellU: (range.to - range.from) / columns,
    cellV: (maxV - minV) / rows,
    columns,
    rows,
    closed: range.closed,
  };
}

function boxAround(us: Float64Array, margin: number): { from: number; to: number; closed: boolean } {
  let [from, to] = [Infinity, -Infinity];
  for (const u of us) {
    from = Math.min(from, u);
    to = Math.max(to, u);
  }
  return { from: from - margin, to: to + margin, closed: false };
}

/** The angles that hold all of `us` and a margin: all but the widest gap between them. */
function arcAround(us: Float64Array, margin: number): { from: number; to: number; closed: boolean } {
  const sorted = us.slice().sort();
  let gap = sorted[0] + 2 * Math.PI - sorted[sorted.length - 1];
  let from = sorted[0];
  for (let i = 1; i < sorted.length; i++) {
    if (sorted[i] - sorted[i - 1] <= gap) continue;
    gap = sorted[i] - sorted[i - 1];
    from = sorted[i];
  }
  if (gap <= 3 * margin) return { from: -Math.PI, to: Math.PI, closed: true };
  return { from: from - margin, to: from + 2 * Math.PI - gap + margin, closed: false };
}

/** Adds a point to all cells within its reach: its weight, and the offset towards it in reaches. */
function spread(
  { chart, minU, minV, cellU, cellV, columns, rows, closed }: Grid,
  u: number,
  v: number,
  reach: number,
  share: number,
  weight: Float32Array,
  offsetU: Float32Array,
  offsetV: Float32Array,
): void {
  let fromStart = u - minU;
  if (chart.turns) fromStart -= 2 * Math.PI * Math.floor(fromStart / (2 * Math.PI));
  const firstRow = Math.max(0, Math.ceil((v - reach - minV) / cellV - 0.5));
  const lastRow = Math.min(rows - 1, Math.floor((v + reach - minV) / cellV - 0.5));
  for (let row = firstRow; row <= lastRow; row++) {
    const rowV = minV + (row + 0.5) * cellV;
    const dv = (v - rowV) / reach;
    const stretch = chart.stretch(rowV);
    const width = columns * cellU * stretch;
    const half = Math.min(Math.sqrt(Math.max(0, 1 - dv * dv)) * reach, closed ? width / 2 : width);
    const middle = fromStart / cellU;
    const cells = half / stretch / cellU;
    const first = Math.ceil(middle - cells - 0.5);
    const last = Math.min(Math.floor(middle + cells - 0.5), first + columns - 1);
    for (let k = first; k <= last; k++) {
      const column = k < 0 ? k + columns : k >= columns ? k - columns : k;
      if (!closed && column !== k) continue;
      const cell = row * columns + column;
      const du = ((middle - k - 0.5) * cellU * stretch) / reach;
      weight[cell] += share;
      offsetU[cell] += share * du;
      offsetV[cell] += share * dv;
    }
  }
}

/** The share of a disc that points must fill: nothing below the first, a face above the second. A strip fills little. */
const FILLED = [0.08, 0.3] as const;
/** Centroid, in reaches, of the half disc: 4 / (3 pi). There the border runs. */
const BORDER = 4 / (3 * Math.PI);
/** Width of the border, in reaches of the centroid. */
const BLUR = 0.2;

function probabilities(weight: Float32Array, offsetU: Float32Array, offsetV: Float32Array): Uint8Array {
  return Uint8Array.from(weight, (w, i) => {
    if (w === 0) return 0;
    const offset = Math.sqrt(offsetU[i] ** 2 + offsetV[i] ** 2) / w;
    const filled = Math.min(1, Math.max(0, (w - FILLED[0]) / (FILLED[1] - FILLED[0])));
    const within = Math.min(1, Math.max(0, 0.5 + (BORDER - offset) / (2 * BLUR)));
    return Math.round(255 * filled * within);
  });
}

const placed = new Float64Array(2);

/** The probability, 0 to 1, that the face's surface is really there, at the foot of (x, y, z). */
export function coverageAt(coverage: Coverage, x: number, y: number, z: number): number {
  const { chart, minU, minV, cellU, cellV, columns, rows, cells } = coverage;
  chart.place(x, y, z, placed);
  const row = Math.floor((placed[1] - minV) / cellV);
  if (row < 0 || row >= rows) return 0;
  let u = placed[0] - minU;
  if (chart.turns) u -= 2 * Math.PI * Math.floor(u / (2 * Math.PI));
  const column = Math.floor(u / cellU);
  if (column < 0 || column >= columns) return 0;
  return cells[row * columns + column] / 255;
}
