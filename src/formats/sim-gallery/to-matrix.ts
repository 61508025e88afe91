import { CadtraceError } from '../../errors.ts';
import { distance2, type Vec2 } from '../../geometry/vector.ts';
import { greatestMagnitude } from '../../program/numbers.ts';
import type { Program } from '../../program/types.ts';
import {
  COLUMN,
  DEFAULT_LENGTH,
  DEFAULT_SCALE,
  type FeatureMatrix,
  type FeatureRow,
  featureRow,
  LEVELS,
  markedMatrix,
  TYPE,
} from './feature-matrix.ts';
import { programToOperations } from './from-program.ts';
import { positiveLevel, signedLevel } from './levels.ts';
import { BOOLEANS, PLANE_NAMES, type SimGalleryOperation } from './operations.ts';

export type MatrixOptions = {
  /** Rows of the matrix, start and end marks included; default 10, the paper's. */
  readonly length?: number;
  /** The length in centimetres that 1 stands for: a whole number from 1 to 255; default 10, the paper's. */
  readonly scale?: number;
};

/**
 * The feature matrix of a program, coordinates rounded to the 256 levels between -scale and scale centimetres. Throws
 * what `programToOperations` and `operationsToMatrix` throw.
 */
export const programToMatrix = (program: Program, options?: MatrixOptions): FeatureMatrix =>
  operationsToMatrix(programToOperations(program), options);

/**
 * The feature matrix of Simplified-Gallery operations: start mark, one row an operation, end marks up to the length
 * (Image2CADSeq, section 4.2). Curves have no start of their own: each starts where the one before it in its sketch
 * ended, the first at the origin; a circle leaves that as it is. Throws `format-unsupported` naming the operation
 * (counted from 1) that starts elsewhere or vanishes between two levels, where there are more operations than rows, and
 * what `operationRows` throws.
 */
export function operationsToMatrix(
  operations: readonly SimGalleryOperation[],
  { length = DEFAULT_LENGTH, scale = DEFAULT_SCALE }: MatrixOptions = {},
): FeatureMatrix {
  if (operations.length + 2 > length) {
    throw new CadtraceError(
      'format-unsupported',
      `${operations.length} operations and two marks do not fit a matrix of ${length} rows: ask for a longer one`,
      { value: operations.length },
    );
  }
  const rows = operationRows(operations, scale);
  checkReadable(operations, rows, scale);
  return markedMatrix(rows, length);
}

/**
 * The rows of operations without marks, for comparing: closed paths have their start in their last row, so that nothing
 * is lost, but where paths start away from the origin the rows cannot be read back. Throws `usage` for a scale that is no
 * whole number from 1 to 255, and `format-unsupported` naming the operation (counted from 1) that reaches beyond the
 * scale or turns by more than half a turn.
 */
export function operationRows(operations: readonly SimGalleryOperation[], scale: number): FeatureRow[] {
  if (!Number.isInteger(scale) || scale < 1 || scale >= LEVELS) {
    throw new CadtraceError('usage', 'the scale must be a whole number from 1 to 255', { value: scale });
  }
  return operations.map((operation, index) => rowOf(operation, scale, `operation ${index + 1}`));
}

function rowOf(operation: SimGalleryOperation, scale: number, where: string): FeatureRow {
  const signed = (value: number): number => signedLevel(within(value / scale, scale, where));
  switch (operation.kind) {
    case 'sketch':
      return featureRow(TYPE.sketch, { plane: PLANE_NAMES.indexOf(operation.plane) });
    case 'line': {
      const [x, y] = operation.to.map(signed);
      return featureRow(TYPE.line, { x, y });
    }
    case 'arc': {
      const [x, y] = operation.to.map(signed);
      const share = operation.sweep / Math.PI;
      // Designers' half circles are not exact: what is half a turn to half a level is one.
      if (Math.abs(share) <= 1 + 1 / LEVELS) return featureRow(TYPE.arc, { x, y, sweep: signedLevel(share) });
      throw refused('the matrix has arcs up to half a turn: split this one', where, operation.sweep);
    }
    case 'circle': {
      const [x, y] = operation.center.map(signed);
      const radius = positiveLevel(within(operation.radius / scale, scale, where));
      return featureRow(TYPE.circle, { x, y, radius });
    }
    case 'extrude': {
      const boolean = BOOLEANS.indexOf(operation.operation);
      const depth = signed(operation.depth);
      return featureRow(TYPE.extrude, { profile: operation.profile, depth, boolean, scale });
    }
  }
}

/** Throws where reading the rows would not draw what the operations draw, but for rounding. */
function checkReadable(
  operations: readonly SimGalleryOperation[],
  rows: readonly FeatureRow[],
  scale: number,
): void {
  const zero = signedLevel(0);
  let pen: Vec2 = [0, 0];
  for (const [index, operation] of operations.entries()) {
    const where = `operation ${index + 1}`;
    const row = rows[index];
    if (operation.kind === 'sketch') pen = [0, 0];
    else if (operation.kind === 'extrude') {
      if (row[COLUMN.depth] === zero) throw vanishing('depth', scale, where, operation.depth);
    } else if (operation.kind !== 'circle') {
      if (distance2(operation.from, pen) > 1e-9 * scale) {
        throw refused(
          `in the matrix a curve starts where the one before it ended, the first at the sketch's origin: here (${pen.join(', ')})`,
          where,
          operation.from,
        );
      }
      const [startX, startY] = operation.from.map((value) => signedLevel(value / scale));
      if (row[COLUMN.x] === startX && row[COLUMN.y] === startY) {
        throw vanishing(operation.kind, scale, where, operation.to);
      }
      if (operation.kind === 'arc' && row[COLUMN.sweep] === zero) {
        throw refused(
          'this arc turns by less than half a level (0.7 degrees): draw a line',
          where,
          operation.sweep,
        );
      }
      pen = operation.to;
    }
  }
}

function within(share: number, scale: number, where: string): number {
  if (Math.abs(share) <= 1 + 1e-9) return share;
  const enough = wholeScale(Math.abs(share) * scale);
  throw refused(
    enough < LEVELS
      ? `this reaches beyond the scale of ${scale} cm: take a scale of ${enough} or more`
      : `the matrix holds parts that reach at most ${LEVELS - 1} cm from the origin`,
    where,
    share * scale,
  );
}

/** The smallest scale that holds every number of the operations, at most the largest there is. */
export function smallestScale(operations: readonly SimGalleryOperation[]): number {
  const numbers = operations.map((operation) => {
    if (operation.kind === 'circle') return [operation.center, operation.radius];
    if (operation.kind === 'extrude') return operation.depth;
    return 'to' in operation ? operation.to : 0;
  });
  return Math.min(Math.max(wholeScale(greatestMagnitude(numbers)), 1), LEVELS - 1);
}

/** A length as a whole number of centimetres, rounded up but for rounding. */
const wholeScale = (length: number): number => Math.ceil(length * (1 - 1e-9));

const vanishing = (what: string, scale: number, where: string, value: unknown): CadtraceError =>
  refused(`this ${what} vanishes between two of the levels, ${(2 * scale) / LEVELS} cm apart`, where, value);

const refused = (message: string, where: string, value: unknown): CadtraceError =>
  new CadtraceError('format-unsupported', message, { where, value });
