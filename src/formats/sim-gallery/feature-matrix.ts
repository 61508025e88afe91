import { CadtraceError } from '../../errors.ts';

/**
 * One operation as ten whole numbers (Image2CADSeq, section 4.2), in the paper's order: the operation's type t, the
 * sketch plane I, a point x, y, the sweep angle, the radius r, the profile index [I], the depth d, the Boolean
 * operation O and the scale s. Variables that the operation does not use are -1.
 */
export type FeatureRow = readonly [
  type: number,
  plane: number,
  x: number,
  y: number,
  sweep: number,
  radius: number,
  profile: number,
  depth: number,
  boolean: number,
  scale: number,
];

/** The rows of a program: start, operations, end, and ends again up to the fixed length. */
export type FeatureMatrix = readonly FeatureRow[];

/** The column of each variable in a row. */
export const COLUMN = {
  type: 0,
  plane: 1,
  x: 2,
  y: 3,
  sweep: 4,
  radius: 5,
  profile: 6,
  depth: 7,
  boolean: 8,
  scale: 9,
} as const;

/** A variable that describes an operation: all but its type. */
export type Parameter = Exclude<keyof typeof COLUMN, 'type'>;

/** The values of t. */
export const TYPE = { sketch: 0, line: 1, arc: 2, circle: 3, extrude: 4, start: 5, end: 6 } as const;

/**
 * The parameters that operations of type t use: `PARAMETERS[t]`. The scale is the paper's "auxiliary factor" without a
 * place of its own; here it stands with the extrusion, where the solid comes about.
 */
export const PARAMETERS: readonly (readonly Parameter[])[] = [
  ['plane'],
  ['x', 'y'],
  ['x', 'y', 'sweep'],
  ['x', 'y', 'radius'],
  ['profile', 'depth', 'boolean', 'scale'],
  [],
  [],
];

/** Levels of a quantised variable: 0 to 255. */
export const LEVELS = 256;

/** Parameters that choose one of a few things: nearly right is wrong. All others are quantised. */
export const DISCRETE: readonly Parameter[] = ['plane', 'profile', 'boolean'];

/** What the paper sets for the three variables that its own experiments leave out: [I], O and s (section 4.2). */
export const DEFAULT_PROFILE = 0;
export const DEFAULT_BOOLEAN = 3;
export const DEFAULT_SCALE = 10;

/** Length of the paper's feature matrices (section 4.2), start and end marks included. */
export const DEFAULT_LENGTH = 10;

/** The row of an operation of type t with these parameters, all others unused. */
export function featureRow(type: number, parameters: Partial<Record<Parameter, number>>): FeatureRow {
  const row = new Array<number>(10).fill(-1);
  row[COLUMN.type] = type;
  for (const name of PARAMETERS[type]) row[COLUMN[name]] = parameters[name] ?? -1;
  return row as unknown as FeatureRow;
}

/** The matrix of these operations: between the start mark and end marks up to `length` rows, at least one. */
export function markedMatrix(operations: readonly FeatureRow[], length: number): FeatureMatrix {
  const ends = new Array<FeatureRow>(length - operations.length - 1).fill(featureRow(TYPE.end, {}));
  return [featureRow(TYPE.start, {}), ...operations, ...ends];
}

/** The columns [t, I, x, y, sweep, r, d] of the paper's experiments. */
const SEVEN = ['type', 'plane', 'x', 'y', 'sweep', 'radius', 'depth'] as const;

/** The matrix as the paper's experiments use it, n x 7: [t, I, x, y, sweep, r, d]; what the other three say is lost. */
export const toSevenVariables = (matrix: FeatureMatrix): number[][] =>
  matrix.map((row) => SEVEN.map((name) => row[COLUMN[name]]));

/**
 * The ten variables of an n x 7 matrix, with the paper's defaults for the other three: profile 0, a new body, scale 10.
 * Throws `program-syntax` naming the row (counted from 1) that has not seven numbers.
 */
export function fromSevenVariables(rows: readonly (readonly number[])[]): FeatureMatrix {
  return rows.map((row, index) => {
    if (row.length !== SEVEN.length) {
      throw new CadtraceError('program-syntax', 'a row has the seven numbers t, I, x, y, sweep, r, d', {
        where: `row ${index + 1}`,
        value: row,
      });
    }
    const [type, plane, x, y, sweep, radius, depth] = row;
    const extrude = type === TYPE.extrude;
    return [
      type,
      plane,
      x,
      y,
      sweep,
      radius,
      extrude ? DEFAULT_PROFILE : -1,
      depth,
      extrude ? DEFAULT_BOOLEAN : -1,
      extrude ? DEFAULT_SCALE : -1,
    ];
  });
}
