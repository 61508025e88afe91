import { operationCount, type SequencePair, sum, typeOf } from './sequence.ts';

/**
 * AOT, accuracy of operation types (Image2CADSeq, equation 4): of all operations of the reference programs, marks
 * included, the share whose type is predicted at the same place. Pooled over the pairs, so that long programs weigh
 * more.
 */
export const accuracyOfTypes = (pairs: readonly SequencePair[]): number =>
  sum(pairs, typesInPlace) / operationCount(pairs);

const typesInPlace = ({ reference, predicted }: SequencePair): number =>
  reference.filter((row, i) => i < predicted.length && typeOf(row) === typeOf(predicted[i])).length;
