/**
 * A picture, row by row from the top: red, green, blue, opacity of each pixel from 0 to 255. Colors are not multiplied
 * by the opacity.
 */
export type Picture = { readonly width: number; readonly height: number; readonly rgba: Uint8Array };

/** Red, green and blue from 0 to 255. */
export type Color = readonly [red: number, green: number, blue: number];

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

/** Copies `piece`, opacity and all, into `picture` with its top left corner at (`left`, `top`); it must fit in there. */
export function paste(picture: Picture, piece: Picture, left: number, top: number): void {
  for (let y = 0; y < piece.height; y++) {
    const row = piece.rgba.subarray(4 * y * piece.width, 4 * (y + 1) * piece.width);
    picture.rgba.set(row, 4 * ((top + y) * picture.width + left));
  }
}
