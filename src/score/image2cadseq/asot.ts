import { mean, type SequencePair, sameTypes } from './sequence.ts';

/**
 * ASOT, accuracy of the sequence of operation types (Image2CADSeq, equation 2): the share of pairs whose programs have
 * the same types in the same order. Throws `input-empty` without pairs.
 */
export const accuracyOfTypeSequences = (pairs: readonly SequencePair[]): number =>
  mean(pairs, (pair) => (sameTypes(pair) ? 1 : 0));
