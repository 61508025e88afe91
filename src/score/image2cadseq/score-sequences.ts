import { CadtraceError } from '../../errors.ts';
import { type FeatureMatrix, LEVELS, type Parameter } from '../../formats/sim-gallery/feature-matrix.ts';
import { accuracyOfPrograms } from './acp.ts';
import { accuracyOfTypes } from './aot.ts';
import { accuracyOfParameters, accuracyOfSlots } from './ap1.ts';
import { accuracyOfUnorderedParameters } from './ap2.ts';
import { accuracyOfTypeSequences } from './asot.ts';
import { editDistanceOfTypeSequences } from './edsot.ts';
import { cosineOfTypes, tanimotoOfTypes } from './msot.ts';
import { planeShare, randomGuessAccuracy, randomGuessAccuracyWithPlanes } from './random-guess.ts';
import { PAPER_PARAMETERS, type ParameterProtocol, programRows, type SequencePair } from './sequence.ts';

/** A predicted feature matrix beside the true one; a prediction that failed is a matrix without rows. */
export type MatrixPair = { readonly reference: FeatureMatrix; readonly predicted: FeatureMatrix };

/** Every metric of Image2CADSeq's table 4(b). All are best at 1 but for `edsot`, which is best at 0. */
export type SequenceScores = {
  readonly acp: number;
  readonly asot: number;
  readonly edsot: number;
  readonly aot: number;
  /** Undefined where no operation has a parameter. */
  readonly ap1: number | undefined;
  /** AP1 over all slots, as equation 5 is printed; see `accuracyOfSlots`. */
  readonly ap1Slots: number;
  readonly msotTanimoto: number;
  readonly msotCosine: number;
  readonly ap2: number | undefined;
};

export type SequenceSummary = {
  readonly pairs: number;
  readonly tolerance: number;
  /** Over whole programs. */
  readonly whole: SequenceScores;
  /** Over the first n rows of each program, the start mark counted. */
  readonly first: readonly { readonly operations: number; readonly scores: SequenceScores }[];
  /** What AP1 would be were the parameters guessed; see `randomGuessAccuracy`. */
  readonly randomGuess: {
    /** Equation 8: of parameters other than sketch planes. */
    readonly quantised: number;
    /** Equation 9, with the share of sketch planes in these references; undefined where they have no parameters. */
    readonly all: number | undefined;
  };
};

export type SequenceOptions = {
  /** The tolerance eta in levels, 0 to 255; default 3 (section 5.3.1). */
  readonly tolerance?: number;
  /** The parameters that are judged; default the paper's six, without profile, Boolean operation and scale. */
  readonly parameters?: readonly Parameter[];
  /** The numbers n of first operations to report; default 1 to 6, the paper's (figure 5). */
  readonly first?: readonly number[];
};

/** Longest program that is scored: pairing its operations takes time with the cube of their number. */
export const MOST_ROWS = 1_000;

/**
 * All sequence metrics of Image2CADSeq (section 4.5) over pairs of feature matrices, for whole programs and for their
 * first n operations, beside what random guessing gives. Throws `input-empty` without pairs or for a reference without
 * rows, `usage` for a tolerance out of range and `input-too-large` naming the pair (from 0) of a program with more than
 * 1,000 rows.
 */
export function scoreSequences(
  pairs: readonly MatrixPair[],
  { tolerance = 3, parameters = PAPER_PARAMETERS, first = [1, 2, 3, 4, 5, 6] }: SequenceOptions = {},
): SequenceSummary {
  if (!(tolerance >= 0 && tolerance < LEVELS)) {
    throw new CadtraceError('usage', 'the tolerance is a number of levels from 0 to 255', {
      value: tolerance,
    });
  }
  const protocol = { tolerance, parameters };
  const whole = pairs.map((pair, index) => firstRows(pair, Infinity, index));
  const share = planeShare(whole, protocol);
  return {
    pairs: pairs.length,
    tolerance,
    whole: scores(whole, protocol),
    first: first.map((operations) => ({
      operations,
      scores: scores(
        pairs.map((pair, index) => firstRows(pair, operations, index)),
        protocol,
      ),
    })),
    randomGuess: {
      quantised: randomGuessAccuracy(tolerance),
      all: share === undefined ? undefined : randomGuessAccuracyWithPlanes(tolerance, share),
    },
  };
}

/** The same metrics of one pair, over the whole programs. */
export const scoreSequence = (
  pair: MatrixPair,
  options: Omit<SequenceOptions, 'first'> = {},
): SequenceScores => scoreSequences([pair], { ...options, first: [] }).whole;

function firstRows({ reference, predicted }: MatrixPair, count: number, index: number): SequencePair {
  const pair = { reference: programRows(reference, count), predicted: programRows(predicted, count) };
  if (pair.reference.length === 0) {
    throw new CadtraceError('input-empty', 'the reference has no rows', { where: `pair ${index}` });
  }
  const rows = Math.max(pair.reference.length, pair.predicted.length);
  if (rows <= MOST_ROWS) return pair;
  throw new CadtraceError('input-too-large', `programs of at most ${MOST_ROWS} rows are scored`, {
    where: `pair ${index}`,
    value: rows,
  });
}

const scores = (pairs: readonly SequencePair[], protocol: ParameterProtocol): SequenceScores => ({
  acp: accuracyOfPrograms(pairs, protocol),
  asot: accuracyOfTypeSequences(pairs),
  edsot: editDistanceOfTypeSequences(pairs),
  aot: accuracyOfTypes(pairs),
  ap1: accuracyOfParameters(pairs, protocol),
  ap1Slots: accuracyOfSlots(pairs, protocol),
  msotTanimoto: tanimotoOfTypes(pairs),
  msotCosine: cosineOfTypes(pairs),
  ap2: accuracyOfUnorderedParameters(pairs, protocol),
});
