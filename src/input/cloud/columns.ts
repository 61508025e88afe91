import { type CloudBuilder, COLOR, NORMAL } from './raw-cloud.ts';

/** Where in a row of numbers the parts of a point stand; the factor makes colours go to 255. */
export type Columns = {
  readonly position: Triple;
  readonly normal?: Triple;
  readonly color?: Triple;
  readonly colorFactor: number;
};

type Triple = readonly [number, number, number];

/** Names of the columns, lower-case without blanks, signs and brackets. */
const NAMES: Readonly<Record<'position' | 'normal' | 'color', readonly (readonly string[])[]>> = {
  position: [axisNames('x', 0), axisNames('y', 1), axisNames('z', 2)],
  normal: [normalNames('x', 0), normalNames('y', 1), normalNames('z', 2)],
  color: [
    ['r', 'red', 'rf', 'colorr', 'diffusered'],
    ['g', 'green', 'gf', 'colorg', 'diffusegreen'],
    ['b', 'blue', 'bf', 'colorb', 'diffuseblue'],
  ],
};

function axisNames(axis: string, index: number): string[] {
  const prefixed = ['', 'p', 'pos', 'position', 'point', 'points', 'coord'].map((prefix) => prefix + axis);
  return [...prefixed, `${axis}coord`, `${axis}coordinate`, `points${index}`];
}

function normalNames(axis: string, index: number): string[] {
  return [`n${axis}`, `normal${axis}`, `normals${axis}`, `${axis}normal`, `normals${index}`];
}

/**
 * The meaning of columns by the names in a header, such as x,y,z,nx,ny,nz or //X,Y,Z,R,G,B of CloudCompare, whatever
 * their order; undefined when x, y or z is not among them. `rows` are the first rows, which tell the range of colours.
 */
export function columnsByName(
  names: readonly string[],
  rows: readonly ArrayLike<number>[],
): Columns | undefined {
  const plain = names.map((name) =>
    name
      .toLowerCase()
      .replace(/[[(].*?[\])]/g, '')
      .replace(/[^a-z0-9]/g, ''),
  );
  const find = (meaning: keyof typeof NAMES): Triple | undefined => {
    const found = NAMES[meaning].map((synonyms) => plain.findIndex((name) => synonyms.includes(name)));
    return found.includes(-1) ? undefined : (found as unknown as Triple);
  };
  const position = find('position');
  if (position === undefined) return undefined;
  const color = find('color');
  return { position, normal: find('normal'), color, colorFactor: color ? colorFactor(rows, color) : 1 };
}

/** Of columns that may be normals, this share must be unit vectors; the others may be zero, where none was found. */
const UNIT_SHARE = 0.9;
const UNIT_TOLERANCE = 0.02;

/**
 * The meaning of columns without names by what is in their first rows: coordinates are the first three, or follow
 * running numbers; then three columns of unit vectors are normals, three of whole numbers from 0 to 255 colours.
 */
export function columnsByEvidence(rows: readonly ArrayLike<number>[], columns: number): Columns {
  const first = columns > 3 && isRunningNumber(rows) ? 1 : 0;
  const triples = Array.from({ length: Math.max(columns - first - 5, 0) }, (_, i): Triple => {
    const start = first + 3 + i;
    return [start, start + 1, start + 2];
  });
  const normal = triples.find((triple) => areUnitVectors(rows, triple));
  const color = triples.find((triple) => !overlap(triple, normal) && areColors(rows, triple));
  return { position: [first, first + 1, first + 2], normal, color, colorFactor: 1 };
}

/** Sets the builder's row from a row of the file. */
export function setRow(
  { row }: CloudBuilder,
  { position, normal, color, colorFactor: factor }: Columns,
  values: ArrayLike<number>,
): void {
  row[0] = values[position[0]];
  row[1] = values[position[1]];
  row[2] = values[position[2]];
  if (normal) for (let k = 0; k < 3; k++) row[NORMAL + k] = values[normal[k]];
  if (color) for (let k = 0; k < 3; k++) row[COLOR + k] = factor * values[color[k]];
}

/** Whether the first column counts the rows, and the others are no counts. */
function isRunningNumber(rows: readonly ArrayLike<number>[]): boolean {
  if (rows.length < 10) return false;
  for (let i = 0; i < rows.length; i++) {
    if (!Number.isInteger(rows[i][0])) return false;
    if (i > 0 && rows[i][0] !== rows[i - 1][0] + 1) return false;
  }
  return rows.some((row) => !Number.isInteger(row[1]) || !Number.isInteger(row[2]));
}

function areUnitVectors(rows: readonly ArrayLike<number>[], [a, b, c]: Triple): boolean {
  let unit = 0;
  for (const row of rows) {
    const length = Math.hypot(row[a], row[b], row[c]);
    if (Math.abs(length - 1) < UNIT_TOLERANCE) unit++;
    else if (length > 0) return false;
  }
  return rows.length > 0 && unit >= UNIT_SHARE * rows.length;
}

function areColors(rows: readonly ArrayLike<number>[], triple: Triple): boolean {
  const isByte = (x: number): boolean => Number.isInteger(x) && x >= 0 && x <= 255;
  return rows.length > 0 && rows.every((row) => triple.every((column) => isByte(row[column])));
}

/** Colours are written from 0 to 255, from 0 to 1, or with 16 bits. */
function colorFactor(rows: readonly ArrayLike<number>[], triple: Triple): number {
  const values = rows.flatMap((row) => triple.map((column) => row[column])).filter(Number.isFinite);
  if (values.some((x) => x > 255)) return 1 / 257;
  return values.every((x) => x <= 1) && values.some((x) => x > 0) ? 255 : 1;
}

const overlap = (a: Triple, b: Triple | undefined): boolean =>
  b !== undefined && a.some((column) => b.includes(column));
