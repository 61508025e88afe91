import { LEVELS } from '../../formats/sim-gallery/feature-matrix.ts';
import { PLANE_NAMES } from '../../formats/sim-gallery/operations.ts';
import {
  type ParameterProtocol,
  parameterCount,
  type SequencePair,
  sum,
  usedParameters,
} from './sequence.ts';

/**
 * Share of the quantised parameters that guessing at random gets right within a tolerance (0 to 255 levels), types
 * given (Image2CADSeq, equation 8): truth and guess are independent and uniform over 256 levels, and of the 256^2
 * pairs of levels 256 (2 t + 1) - t (t + 1) are within t of each other, which is the paper's
 * (-t^2 + 511 t + 256) / 65536.
 */
export const randomGuessAccuracy = (tolerance: number): number =>
  (LEVELS * (2 * tolerance + 1) - tolerance * (tolerance + 1)) / LEVELS ** 2;

/**
 * The same where a share of the parameters are sketch planes, one of three and without tolerance (Image2CADSeq,
 * equation 9): 11 of 91 in the paper's data, which the counts of its table 5 give.
 */
export const randomGuessAccuracyWithPlanes = (tolerance: number, planeShare: number): number =>
  planeShare / PLANE_NAMES.length + (1 - planeShare) * randomGuessAccuracy(tolerance);

/** The share of sketch planes among the judged parameters of the reference programs; undefined where there are none. */
export function planeShare(pairs: readonly SequencePair[], protocol: ParameterProtocol): number | undefined {
  const all = parameterCount(pairs, protocol);
  if (all === 0) return undefined;
  const planes = sum(pairs, ({ reference }) =>
    sum(reference, (row) => (usedParameters(row, protocol).includes('plane') ? 1 : 0)),
  );
  return planes / all;
}
