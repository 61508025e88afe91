import { mean, type SequencePair, typeOf } from './sequence.ts';

/**
 * EDSOT, edit distance of the sequence of operation types (Image2CADSeq, equation 3): the Levenshtein distance of the
 * types, averaged over the pairs; lower is better (the paper plots its negative). The paper gives the distance of one
 * pair and not how pairs are put together; we take the mean, as of its other metrics. Throws `input-empty` without
 * pairs.
 */
export const editDistanceOfTypeSequences = (pairs: readonly SequencePair[]): number =>
  mean(pairs, ({ reference, predicted }) => levenshtein(reference.map(typeOf), predicted.map(typeOf)));

/** The fewest insertions, deletions and substitutions that turn one sequence into the other (Levenshtein, 1966). */
function levenshtein(a: readonly number[], b: readonly number[]): number {
  // Row i of the matrix M: distances of the first i items of a from the first 0, 1, 2 ... items of b.
  let row = Array.from({ length: b.length + 1 }, (_, j) => j);
  for (const [i, item] of a.entries()) {
    const next = [i + 1];
    for (const [j, other] of b.entries()) {
      next.push(Math.min(row[j + 1] + 1, next[j] + 1, row[j] + (item === other ? 0 : 1)));
    }
    row = next;
  }
  return row[b.length];
}
