import { CAMERA, type DepthImage } from './depth-image.ts';

/** A square of pixels on one object, compared with the plane that fits it best. */
export type Patch = {
  /** Metres. */
  readonly depth: number;
  /** Between the plane's normal and the ray, degrees. */
  readonly angle: number;
  /** Standard deviation of one over the depth, 1/m. */
  readonly spread: number;
  /** Correlation of errors this many pixels apart, from 1 on: mean of along rows and along columns. */
  readonly correlation: readonly number[];
};

const SIZE = 15;
const STEP = 5;
export const LAGS = 10;
const HALF = (SIZE - 1) / 2;
/** Sum of squares of -HALF .. HALF over all pixels of a patch. */
const MOMENT = (SIZE * SIZE * (SIZE * SIZE - 1)) / 12;

/** All patches of an image that are complete and lie on one labelled object. */
export function patchesOf(image: DepthImage): Patch[] {
  const patches: Patch[] = [];
  for (let top = 0; top + SIZE <= image.height; top += STEP) {
    for (let left = 0; left + SIZE <= image.width; left += STEP) {
      const inverse = cut(image, left, top);
      if (inverse) patches.push(fitPatch(inverse, left + HALF, top + HALF));
    }
  }
  return patches;
}

/** One over the depth of a patch's pixels; undefined where one is missing or belongs to something else. */
function cut({ width, depth, label }: DepthImage, left: number, top: number): Float64Array | undefined {
  const inverse = new Float64Array(SIZE * SIZE);
  const own = label[top * width + left];
  for (let i = 0; i < inverse.length; i++) {
    const at = (top + Math.floor(i / SIZE)) * width + left + (i % SIZE);
    if (own === 0 || label[at] !== own || !(depth[at] > 0)) return undefined;
    inverse[i] = 1 / depth[at];
  }
  return inverse;
}

/** One over the depth of a plane is linear in column and row. */
function fitPatch(inverse: Float64Array, column: number, row: number): Patch {
  const mean = inverse.reduce((sum, x) => sum + x, 0) / inverse.length;
  const slope = (of: (i: number) => number): number =>
    inverse.reduce((sum, x, i) => sum + x * (of(i) - HALF), 0) / MOMENT;
  const across = slope((i) => i % SIZE);
  const down = slope((i) => Math.floor(i / SIZE));
  const errors = inverse.map(
    (x, i) => x - mean - across * ((i % SIZE) - HALF) - down * (Math.floor(i / SIZE) - HALF),
  );
  const variance = errors.reduce((sum, x) => sum + x * x, 0) / errors.length;
  const [s, t] = [(column - CAMERA.column) / CAMERA.focal, (row - CAMERA.row) / CAMERA.focal];
  // The plane's normal: its gradient over the directions s and t, and its value straight ahead.
  const [x, y] = [across * CAMERA.focal, down * CAMERA.focal];
  const z = mean - x * s - y * t;
  const cosine = Math.abs(x * s + y * t + z) / Math.hypot(x, y, z) / Math.hypot(s, t, 1);
  return {
    depth: 1 / mean,
    angle: (180 / Math.PI) * Math.acos(Math.min(1, cosine)),
    spread: Math.sqrt(variance),
    correlation: Array.from({ length: LAGS }, (_, lag) => correlationAt(errors, lag + 1) / variance),
  };
}

function correlationAt(errors: Float64Array, lag: number): number {
  let [sum, count] = [0, 0];
  for (let row = 0; row < SIZE; row++) {
    for (let column = 0; column + lag < SIZE; column++) {
      sum += errors[row * SIZE + column] * errors[row * SIZE + column + lag];
      sum += errors[column * SIZE + row] * errors[(column + lag) * SIZE + row];
      count += 2;
    }
  }
  return sum / count;
}

export function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)] ?? Number.NaN;
}
