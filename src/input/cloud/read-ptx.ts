import { CadtraceError } from '../../errors.ts';
import { type RowScanner, scanRows } from './number-rows.ts';
import { COLOR, createCloudBuilder, type RawCloud, VIEW } from './raw-cloud.ts';

/** Each scan starts with columns, rows, the scanner's position, its three axes and a matrix of four rows. */
const MATRIX_ROWS = 4;
const POSE_ROWS = 4;

/** Numbers of a point with colour: x, y, z, intensity, red, green, blue. */
const COLORED = 7;

/** Most scans that are told apart as views. */
const MAX_SCANS = 65_536;

/**
 * Reads a PTX (Leica): one or several scans, each a raster of points in the scanner's own frame with the matrix that
 * moves them into the common one; beams without an echo (0 0 0) are passed over. Each scan is a view. Throws
 * `input-truncated` when lines are missing, `input-unreadable` naming a line that is none of what is due.
 */
export function readPtx(bytes: Uint8Array): RawCloud {
  const rows = scanRows(bytes, { separator: ' ', decimalComma: false });
  const { values } = rows;
  const colors = hasColors(bytes);
  const cloud = createCloudBuilder({ view: true, colors });
  const { row } = cloud;
  const matrix = new Float64Array(4 * MATRIX_ROWS);
  for (let scan = 0; rows.next(); scan++) {
    if (scan === MAX_SCANS) throw wrong(rows, `at most ${MAX_SCANS} scans`);
    check(rows, 'the number of columns', 1);
    const columns = values[0];
    next(rows, 'the number of rows', 1);
    const beams = columns * values[0];
    for (let k = 0; k < POSE_ROWS; k++) next(rows, 'the position or an axis of the scanner', 3);
    for (let k = 0; k < MATRIX_ROWS; k++) {
      next(rows, 'a row of the matrix', 4);
      matrix.set(values.subarray(0, 4), 4 * k);
    }
    row[VIEW] = scan;
    for (let beam = 0; beam < beams; beam++) {
      next(rows, 'a point', colors ? COLORED : 3);
      const x = values[0];
      const y = values[1];
      const z = values[2];
      if (x === 0 && y === 0 && z === 0) continue;
      // Points are rows: the translation is the last row of the matrix.
      for (let k = 0; k < 3; k++)
        row[k] = x * matrix[k] + y * matrix[4 + k] + z * matrix[8 + k] + matrix[12 + k];
      if (colors) for (let k = 0; k < 3; k++) row[COLOR + k] = values[COLORED - 3 + k];
      cloud.add();
    }
  }
  return cloud.finish();
}

/** Whether the first point has red, green and blue after x, y, z and intensity. */
function hasColors(bytes: Uint8Array): boolean {
  const rows = scanRows(bytes, { separator: ' ', decimalComma: false });
  for (let k = 0; k < 2 + POSE_ROWS + MATRIX_ROWS; k++) rows.next();
  return rows.next() && rows.length() >= COLORED;
}

/** Goes to the next line, which must have `least` numbers. */
function next(rows: RowScanner, expected: string, least: number): void {
  if (rows.next()) check(rows, expected, least);
  else
    throw new CadtraceError(
      'input-truncated',
      `the PTX ends where ${expected} is due. The file was cut off; copy or export it again.`,
      { where: rows.where() },
    );
}

function check(rows: RowScanner, expected: string, least: number): void {
  const isCount = least > 1 || (Number.isSafeInteger(rows.values[0]) && rows.values[0] >= 0);
  if (rows.length() < least || rows.badField() !== undefined || !isCount) throw wrong(rows, expected);
}

function wrong(rows: RowScanner, expected: string): CadtraceError {
  const found = rows.badField() ?? Array.from(rows.values.subarray(0, rows.length())).join(' ');
  return new CadtraceError(
    'input-unreadable',
    `expected ${expected}, found "${found}". The PTX is damaged; export it again.`,
    { where: rows.where(), value: found },
  );
}
