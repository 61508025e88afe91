import { mean, type SequencePair, typeOf } from './sequence.ts';

/**
 * MSOT-TC, similarity of the multisets of operation types by the Tanimoto coefficient (Image2CADSeq, equation 6),
 * averaged over the pairs; 1 for the same operations in any order. Throws `input-empty` without pairs.
 */
export const tanimotoOfTypes = (pairs: readonly SequencePair[]): number =>
  mean(pairs, (pair) => {
    const { common, reference, predicted } = products(pair);
    return common / (reference + predicted - common);
  });

/**
 * MSOT-CS, similarity of the multisets of operation types by the cosine of their count vectors (Image2CADSeq, equation
 * 7), averaged over the pairs; 0 where the prediction has no operation. Throws `input-empty` without pairs.
 */
export const cosineOfTypes = (pairs: readonly SequencePair[]): number =>
  mean(pairs, (pair) => {
    const { common, reference, predicted } = products(pair);
    return predicted === 0 ? 0 : common / Math.sqrt(reference * predicted);
  });

/** Dot products of the two vectors that count how often each type occurs: with each other and each with itself. */
function products(pair: SequencePair): { common: number; reference: number; predicted: number } {
  const [a, b] = [countTypes(pair.reference), countTypes(pair.predicted)];
  const dot = (u: ReadonlyMap<number, number>, v: ReadonlyMap<number, number>): number =>
    [...u].reduce((total, [type, count]) => total + count * (v.get(type) ?? 0), 0);
  return { common: dot(a, b), reference: dot(a, a), predicted: dot(b, b) };
}

function countTypes(rows: SequencePair['reference']): Map<number, number> {
  const counts = new Map<number, number>();
  for (const row of rows) counts.set(typeOf(row), (counts.get(typeOf(row)) ?? 0) + 1);
  return counts;
}
