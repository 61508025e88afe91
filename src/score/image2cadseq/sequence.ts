import { CadtraceError } from '../../errors.ts';
import {
  COLUMN,
  DISCRETE,
  type FeatureMatrix,
  type FeatureRow,
  LEVELS,
  PARAMETERS,
  type Parameter,
  TYPE,
} from '../../formats/sim-gallery/feature-matrix.ts';

/**
 * A predicted CAD program beside the true one, as rows of feature matrices (Image2CADSeq, section 4.2). The rows are
 * those of the program itself: from the start mark through the first end mark, without the marks that only fill the
 * matrix.
 */
export type SequencePair = {
  readonly reference: readonly FeatureRow[];
  readonly predicted: readonly FeatureRow[];
};

/** What counts as a right parameter. */
export type ParameterProtocol = {
  /** The tolerance eta, in levels of 256: a quantised parameter is right when it differs by no more. */
  readonly tolerance: number;
  /** The parameters that are judged. */
  readonly parameters: readonly Parameter[];
};

/** The six that the paper's experiments encode (section 4.2); it sets the other three to constants. */
export const PAPER_PARAMETERS: readonly Parameter[] = ['plane', 'x', 'y', 'sweep', 'radius', 'depth'];

/**
 * The rows of the program in a matrix, at most the first `count`. Equations 4 and 5 divide by the length of each
 * program, and the paper's multiset of a triangular prism, {5,0,1,1,1,4,6}, has one end mark where the matrix has
 * four: so a program's length is counted without the filling.
 */
export function programRows(matrix: FeatureMatrix, count = Infinity): readonly FeatureRow[] {
  const end = matrix.findIndex((row) => typeOf(row) === TYPE.end);
  return matrix.slice(0, Math.min(count, end < 0 ? matrix.length : end + 1));
}

export const typeOf = (row: FeatureRow): number => row[COLUMN.type];

/** The judged parameters that the operation of a row uses. */
export const usedParameters = (row: FeatureRow, { parameters }: ParameterProtocol): readonly Parameter[] =>
  (PARAMETERS[typeOf(row)] ?? []).filter((name) => parameters.includes(name));

/**
 * How many of the reference row's parameters the predicted row has right: the conditions c1 to c3 of equation 5. The
 * types agree, the predicted value is a level (0 to 255), and it is within the tolerance; parameters that choose one
 * of a few things, such as the sketch plane, have none (section 5.3.1). That section's claim that ACP at a tolerance
 * of 255 equals ASOT then needs every sketch plane right.
 */
export function rightParameters(
  reference: FeatureRow,
  predicted: FeatureRow,
  protocol: ParameterProtocol,
): number {
  if (typeOf(reference) !== typeOf(predicted)) return 0;
  return usedParameters(reference, protocol).filter((name) => {
    const [truth, value] = [reference[COLUMN[name]], predicted[COLUMN[name]]];
    if (DISCRETE.includes(name)) return value === truth;
    return value >= 0 && value < LEVELS && Math.abs(value - truth) <= protocol.tolerance;
  }).length;
}

/** The parameters of all reference programs together. */
export const parameterCount = (pairs: readonly SequencePair[], protocol: ParameterProtocol): number =>
  sum(pairs, ({ reference }) => sum(reference, (row) => usedParameters(row, protocol).length));

/** The operations of all reference programs together, marks included: the denominator of equation 4. */
export const operationCount = (pairs: readonly SequencePair[]): number =>
  sum(pairs, ({ reference }) => reference.length);

/** True when the types agree row by row and neither program is longer. */
export const sameTypes = ({ reference, predicted }: SequencePair): boolean =>
  reference.length === predicted.length && reference.every((row, i) => typeOf(row) === typeOf(predicted[i]));

export const sum = <T>(items: readonly T[], value: (item: T) => number): number =>
  items.reduce((total, item) => total + value(item), 0);

/** Throws `input-empty` when there is nothing to average. */
export function mean(pairs: readonly SequencePair[], value: (pair: SequencePair) => number): number {
  if (pairs.length === 0) throw new CadtraceError('input-empty', 'there are no pairs of programs to score');
  return sum(pairs, value) / pairs.length;
}
