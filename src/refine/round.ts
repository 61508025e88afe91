/** Steps that designers draw in, largest first, in any unit. */
const STEPS = [10, 5, 1, 0.5, 0.25, 0.1, 0.05, 0.025, 0.01, 0.005, 0.001, 5e-4, 1e-4];

/** A step this many times larger than the tolerance is met by chance in one case of five at most. */
const TELLING = 10;

/**
 * The roundest number within `tolerance` of x, or x itself. Only steps much larger than the tolerance count, so that
 * a round number means something.
 */
export function roundWithin(x: number, tolerance: number): number {
  for (const step of STEPS) {
    if (step < TELLING * tolerance) break;
    const rounded = Math.round(x / step) * step;
    // Through decimal text, so that 3 * 0.1 becomes 0.3.
    if (Math.abs(rounded - x) <= tolerance) return Number(rounded.toFixed(6)) + 0;
  }
  return x;
}

/** Whether x is a multiple of a designer's step within `tolerance`. */
export const isRound = (x: number, tolerance: number): boolean =>
  STEPS.some(
    (step) =>
      step >= TELLING * tolerance && step >= 0.01 && Math.abs(Math.round(x / step) * step - x) <= tolerance,
  );
