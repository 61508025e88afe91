import { LEVELS } from './commands.ts';

/** The level nearest to `value`, which counts levels; of two as near the even one, as NumPy rounds. */
export function level(value: number): number {
  const below = Math.floor(value);
  const above = value - below;
  const nearest = above < 0.5 || (above === 0.5 && below % 2 === 0) ? below : below + 1;
  return Math.min(LEVELS - 1, Math.max(0, nearest));
}

/** The level of a coordinate or extent from -1 to 1. */
export const lengthLevel = (length: number): number => level(((length + 1) / 2) * LEVELS);

/** The level of an angle from -pi to pi. */
export const angleLevel = (angle: number): number => lengthLevel(angle / Math.PI);
