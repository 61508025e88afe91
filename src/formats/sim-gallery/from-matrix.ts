import { CadtraceError } from '../../errors.ts';
import type { Vec2 } from '../../geometry/vector.ts';
import type { SweptProgram } from '../../program/types.ts';
import {
  COLUMN,
  type FeatureMatrix,
  type FeatureRow,
  LEVELS,
  PARAMETERS,
  type Parameter,
  TYPE,
} from './feature-matrix.ts';
import { positiveValue, signedValue } from './levels.ts';
import { BOOLEANS, MOST_OPERATIONS, PLANE_NAMES, type SimGalleryOperation } from './operations.ts';
import { operationsToProgram } from './to-program.ts';

/** The program that a feature matrix describes, in centimetres. Throws what the two steps throw. */
export const matrixToProgram = (matrix: FeatureMatrix): SweptProgram =>
  operationsToProgram(matrixToOperations(matrix));

/** How many values each parameter has, from 0 on. */
const VALUES: Readonly<Record<Parameter, number>> = {
  plane: PLANE_NAMES.length,
  x: LEVELS,
  y: LEVELS,
  sweep: LEVELS,
  radius: LEVELS,
  profile: MOST_OPERATIONS,
  depth: LEVELS,
  boolean: BOOLEANS.length,
  scale: LEVELS,
};

/**
 * The operations between the start mark and the first end mark of a feature matrix, in centimetres (Image2CADSeq,
 * section 4.2): a level stands for a share of the scale, curves start where those before them ended and the first of a
 * sketch at the origin. A sketch takes the scale of its first extrusion. Throws `program-syntax` naming the row (counted
 * from 1) that has an unknown type, a parameter out of range, or another scale than the rows before it.
 */
export function matrixToOperations(matrix: FeatureMatrix): SimGalleryOperation[] {
  if (matrix.length > MOST_OPERATIONS) {
    throw new CadtraceError('input-too-large', `a feature matrix has at most ${MOST_OPERATIONS} rows`, {
      value: matrix.length,
    });
  }
  const rows = operationRows(matrix);
  const scale = scaleOf(rows);
  let pen: Vec2 = [0, 0];
  return rows.map((row) => {
    const operation = operationOf(row, pen, scale);
    if (operation.kind === 'sketch') pen = [0, 0];
    else if ('to' in operation) pen = operation.to;
    return operation;
  });
}

/** The checked rows between the marks; an end mark may be missing where the program fills the matrix. */
function operationRows(matrix: FeatureMatrix): FeatureRow[] {
  if (matrix[0]?.[COLUMN.type] !== TYPE.start) {
    throw invalidRow(`the first row must be the start mark, of type ${TYPE.start}`, 0, matrix[0]);
  }
  const end = matrix.findIndex((row) => row[COLUMN.type] === TYPE.end);
  const rows = matrix.slice(1, end < 0 ? undefined : end);
  for (const [i, row] of rows.entries()) {
    const type = row[COLUMN.type];
    if (PARAMETERS[type] === undefined || type === TYPE.start) {
      throw invalidRow('operations have the types 0 to 4', i + 1, type);
    }
    for (const name of PARAMETERS[type]) {
      const value = row[COLUMN[name]];
      if (Number.isInteger(value) && value >= 0 && value < VALUES[name]) continue;
      throw invalidRow(`${name} must be a whole number from 0 to ${VALUES[name] - 1}`, i + 1, value);
    }
  }
  return rows;
}

/** The one scale of all extrusions. */
function scaleOf(rows: readonly FeatureRow[]): number {
  const extrudes = rows.filter((row) => row[COLUMN.type] === TYPE.extrude);
  const scales = new Set(extrudes.map((row) => row[COLUMN.scale]));
  const [scale = 0] = scales;
  if (scale > 0 && scales.size === 1) return scale;
  throw new CadtraceError('program-syntax', 'the extrusions of a program share one scale above 0', {
    value: [...scales],
  });
}

function operationOf(row: FeatureRow, pen: Vec2, scale: number): SimGalleryOperation {
  const signed = (name: Parameter): number => scale * signedValue(row[COLUMN[name]]);
  switch (row[COLUMN.type]) {
    case TYPE.sketch:
      return { kind: 'sketch', plane: PLANE_NAMES[row[COLUMN.plane]] };
    case TYPE.line:
      return { kind: 'line', from: pen, to: [signed('x'), signed('y')] };
    case TYPE.arc: {
      const sweep = Math.PI * signedValue(row[COLUMN.sweep]);
      return { kind: 'arc', from: pen, to: [signed('x'), signed('y')], sweep };
    }
    case TYPE.circle: {
      const radius = scale * positiveValue(row[COLUMN.radius]);
      return { kind: 'circle', center: [signed('x'), signed('y')], radius };
    }
    default: {
      const operation = BOOLEANS[row[COLUMN.boolean]];
      return { kind: 'extrude', profile: row[COLUMN.profile], depth: signed('depth'), operation };
    }
  }
}

const invalidRow = (message: string, index: number, value: unknown): CadtraceError =>
  new CadtraceError('program-syntax', message, { where: `row ${index + 1}`, value });
