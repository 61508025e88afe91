/** What is known of some numbers: their values and how these vary together (covariance, row by row). */
export type Gaussian = { readonly values: Float64Array; readonly covariance: Float64Array };

/** A linear relation: the sum of coefficient times value over the terms is `target`. */
export type Relation = { readonly terms: readonly Term[]; readonly target: number };
export type Term = readonly [index: number, coefficient: number];

/** By how much the values miss a relation, and the standard deviation of that. */
export function missOf({ values, covariance }: Gaussian, { terms, target }: Relation) {
  let miss = -target;
  let variance = 0;
  for (const [i, a] of terms) {
    miss += a * values[i];
    for (const [j, b] of terms) variance += a * b * covariance[values.length * i + j];
  }
  return { miss, deviation: Math.sqrt(Math.max(0, variance)) };
}

/**
 * The values that are likeliest where the relation holds, and how these vary: what was measured along with it moves
 * with it (conditional normal distribution). The squared miss per variance is what this costs in chi-square.
 */
export function conditioned(known: Gaussian, relation: Relation): Gaussian {
  const size = known.values.length;
  const { miss, deviation } = missOf(known, relation);
  if (deviation === 0) return known;
  const direction = new Float64Array(size);
  for (const [i, a] of relation.terms) {
    for (let k = 0; k < size; k++) direction[k] += a * known.covariance[size * k + i];
  }
  const variance = deviation ** 2;
  const values = known.values.map((value, k) => value - (direction[k] * miss) / variance);
  const covariance = known.covariance.slice();
  for (let k = 0; k < size; k++) {
    for (let l = 0; l < size; l++) covariance[size * k + l] -= (direction[k] * direction[l]) / variance;
  }
  return { values, covariance };
}
