/**
 * Natural logarithm of (at most) the probability that a Poisson variable of mean `expected` reaches `count`: what chance
 * does where nothing but chance is at work. 0 where the mean is not below the count.
 */
export function logChance(count: number, expected: number): number {
  if (!(expected < count)) return 0;
  if (expected <= 0) return -Infinity;
  let logFactorial = 0;
  for (let i = 2; i <= count; i++) logFactorial += Math.log(i);
  // The terms after the first fall off at least geometrically.
  const rest = -Math.log(1 - expected / (count + 1));
  return Math.min(0, count * Math.log(expected) - expected - logFactorial + rest);
}

/** So many planes are expected by chance in a whole cloud (Desolneux, Moisan and Morel, "Meaningful alignments", 2000). */
export const LOG_FALSE_ALARMS = Math.log(1e-2);
