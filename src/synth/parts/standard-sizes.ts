import type { Random } from '../../geometry/random.ts';

/**
 * A metric screw with coarse thread, in mm: hole that it passes (ISO 273, medium), drill for its thread (ISO 2306),
 * counterbore for a socket head (DIN 974-1, row 1) and that head's height (ISO 4762).
 */
export type Screw = {
  readonly nominal: number;
  readonly clearance: number;
  readonly tapDrill: number;
  readonly counterbore: number;
  readonly headHeight: number;
};

export const SCREWS: readonly Screw[] = [
  { nominal: 3, clearance: 3.4, tapDrill: 2.5, counterbore: 6.5, headHeight: 3 },
  { nominal: 4, clearance: 4.5, tapDrill: 3.3, counterbore: 8, headHeight: 4 },
  { nominal: 5, clearance: 5.5, tapDrill: 4.2, counterbore: 10, headHeight: 5 },
  { nominal: 6, clearance: 6.6, tapDrill: 5, counterbore: 11, headHeight: 6 },
  { nominal: 8, clearance: 9, tapDrill: 6.8, counterbore: 15, headHeight: 8 },
  { nominal: 10, clearance: 11, tapDrill: 8.5, counterbore: 18, headHeight: 10 },
  { nominal: 12, clearance: 13.5, tapDrill: 10.2, counterbore: 20, headHeight: 12 },
  { nominal: 16, clearance: 17.5, tapDrill: 14, counterbore: 26, headHeight: 16 },
];

/** Deep groove ball bearings (ISO 15), in mm. */
export const BEARINGS: readonly { readonly bore: number; readonly outer: number; readonly width: number }[] =
  [
    { bore: 5, outer: 16, width: 5 },
    { bore: 8, outer: 22, width: 7 },
    { bore: 10, outer: 26, width: 8 },
    { bore: 12, outer: 28, width: 8 },
    { bore: 15, outer: 32, width: 9 },
    { bore: 17, outer: 35, width: 10 },
    { bore: 20, outer: 42, width: 12 },
    { bore: 25, outer: 47, width: 12 },
    { bore: 30, outer: 55, width: 13 },
    { bore: 35, outer: 62, width: 14 },
  ];

/** Parallel keys by the greatest shaft that they are for, and their depths in shaft and hub (DIN 6885-1), in mm. */
const KEYS = [
  { upTo: 8, width: 2, shaftDepth: 1.2, hubDepth: 1 },
  { upTo: 10, width: 3, shaftDepth: 1.8, hubDepth: 1.4 },
  { upTo: 12, width: 4, shaftDepth: 2.5, hubDepth: 1.8 },
  { upTo: 17, width: 5, shaftDepth: 3, hubDepth: 2.3 },
  { upTo: 22, width: 6, shaftDepth: 3.5, hubDepth: 2.8 },
  { upTo: 30, width: 8, shaftDepth: 4, hubDepth: 3.3 },
  { upTo: 38, width: 10, shaftDepth: 5, hubDepth: 3.3 },
  { upTo: 44, width: 12, shaftDepth: 5, hubDepth: 3.3 },
  { upTo: 50, width: 14, shaftDepth: 5.5, hubDepth: 3.8 },
  { upTo: 58, width: 16, shaftDepth: 6, hubDepth: 4.3 },
  { upTo: 65, width: 18, shaftDepth: 7, hubDepth: 4.4 },
] as const;

/** The key for a shaft of 6 to 65 mm; the greatest key for more. */
export const keyFor = (shaft: number) => KEYS.find(({ upTo }) => shaft <= upTo) ?? KEYS[KEYS.length - 1];

/** Grooves for retaining rings on shafts (DIN 471), in mm. */
export const RING_GROOVES: readonly {
  readonly shaft: number;
  readonly diameter: number;
  readonly width: number;
}[] = [
  { shaft: 8, diameter: 7.6, width: 0.9 },
  { shaft: 10, diameter: 9.6, width: 1.1 },
  { shaft: 12, diameter: 11.5, width: 1.1 },
  { shaft: 15, diameter: 14.3, width: 1.1 },
  { shaft: 17, diameter: 16.2, width: 1.1 },
  { shaft: 20, diameter: 19, width: 1.3 },
  { shaft: 25, diameter: 23.9, width: 1.3 },
  { shaft: 30, diameter: 28.6, width: 1.6 },
  { shaft: 35, diameter: 33, width: 1.6 },
  { shaft: 40, diameter: 37.5, width: 1.85 },
];

/** Stepper motors (NEMA ICS 16): side of the flange, spacing and screw of its holes, diameter of its pilot, in mm. */
export const MOTORS: readonly {
  readonly flange: number;
  readonly spacing: number;
  readonly hole: number;
  readonly pilot: number;
}[] = [
  { flange: 35.2, spacing: 26, hole: 3.4, pilot: 22 },
  { flange: 42.3, spacing: 31, hole: 3.4, pilot: 22 },
  { flange: 56.4, spacing: 47.14, hole: 5.5, pilot: 38.1 },
  { flange: 86, spacing: 69.6, hole: 6.6, pilot: 73 },
];

/** Thicknesses in which plate is sold, in mm. */
export const PLATE_THICKNESSES = [2, 3, 4, 5, 6, 8, 10, 12, 15, 20, 25, 30] as const;
/** Thicknesses in which sheet is sold and bent, in mm. */
export const SHEET_THICKNESSES = [1, 1.5, 2, 2.5, 3, 4] as const;

/** Preferred numbers of ISO 497, most rounded: the series R"10 and R"20 from 1 to 10. */
const R10 = [1, 1.2, 1.5, 2, 2.5, 3, 4, 5, 6, 8];
const R20 = [1, 1.1, 1.2, 1.4, 1.6, 1.8, 2, 2.2, 2.5, 2.8, 3, 3.5, 4, 4.5, 5, 5.5, 6, 7, 8, 9];
const DECADES = [0.1, 1, 10, 100];
const overDecades = (series: readonly number[]): number[] =>
  DECADES.flatMap((decade) => series.map((number) => Number((number * decade).toPrecision(3))));
const SERIES = { R10: overDecades(R10), R20: overDecades(R20) };

/** One of the preferred numbers from `low` to `high` (0.1 to 900); where there is none, the next above `low`. */
export function preferred(random: Random, low: number, high: number, series: 'R10' | 'R20' = 'R20'): number {
  const within = SERIES[series].filter((number) => number >= low && number <= high);
  return within.length > 0 ? random.pick(within) : nextPreferred(low, series);
}

/** The least preferred number that is no less than `value`; above 900, `value` up to the next ten. */
export const nextPreferred = (value: number, series: 'R10' | 'R20' = 'R20'): number =>
  SERIES[series].find((number) => number >= value) ?? roundUp(value, 10);

/** `value` up to the next multiple of `step`. */
export const roundUp = (value: number, step: number): number => Math.ceil(value / step - 1e-9) * step;

/** `value` down to the next multiple of `step`. */
export const roundDown = (value: number, step: number): number => Math.floor(value / step + 1e-9) * step;

/** One of the `items` that the condition holds for; where there is none, the first. */
export function pickWhere<T>(random: Random, items: readonly T[], holds: (item: T) => boolean): T {
  const fitting = items.filter(holds);
  return fitting.length > 0 ? random.pick(fitting) : items[0];
}

/** Least distance of the middle of a screw's hole from an edge: a screw's hole away, and clear of the head. */
export const edgeDistance = ({ clearance, counterbore }: Screw): number =>
  roundUp(Math.max(1.5 * clearance, counterbore / 2 + 1.5), 1);
