import { type Affine, variable } from './affine.ts';
import { greatestMagnitude, lengthsOf, shortestDecimal } from './numbers.ts';
import type { Feature } from './types.ts';

/** Parameters named so far, and those that are thought of. */
export type Names = {
  readonly values: ReadonlyMap<string, number>;
  /** Lengths nearer to each other than this are one. */
  readonly tolerance: number;
  /** The parameter for `value` under the wanted name: an equal one if there is one, else the next free number of it. */
  readonly propose: (wanted: string, value: number) => Affine;
  /** What a parameter is now, be it named or only proposed. */
  readonly valueOf: (name: string) => number;
  /** Names what the numbers depend on, and forgets what else was proposed. */
  readonly settle: (numbers: readonly Affine[]) => void;
  /** Proposes and settles. */
  readonly name: (wanted: string, value: number) => Affine;
};

/** No names yet, for parameters of these features. */
export function startNames(features: readonly Feature[]): Names {
  const values = new Map<string, number>();
  const proposed = new Map<string, number>();
  const tolerance = 1e-9 * greatestMagnitude(features.map(lengthsOf));
  const known = (name: string): number | undefined => values.get(name) ?? proposed.get(name);
  const propose = (wanted: string, value: number): Affine => {
    const rounded = shortestDecimal(value, tolerance / 1000);
    let free = wanted;
    for (let k = 2; known(free) !== undefined && Math.abs(known(free)! - rounded) > tolerance; k++)
      free = `${wanted}_${k}`;
    if (known(free) === undefined) proposed.set(free, rounded);
    return variable(free, known(free)!);
  };
  const settle = (numbers: readonly Affine[]): void => {
    for (const { terms } of numbers) {
      for (const name of terms.keys()) if (!values.has(name)) values.set(name, known(name)!);
    }
    proposed.clear();
  };
  return {
    values,
    tolerance,
    propose,
    valueOf: (name) => known(name)!,
    settle,
    name(wanted, value) {
      const number = propose(wanted, value);
      settle([number]);
      return number;
    },
  };
}
