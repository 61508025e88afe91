import {
  operationCount,
  type ParameterProtocol,
  parameterCount,
  rightParameters,
  type SequencePair,
  sum,
} from './sequence.ts';

/**
 * AP1, accuracy of parameters in order (Image2CADSeq, equation 5): of the parameters that the reference's operations
 * use, the share that is right in the operation at the same place of the prediction, where its type is right too.
 * Pooled over the pairs. Undefined where no operation has a parameter, as in the start mark alone.
 *
 * Equation 5 as printed divides by all six slots of every operation, used or not, so that even a perfect prediction
 * stays far below 1. The paper's own baselines (equations 8 and 9, where 11 of 91 used parameters are sketch planes)
 * and its figure 6, where perfect is 1, divide by the used ones; so does this. See `accuracyOfSlots` for the other.
 */
export function accuracyOfParameters(
  pairs: readonly SequencePair[],
  protocol: ParameterProtocol,
): number | undefined {
  const used = parameterCount(pairs, protocol);
  return used === 0 ? undefined : rightInOrder(pairs, protocol) / used;
}

/**
 * AP1 with the denominator of equation 5 as it is printed: every operation, marks included, counts as many parameters
 * as are judged. To compare with figures that were computed by the letter.
 */
export const accuracyOfSlots = (pairs: readonly SequencePair[], protocol: ParameterProtocol): number =>
  rightInOrder(pairs, protocol) / (protocol.parameters.length * operationCount(pairs));

const rightInOrder = (pairs: readonly SequencePair[], protocol: ParameterProtocol): number =>
  sum(pairs, ({ reference, predicted }) => {
    const common = reference.slice(0, predicted.length).map((row, i) => ({ row, other: predicted[i] }));
    return sum(common, ({ row, other }) => rightParameters(row, other, protocol));
  });
