import type { Random } from '../../geometry/random.ts';

/**
 * Standard normal numbers for the cells of a raster, asked for row by row, that are alike over about `length` cells:
 * independent numbers on a lattice of that pitch, with straight lines between them, brought back to unit variance.
 * Independent from cell to cell where the length is below 1.
 */
export function smoothNoise(
  columns: number,
  length: number,
  random: Random,
): (row: number, column: number) => number {
  if (length < 1) return () => random.normal(0, 1);
  const size = Math.ceil(columns / length) + 1;
  const draw = (): Float64Array => Float64Array.from({ length: size }, () => random.normal(0, 1));
  let level = 0;
  let below = draw();
  let above = draw();
  return (row, column) => {
    const v = row / length;
    const u = column / length;
    for (; level < Math.floor(v); level++) {
      below = above;
      above = draw();
    }
    const i = Math.floor(u);
    const a = u - i;
    const b = v - level;
    const value =
      (1 - b) * ((1 - a) * below[i] + a * below[i + 1]) + b * ((1 - a) * above[i] + a * above[i + 1]);
    const variance = ((1 - a) * (1 - a) + a * a) * ((1 - b) * (1 - b) + b * b);
    return value / Math.sqrt(variance);
  };
}
