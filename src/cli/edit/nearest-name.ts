/** Share of a name's letters that may be wrong for another to be meant. */
const WRONG = 0.4;

/** The name that is spelled most like `wanted`, or undefined where none is near. */
export function nearestName(wanted: string, names: readonly string[]): string | undefined {
  let nearest: string | undefined;
  let least = Math.floor(WRONG * wanted.length) + 1;
  for (const name of names) {
    const distance = editDistance(wanted.toLowerCase(), name.toLowerCase());
    if (distance < least) [nearest, least] = [name, distance];
  }
  return nearest;
}

/** How many letters must be put in, left out or replaced to make `b` of `a` (Levenshtein 1966; Wagner and Fischer 1974). */
function editDistance(a: string, b: string): number {
  let row = Array.from({ length: b.length + 1 }, (_, j) => j);
  for (let i = 1; i <= a.length; i++) {
    const next = [i];
    for (let j = 1; j <= b.length; j++) {
      const replaced = row[j - 1] + (a[i - 1] === b[j - 1] ? 0 : 1);
      next.push(Math.min(replaced, row[j] + 1, next[j - 1] + 1));
    }
    row = next;
  }
  return row[b.length];
}
