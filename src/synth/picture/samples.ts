import { CadtraceError } from '../../errors.ts';
import type { Color, Picture } from './picture.ts';

/** Samples along each side of a pixel. */
export const SAMPLES_PER_SIDE = 3;

/** The most pixels of a picture: 4K. */
export const MAX_PIXELS = 3840 * 2160;

/** What is seen at the samples of a picture, row by row from the top; a sample lies in the middle of its cell. */
export type Samples = {
  readonly width: number;
  readonly height: number;
  /** Index of the triangle or point, -1 for none. */
  readonly item: Int32Array;
  /** As in `Projected`, -Infinity for none. */
  readonly nearness: Float32Array;
};

/** Samples of an empty picture of the given size in pixels. Throws `usage` where it is empty or too large. */
export function emptySamples({ width, height }: { width: number; height: number }): Samples {
  const sound = Number.isInteger(width) && Number.isInteger(height) && width >= 1 && height >= 1;
  if (!sound || width * height > MAX_PIXELS) {
    throw new CadtraceError('usage', `a picture has 1 to ${MAX_PIXELS} pixels; choose another size.`, {
      value: { width, height },
    });
  }
  const size = { width: SAMPLES_PER_SIDE * width, height: SAMPLES_PER_SIDE * height };
  const count = size.width * size.height;
  return {
    ...size,
    item: new Int32Array(count).fill(-1),
    nearness: new Float32Array(count).fill(-Infinity),
  };
}

/** Writes the color from 0 to 255 of what `item` shows at column x and row y, in samples, to `color`. */
export type Shader = (item: number, x: number, y: number, color: Float64Array) => void;

/**
 * The picture of some samples: each pixel is the mean of its samples over the background, or as opaque as they cover
 * it where there is none. Within a pixel, samples in a row that show one item share its color.
 */
export function resolve(
  { width, height, item }: Samples,
  shade: Shader,
  background: Color | undefined,
): Picture {
  const columns = width / SAMPLES_PER_SIDE;
  const rows = height / SAMPLES_PER_SIDE;
  const perPixel = SAMPLES_PER_SIDE * SAMPLES_PER_SIDE;
  const rgba = new Uint8Array(4 * columns * rows);
  const color = new Float64Array(3);
  for (let row = 0; row < rows; row++) {
    for (let column = 0; column < columns; column++) {
      let red = 0;
      let green = 0;
      let blue = 0;
      let covered = 0;
      let shaded = -1;
      for (let y = SAMPLES_PER_SIDE * row; y < SAMPLES_PER_SIDE * (row + 1); y++) {
        for (let x = SAMPLES_PER_SIDE * column; x < SAMPLES_PER_SIDE * (column + 1); x++) {
          const shown = item[y * width + x];
          if (shown < 0) continue;
          if (shown !== shaded) shade(shown, x + 0.5, y + 0.5, color);
          shaded = shown;
          red += color[0];
          green += color[1];
          blue += color[2];
          covered++;
        }
      }
      const at = 4 * (row * columns + column);
      const bare = background ? perPixel - covered : 0;
      const total = covered + bare;
      rgba[at + 3] = Math.round((255 * total) / perPixel);
      if (total === 0) continue;
      rgba[at] = Math.round((red + bare * (background?.[0] ?? 0)) / total);
      rgba[at + 1] = Math.round((green + bare * (background?.[1] ?? 0)) / total);
      rgba[at + 2] = Math.round((blue + bare * (background?.[2] ?? 0)) / total);
    }
  }
  return { width: columns, height: rows, rgba };
}
