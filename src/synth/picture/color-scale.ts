import type { Color, Picture } from './picture.ts';

/** Colors of numbers: the stops lie evenly from `low` to `high`, with straight lines between; beyond, the last ones hold. */
export type ColorScale = { readonly low: number; readonly high: number; readonly stops: readonly Color[] };

/**
 * Colors of signed deviations up to `limit` both ways: blue where material is missing (negative), red where there is
 * too much, light grey between. The two ends differ in lightness from the middle, not from each other in hue alone
 * (Moreland, Diverging Color Maps for Scientific Visualization, 2009).
 */
export const deviationScale = (limit: number): ColorScale => ({
  low: -limit,
  high: limit,
  stops: [
    [33, 62, 156],
    [93, 150, 222],
    [226, 229, 231],
    [236, 138, 92],
    [170, 20, 34],
  ],
});

/** Colors of distances from 0 to `limit`: light grey, yellow, red, dark red. */
export const distanceScale = (limit: number): ColorScale => ({
  low: 0,
  high: limit,
  stops: [
    [226, 229, 231],
    [246, 196, 84],
    [226, 92, 48],
    [130, 14, 40],
  ],
});

/** The color of a value. */
export function scaleColor({ low, high, stops }: ColorScale, value: number): Color {
  const share = Math.min(1, Math.max(0, (value - low) / (high - low) || 0));
  const place = share * (stops.length - 1);
  const below = Math.min(stops.length - 2, Math.floor(place));
  const rest = place - below;
  return [0, 1, 2].map((k) =>
    Math.round(stops[below][k] + rest * (stops[below + 1][k] - stops[below][k])),
  ) as unknown as Color;
}

/** The scale as a strip, low at the left; numbers are for whoever shows it to add. */
export function scalePicture(scale: ColorScale, width: number, height: number): Picture {
  const rgba = new Uint8Array(4 * width * height);
  for (let x = 0; x < width; x++) {
    const color = scaleColor(scale, scale.low + ((x + 0.5) / width) * (scale.high - scale.low));
    for (let y = 0; y < height; y++) rgba.set([...color, 255], 4 * (y * width + x));
  }
  return { width, height, rgba };
}

/** A color for each whole number from 0, neighbours far apart: hues a golden angle from each other, three lightnesses. */
export function segmentColor(index: number): Color {
  const hue = (index * 137.508) % 360;
  const lightness = 0.62 + 0.09 * ((index % 3) - 1);
  const chroma = 0.5 * (1 - Math.abs(2 * lightness - 1));
  // HSL to RGB.
  return [0, 8, 4].map((n) => {
    const k = (n + hue / 30) % 12;
    return Math.round(255 * (lightness - chroma * Math.max(-1, Math.min(k - 3, 9 - k, 1))));
  }) as unknown as Color;
}
