import type { LengthUnit, Sweep } from '../../program/types.ts';
import { validateProgram } from '../../program/validate.ts';
import { roundWithin } from '../round.ts';
import { featuresAt } from './design/features.ts';
import type { Design } from './design/types.ts';
import { conditioned, type Gaussian, missOf } from './gaussian.ts';
import { angleWishes, equalWishes, lengthsOf, symmetryWishes, type Wish } from './intent-wishes.ts';
import type { Refinement } from './refine-program.ts';

/** A relation that the program was given, because the points allow it. */
export type Snap = {
  readonly what: string;
  /** The measured number and the one it was made, in the program's unit or, for angles, degrees. */
  readonly from: number;
  readonly to: number;
  /** Increase of chi-square: 1 where the number moves by its standard deviation. */
  readonly cost: number;
};

export type Snapped = { readonly features: readonly Sweep[]; readonly snaps: readonly Snap[] };

/** A relation may be missed by so many standard deviations. */
const ALLOWED = 3;
/** Numbers count as known no better than to this share of the part's size. */
const PRECISION = 1e-7;
/** Relations of unrelated numbers that may hold by chance, in all. */
const CHANCE = 0.05;
/** Scales at which the numbers of the part are as round as numbers are by chance. */
const OTHER_SCALES = [
  0.5617, 0.6389, 0.7213, 0.7931, 0.8707, 0.9283, 1.0873, 1.1719, 1.2637, 1.3591, 1.4737, 1.6183,
];

/**
 * Gives a fitted program the relations that a designer means, where the points allow them: round angles, equal heights
 * and radii, axes in line, symmetry about the part's middle, round lengths. Each relation is taken only where it is
 * missed by three standard deviations at most, all together by no more than chance makes likely, and where numbers
 * without the relation would hardly be so near it. Lengths are rounded only where the part's are rounder than they
 * would be at other scales.
 */
export function snapToIntent(
  { features, design, values, covariance }: Refinement,
  unit: LengthUnit,
): Snapped {
  let known: Gaussian = { values, covariance: withPrecision(covariance, design) };
  const snaps: Snap[] = [];
  let total = 0;
  const take = ({ what, relation, from, to }: Wish): void => {
    const { miss, deviation } = missOf(known, relation);
    if (deviation === 0) return;
    const cost = (miss / deviation) ** 2;
    const count = snaps.length + 1;
    if (cost > ALLOWED ** 2 || total + cost > count + ALLOWED * Math.sqrt(2 * count)) return;
    known = conditioned(known, relation);
    total += cost;
    if (Math.abs(from - to) > PRECISION * design.reach) snaps.push({ what, from, to, cost });
  };
  for (const wishes of [angleWishes, equalWishes, symmetryWishes]) {
    const all = wishes(design, known.values);
    // Pairs of numbers that may meet within the allowed miss by chance.
    const telling = (CHANCE * design.reach) / (ALLOWED * Math.max(1, all.length));
    for (const wish of all) {
      if (missOf(known, wish.relation).deviation <= telling) take(wish);
    }
  }
  for (const wish of roundable(design, known)) take(wish);
  const snapped = featuresAt(design, known.values);
  const valid = validateProgram({ unit, features: snapped }).length === 0;
  return valid ? { features: snapped, snaps } : { features, snaps: [] };
}

function withPrecision(covariance: Float64Array, { variables, reach }: Design): Float64Array {
  const sum = covariance.slice();
  const size = variables.length;
  for (let j = 0; j < size; j++) sum[size * j + j] += (PRECISION * reach) ** 2;
  return sum;
}

/** Wishes for round lengths, if more of the part's lengths are round than at any other scale. */
function roundable(design: Design, known: Gaussian): Wish[] {
  const lengths = lengthsOf(design, known.values);
  const rounded = (scale: number) =>
    lengths.flatMap(({ what, terms, value }): Wish[] => {
      const { deviation } = missOf(known, { terms, target: value });
      const to = roundWithin(scale * value, scale * ALLOWED * deviation);
      return to === scale * value ? [] : [{ what, relation: { terms, target: to }, from: value, to }];
    });
  const found = rounded(1);
  const byChance = Math.max(...OTHER_SCALES.map((scale) => rounded(scale).length));
  return found.length > byChance + 1 ? found : [];
}
