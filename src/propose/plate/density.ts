import type { Vec2 } from '../../geometry/vector.ts';

/** A field on a square grid, row by row. */
export type Field = {
  readonly values: Float64Array;
  readonly columns: number;
  /** Place of the first node, and distance between nodes. */
  readonly corner: Vec2;
  readonly step: number;
};

/** Nodes of a grid at most. */
const MOST_NODES = 1 << 20;

/** Steps of the grid per blur. */
const STEPS = 2.5;

/** Blurs around a place in which the density inside is looked at. */
const AROUND = 5;

/** Share of the density around from which a place is inside: a border's own places would lower it. */
const INSIDE = 0.7;

/** Density far below that of the middle of the points is of strays: as a share of it. */
const STRAY = 0.2;

/** Places are inside, too, where a blur wider by this factor leaves such a share of the density: there chance alone left few points. */
const WIDER = 1.6;
const SURELY = 0.75;

/**
 * Density of flat u, v `points`, blurred by a normal distribution of standard deviation `blur`, less half the density that
 * points have around each place where there are any: positive inside, zero on straight borders.
 */
export function insideField(points: Float64Array, blur: number): Field {
  const grid = gridAround(points, blur);
  const { values, columns, step } = grid;
  const density = blurred(values, columns, blur / step);
  const typical = typicalOf(density);
  let level = new Float64Array(values.length).fill(typical);
  for (let round = 0; round < 2; round++) {
    const within = density.map((d, i) => (d > INSIDE * level[i] && d > STRAY * typical ? 1 : 0));
    const sum = blurred(
      density.map((d, i) => d * within[i]),
      columns,
      (AROUND * blur) / step,
    );
    const share = blurred(within, columns, (AROUND * blur) / step);
    level = sum.map((s, i) => (share[i] > 1e-4 ? Math.max(STRAY * typical, s / share[i]) : typical));
  }
  const wide = blurred(density, columns, (Math.sqrt(WIDER ** 2 - 1) * blur) / step);
  return {
    ...grid,
    values: density.map((d, i) => Math.max(d / level[i] - 0.5, wide[i] / level[i] - SURELY)),
  };
}

/** Counts points on a grid with a margin that a blur does not reach across. */
function gridAround(points: Float64Array, blur: number): Field {
  const [min, max] = [
    [Infinity, Infinity],
    [-Infinity, -Infinity],
  ];
  for (let i = 0; i < points.length; i++) {
    min[i % 2] = Math.min(min[i % 2], points[i]);
    max[i % 2] = Math.max(max[i % 2], points[i]);
  }
  const margin = 4 * blur;
  const [width, height] = [max[0] - min[0] + 2 * margin, max[1] - min[1] + 2 * margin];
  const step = Math.max(blur / STEPS, Math.sqrt((width * height) / MOST_NODES));
  const columns = Math.ceil(width / step) + 1;
  const rows = Math.ceil(height / step) + 1;
  const corner: Vec2 = [min[0] - margin, min[1] - margin];
  const values = new Float64Array(columns * rows);
  for (let i = 0; i < points.length; i += 2) {
    // Shared among the four nodes around.
    const u = (points[i] - corner[0]) / step;
    const v = (points[i + 1] - corner[1]) / step;
    const [column, row] = [Math.floor(u), Math.floor(v)];
    const [a, b] = [u - column, v - row];
    const at = row * columns + column;
    values[at] += (1 - a) * (1 - b);
    values[at + 1] += a * (1 - b);
    values[at + columns] += (1 - a) * b;
    values[at + columns + 1] += a * b;
  }
  return { values, columns, corner, step };
}

/** Density that half of the points lie above. */
function typicalOf(density: Float64Array): number {
  const sorted = density.slice().sort();
  const all = sorted.reduce((sum, d) => sum + d, 0);
  let below = 0;
  for (const d of sorted) {
    below += d;
    if (below >= all / 2) return d;
  }
  return 0;
}

/** Three means along rows and columns, whose widths make up a standard deviation of `blur` nodes: nearly a normal blur. */
function blurred(values: Float64Array, columns: number, blur: number): Float64Array {
  // A mean over 2 r + 1 nodes has the variance (r^2 + r) / 3; fractional r weighs its ends less.
  const radius = (Math.sqrt(1 + 4 * blur * blur) - 1) / 2;
  const rows = values.length / columns;
  let from = values.slice();
  let to = new Float64Array(values.length);
  for (let pass = 0; pass < 3; pass++) {
    for (let row = 0; row < rows; row++) meanAlong(from, to, row * columns, 1, columns, radius);
    [from, to] = [to, from];
    for (let column = 0; column < columns; column++) meanAlong(from, to, column, columns, rows, radius);
    [from, to] = [to, from];
  }
  return from;
}

/** Writes the means of `count` values from `start`, `stride` apart, over `radius` to either side; nothing lies beyond. */
function meanAlong(
  from: Float64Array,
  to: Float64Array,
  start: number,
  stride: number,
  count: number,
  radius: number,
): void {
  const whole = Math.floor(radius);
  const rest = radius - whole;
  const size = 2 * radius + 1;
  const at = (k: number): number => (k >= 0 && k < count ? from[start + k * stride] : 0);
  let sum = 0;
  for (let k = 0; k < whole; k++) sum += at(k);
  for (let k = 0; k < count; k++) {
    sum += at(k + whole) - at(k - whole - 1);
    to[start + k * stride] = (sum + rest * (at(k - whole - 1) + at(k + whole + 1))) / size;
  }
}

/** Mean of the values of a field within a closed contour; undefined where no node is. */
export function meanWithin(
  { values, columns, corner, step }: Field,
  contour: readonly Vec2[],
): number | undefined {
  const [low, high] = contour.reduce(
    ([a, b], [, v]) => [Math.min(a, v), Math.max(b, v)],
    [Infinity, -Infinity],
  );
  let [sum, count] = [0, 0];
  for (let row = Math.ceil((low - corner[1]) / step); row <= (high - corner[1]) / step; row++) {
    const v = corner[1] + row * step;
    const crossings = contour
      .flatMap((a, k) => {
        const b = contour[(k + 1) % contour.length];
        return a[1] <= v === b[1] <= v ? [] : [a[0] + ((v - a[1]) / (b[1] - a[1])) * (b[0] - a[0])];
      })
      .sort((a, b) => a - b);
    for (let k = 0; k + 1 < crossings.length; k += 2) {
      const last = Math.floor((crossings[k + 1] - corner[0]) / step);
      for (let column = Math.ceil((crossings[k] - corner[0]) / step); column <= last; column++) {
        sum += values[row * columns + column];
        count++;
      }
    }
  }
  return count > 0 ? sum / count : undefined;
}
