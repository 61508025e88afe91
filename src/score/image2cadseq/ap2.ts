import { mostValuableMatching } from './matching.ts';
import {
  type ParameterProtocol,
  parameterCount,
  rightParameters,
  type SequencePair,
  sum,
  typeOf,
} from './sequence.ts';

/**
 * AP2, accuracy of parameters whatever the order (Image2CADSeq, section 4.5): as AP1, but that an operation of the
 * reference is judged by an operation of the same type anywhere in the prediction, each used once. The paper leaves
 * open which of several lines belongs to which; we take the pairing that makes most parameters right, so that AP2 does
 * not depend on the order of rows and is never below AP1. Undefined where no operation has a parameter.
 */
export function accuracyOfUnorderedParameters(
  pairs: readonly SequencePair[],
  protocol: ParameterProtocol,
): number | undefined {
  const used = parameterCount(pairs, protocol);
  return used === 0 ? undefined : sum(pairs, (pair) => rightInAnyOrder(pair, protocol)) / used;
}

function rightInAnyOrder({ reference, predicted }: SequencePair, protocol: ParameterProtocol): number {
  const types = [...new Set(reference.map(typeOf))];
  return sum(types, (type) => {
    const wanted = reference.filter((row) => typeOf(row) === type);
    const offered = predicted.filter((row) => typeOf(row) === type);
    return mostValuableMatching(
      wanted.map((row) => offered.map((other) => rightParameters(row, other, protocol))),
    );
  });
}
