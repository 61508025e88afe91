import {
  mean,
  type ParameterProtocol,
  rightParameters,
  type SequencePair,
  sameTypes,
  usedParameters,
} from './sequence.ts';

/**
 * ACP, accuracy of CAD programs (Image2CADSeq, equation 1): the share of pairs whose programs agree in every type and,
 * within the tolerance, in every parameter. Variables that an operation does not use are not compared: they say
 * nothing. Throws `input-empty` without pairs.
 */
export const accuracyOfPrograms = (pairs: readonly SequencePair[], protocol: ParameterProtocol): number =>
  mean(pairs, (pair) => (sameProgram(pair, protocol) ? 1 : 0));

function sameProgram(pair: SequencePair, protocol: ParameterProtocol): boolean {
  return (
    sameTypes(pair) &&
    pair.reference.every((row, i) => {
      return rightParameters(row, pair.predicted[i], protocol) === usedParameters(row, protocol).length;
    })
  );
}
