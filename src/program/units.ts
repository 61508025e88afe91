import type { LengthUnit } from './types.ts';

/** Length of each unit in millimetres. */
export const MILLIMETRES: Readonly<Record<LengthUnit, number>> = {
  um: 0.001,
  mm: 1,
  cm: 10,
  m: 1000,
  in: 25.4,
  ft: 304.8,
};

/** How many `to` one `from` is. */
export const unitRatio = (from: LengthUnit, to: LengthUnit): number => MILLIMETRES[from] / MILLIMETRES[to];
