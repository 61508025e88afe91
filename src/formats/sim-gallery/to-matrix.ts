import { CadtraceError } from '../../errors.ts';
import { distance2, type Vec2 } from '../../geometry/vector.ts';
import type { Program } from '../../program/types.ts';
import {
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
 * (counted from 1) that starts elsewhere, reaches beyond the scale, turns by more than half a turn or vanishes between
 * two levels, and where there are more operations than rows.
 */
export function operationsToMatrix(
  operations: readonly SimGalleryOperation[],
  { length = DEFAULT_LENGTH, scale = DEFAULT_SCALE }: MatrixOptions = {},
): FeatureMatrix {
  if (!Number.isInteger(scale) || scale < 1 || scale >= LEVELS) {
    throw new CadtraceError('usage', 'the scale must be a whole number from 1 to 255', { value: scale });
  }
  if (operations.length + 2 > length) {
    throw new CadtraceError(
      'format-unsupported',
      `${operations.length} operations and two marks do not fit a matrix of ${length} rows: ask for a longer one`,
      { value: operations.length },
    );
  }
  let pen: Vec2 = [0, 0];
  const rows = operations.map((operation, index) => {
    const where = `operation ${index + 1}`;
    const row = rowOf(operation, pen, scale, where);
    if (operation.kind === 'sketch') pen = [0, 0];
    else if ('to' in operation) pen = operation.to;
    return row;
  });
  return markedMatrix(rows, length);
}

function rowOf(operation: SimGalleryOperation, pen: Vec2, scale: number, where: string): FeatureRow {
  const signed = (value: number): number => signedLevel(within(value / scale, scale, where));
  switch (operation.kind) {
    case 'sketch':
      return featureRow(TYPE.sketch, { plane: PLANE_NAMES.indexOf(operation.plane) });
    case 'circle': {
      const [x, y] = operation.center.map(signed);
      return featureRow(TYPE.circle, {
        x,
        y,
        radius: positiveLevel(within(operation.radius / scale, scale, where)),
      });
    }
    case 'extrude': {
      const depth = signed(operation.depth);
      if (depth === signedLevel(0)) throw vanishing('depth', scale, where, operation.depth);
      const boolean = BOOLEANS.indexOf(operation.operation);
      return featureRow(TYPE.extrude, { profile: operation.profile, depth, boolean, scale });
    }
    default: {
      checkStart(operation.from, pen, scale, where);
      const [x, y] = operation.to.map(signed);
      const [startX, startY] = operation.from.map(signed);
      if (x === startX && y === startY) throw vanishing(operation.kind, scale, where, operation.to);
      if (operation.kind === 'line') return featureRow(TYPE.line, { x, y });
      return featureRow(TYPE.arc, { x, y, sweep: sweepLevel(operation.sweep, where) });
    }
  }
}

function sweepLevel(sweep: number, where: string): number {
  const share = sweep / Math.PI;
  if (Math.abs(share) > 1 + 1e-9) {
    throw refused('the matrix has arcs up to half a turn: split this one', where, sweep);
  }
  const level = signedLevel(share);
  if (level !== signedLevel(0)) return level;
  throw refused('this arc turns by less than half a level (0.7 degrees): draw a line', where, sweep);
}

function checkStart(from: Vec2, pen: Vec2, scale: number, where: string): void {
  if (distance2(from, pen) <= 1e-9 * scale) return;
  throw refused(
    `in the matrix a curve starts where the one before it ended, the first at the sketch's origin: here (${pen.join(', ')})`,
    where,
    from,
  );
}

function within(share: number, scale: number, where: string): number {
  if (Math.abs(share) <= 1 + 1e-9) return share;
  const advice = Math.ceil(Math.abs(share) * scale - 1e-9);
  throw refused(
    advice < LEVELS
      ? `this reaches beyond the scale of ${scale} cm: take a scale of ${advice} or more`
      : `the matrix holds parts that reach at most ${LEVELS - 1} cm from the origin`,
    where,
    share * scale,
  );
}

const vanishing = (what: string, scale: number, where: string, value: unknown): CadtraceError =>
  refused(`this ${what} vanishes between two of the levels, ${(2 * scale) / LEVELS} cm apart`, where, value);

const refused = (message: string, where: string, value: unknown): CadtraceError =>
  new CadtraceError('format-unsupported', message, { where, value });
