/**
 * A number that may depend on named parameters: `value` is what it is now, `terms` how fast it grows with each
 * parameter. The part that no parameter drives is `value` less the sum of scale times parameter value.
 */
export type Affine = { readonly value: number; readonly terms: ReadonlyMap<string, number> };

const NO_TERMS: ReadonlyMap<string, number> = new Map();

/** A number that no parameter drives. */
export const constant = (value: number): Affine => ({ value, terms: NO_TERMS });

/** The number that is the parameter itself. */
export const variable = (name: string, value: number): Affine => ({ value, terms: new Map([[name, 1]]) });

/** a + factor * b */
export function addMultiple(a: Affine, b: Affine, factor: number): Affine {
  const value = a.value + factor * b.value;
  if (b.terms.size === 0) return { value, terms: a.terms };
  const terms = new Map(a.terms);
  for (const [name, scale] of b.terms) {
    const sum = (terms.get(name) ?? 0) + factor * scale;
    // What cancels but for rounding does not depend on the parameter.
    if (Math.abs(sum) > 1e-12 * Math.abs(factor * scale)) terms.set(name, sum);
    else terms.delete(name);
  }
  return { value, terms };
}

export const plus = (a: Affine, b: Affine): Affine => addMultiple(a, b, 1);
export const minus = (a: Affine, b: Affine): Affine => addMultiple(a, b, -1);
export const times = (a: Affine, factor: number): Affine =>
  factor === 0
    ? constant(0)
    : { value: a.value * factor, terms: new Map([...a.terms].map(([n, s]) => [n, s * factor])) };

/** True where both are the same number and stay so whatever the parameters become; `tolerance` is for the values. */
export function sameAffine(a: Affine, b: Affine, tolerance: number): boolean {
  const difference = minus(a, b);
  if (Math.abs(difference.value) > tolerance) return false;
  for (const scale of difference.terms.values()) if (Math.abs(scale) > 1e-9) return false;
  return true;
}
