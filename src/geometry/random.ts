import { uniformFloat64 } from 'pure-rand/distribution/uniformFloat64';
import { uniformInt } from 'pure-rand/distribution/uniformInt';
import { xoroshiro128plus } from 'pure-rand/generator/xoroshiro128plus';

/** A stream of random numbers: the same seed and stream number give the same ones. */
export type Random = {
  /** Uniform in [low, high). */
  uniform(low: number, high: number): number;
  /** A whole number, uniform from low to high, both included. */
  integer(low: number, high: number): number;
  /** Normally distributed. */
  normal(mean: number, deviation: number): number;
  /** True with the given probability. */
  chance(probability: number): boolean;
  /** One of the items, each as likely. Throws RangeError when there are none. */
  pick<T>(items: readonly T[]): T;
};

/**
 * Starts stream number `stream` (a whole number, such as the index of a sample) of `seed`. Streams of one seed are
 * independent, so that a sample can be made without making those before it.
 */
export function seededRandom(seed: number, stream = 0): Random {
  const generator = xoroshiro128plus(scramble(scramble(seed) ^ stream));
  const unit = (): number => uniformFloat64(generator);
  let spare: number | undefined;

  /** Marsaglia's polar method (SIAM Review 6, 1964): two values for each point drawn in the unit circle. */
  const standardNormal = (): number => {
    if (spare !== undefined) {
      const value = spare;
      spare = undefined;
      return value;
    }
    for (;;) {
      const [u, v] = [2 * unit() - 1, 2 * unit() - 1];
      const s = u * u + v * v;
      if (s === 0 || s >= 1) continue;
      const scale = Math.sqrt((-2 * Math.log(s)) / s);
      spare = v * scale;
      return u * scale;
    }
  };

  const integer = (low: number, high: number): number => uniformInt(generator, low, high);
  return {
    uniform: (low, high) => low + (high - low) * unit(),
    integer,
    normal: (mean, deviation) => mean + deviation * standardNormal(),
    chance: (probability) => unit() < probability,
    pick: (items) => {
      if (items.length === 0) throw new RangeError('There is nothing to pick from.');
      return items[integer(0, items.length - 1)];
    },
  };
}

/** Spreads the bits of a whole number over all 32 (finalizer of MurmurHash3, Appleby), so that neighbours differ. */
function scramble(x: number): number {
  let h = x | 0;
  h = Math.imul(h ^ (h >>> 16), 0x85ebca6b);
  h = Math.imul(h ^ (h >>> 13), 0xc2b2ae35);
  return h ^ (h >>> 16);
}
