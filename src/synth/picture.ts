/** A picture, row by row from the top: red, green, blue, opacity of each pixel from 0 to 255. */
export type Picture = { readonly width: number; readonly height: number; readonly rgba: Uint8Array };

/** Red, green and blue from 0 to 255. */
export type Color = readonly [number, number, number];

/** A picture of one opaque color. */
export function plainPicture(width: number, height: number, [red, green, blue]: Color): Picture {
  const rgba = new Uint8Array(4 * width * height);
  for (let i = 0; i < rgba.length; i += 4) {
    rgba[i] = red;
    rgba[i + 1] = green;
    rgba[i + 2] = blue;
    rgba[i + 3] = 255;
  }
  return { width, height, rgba };
}

/** The average of every `factor` x `factor` pixels; sizes must be multiples of it. */
export function reduce({ width, height, rgba }: Picture, factor: number): Picture {
  const small = { width: width / factor, height: height / factor };
  const reduced = new Uint8Array(4 * small.width * small.height);
  for (let i = 0; i < reduced.length; i++) {
    const pixel = i >> 2;
    const first = factor * (Math.floor(pixel / small.width) * width + (pixel % small.width));
    let sum = 0;
    for (let y = 0; y < factor; y++) {
      for (let x = 0; x < factor; x++) sum += rgba[4 * (first + y * width + x) + (i & 3)];
    }
    reduced[i] = Math.round(sum / (factor * factor));
  }
  return { ...small, rgba: reduced };
}
