import type { Kernel } from '../kernel/types.ts';
import type { Feature, LengthUnit } from '../program/types.ts';
import type { Built } from '../refine/refine.ts';

/** Features that rebuild a part, the solid they make, and how well it agrees. */
export type Solution = Built<Feature> & {
  /** Features that the kernel could not build and that were left out. */
  readonly dropped: readonly string[];
};

export type SolveContext = {
  readonly kernel: Kernel;
  readonly unit: LengthUnit;
  /** Seconds left to search; none when the caller cancelled. Without any, the best so far is returned. */
  readonly secondsLeft: () => number;
  /** Told of each better answer: how well it agrees, 0 to 1, and of how many features it is made. */
  readonly onBetter?: (agreement: number, features: number) => void;
};
