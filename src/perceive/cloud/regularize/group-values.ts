/** A number that was measured: `weight` is one over its variance. */
export type Measured = { readonly value: number; readonly weight: number };

/**
 * Groups of the indices of measured numbers that can be equal: again and again the two nearest neighbours, in standard
 * errors of their difference, become one with their weighted mean, until all differ by more than `significant` of
 * them and more than `slack`. `error(a, b)` is a further standard error of the difference of two groups.
 */
export function groupValues(
  items: readonly Measured[],
  { significant, slack }: { readonly significant: number; readonly slack: number },
  error: (a: readonly number[], b: readonly number[]) => number = () => 0,
): number[][] {
  const groups = items
    .map(({ value, weight }, i) => ({ value, weight, members: [i] }))
    .sort((a, b) => a.value - b.value);
  for (;;) {
    let nearest = -1;
    let least = Infinity;
    for (let i = 0; i + 1 < groups.length; i++) {
      const [a, b] = [groups[i], groups[i + 1]];
      const deviation = Math.sqrt(1 / a.weight + 1 / b.weight + error(a.members, b.members) ** 2);
      const apart = (b.value - a.value) / Math.max(significant * deviation, slack);
      if (apart < least) [nearest, least] = [i, apart];
    }
    if (!(least <= 1)) return groups.map(({ members }) => members);
    const [a, b] = [groups[nearest], groups[nearest + 1]];
    const weight = a.weight + b.weight;
    const value = (a.value * a.weight + b.value * b.weight) / weight;
    groups.splice(nearest, 2, { value, weight, members: [...a.members, ...b.members] });
  }
}

export function weightedMean(items: readonly Measured[]): number {
  const weight = items.reduce((sum, item) => sum + item.weight, 0);
  return items.reduce((sum, item) => sum + item.value * item.weight, 0) / weight;
}
