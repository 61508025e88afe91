import type { Surface } from '../../../geometry/surface.ts';

/** A surface, the indices of the free points that lie on it, and the logarithm of how many such chance would show. */
export type Candidate = {
  readonly surface: Surface;
  readonly points: readonly number[];
  readonly logFalseAlarms: number;
};

/** So many surfaces of each kind are expected by chance in a whole cloud. */
export const LOG_FALSE_ALARMS = Math.log(0.01);
