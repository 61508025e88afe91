import { LEVELS } from './feature-matrix.ts';

/**
 * Quantising to 256 levels (Image2CADSeq, section 4.2). Its table 3 of ranges survives as a picture only. The text gives
 * [-1, 1] for points and (0, 1] for radii; the depth is "signed", and so has [-1, 1], and so has the sweep, whose value
 * times 180 is the angle in degrees.
 *
 * The paper divides each range into 256 equal segments and does not say which value stands for a segment. Its paths
 * start at the origin and must end there, so 0 has to be a level: level k of [-1, 1] is k / 128 - 1, as in DeepCAD, which
 * it follows, and level k of (0, 1] is (k + 1) / 256, the upper end, since the lower end of the first would be a radius
 * of nothing. What rounds beyond the last level becomes the last: 1 becomes 127/128.
 */
const clamp = (level: number): number => Math.min(Math.max(level, 0), LEVELS - 1);

/** Level of a signed value in [-1, 1]: a coordinate, a depth, or a share of half a turn. */
export const signedLevel = (value: number): number => clamp(Math.round(((value + 1) * LEVELS) / 2));
export const signedValue = (level: number): number => (2 * level) / LEVELS - 1;

/** Level of a value in (0, 1]: a radius. */
export const positiveLevel = (value: number): number => clamp(Math.round(value * LEVELS) - 1);
export const positiveValue = (level: number): number => (level + 1) / LEVELS;
