import { CadtraceError } from '../../errors.ts';
import { asciiText } from '../text-scanner.ts';

/** An array of one or two dimensions as NumPy saves it. */
export type NpyArray = {
  readonly shape: readonly number[];
  /** The value in a row and a column. */
  at(row: number, column: number): number;
};

/** Length of the mark that files start with: 0x93 and "NUMPY". */
const MARK = 6;

/** Whether `bytes` start as NumPy's files do. */
export const isNpy = (bytes: Uint8Array): boolean =>
  bytes[0] === 0x93 && asciiText(bytes, 1, MARK) === 'NUMPY';

/** Reads a number from an offset, of the types that hold coordinates. */
const READERS: Readonly<Record<string, (view: DataView, at: number, little: boolean) => number>> = {
  f4: (view, at, little) => view.getFloat32(at, little),
  f8: (view, at, little) => view.getFloat64(at, little),
  i1: (view, at) => view.getInt8(at),
  i2: (view, at, little) => view.getInt16(at, little),
  i4: (view, at, little) => view.getInt32(at, little),
  i8: (view, at, little) => Number(view.getBigInt64(at, little)),
  u1: (view, at) => view.getUint8(at),
  u2: (view, at, little) => view.getUint16(at, little),
  u4: (view, at, little) => view.getUint32(at, little),
  u8: (view, at, little) => Number(view.getBigUint64(at, little)),
};

/**
 * Opens an array in NumPy's format, versions 1 to 3, without copying it. Throws `input-truncated` when data is missing,
 * `input-unsupported` for types that are no numbers and for more or fewer than two dimensions, `input-unreadable` for a
 * damaged header.
 */
export function openNpy(bytes: Uint8Array, where: string): NpyArray {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
  if (bytes.length < MARK + 6) throw truncated(where);
  const isLong = bytes[MARK] >= 2;
  const sizeAt = MARK + 2;
  const start = sizeAt + (isLong ? 4 : 2);
  const data = start + (isLong ? view.getUint32(sizeAt, true) : view.getUint16(sizeAt, true));
  if (data > bytes.length) throw truncated(where);
  const { type, little, fortran, shape } = readHeader(latin1(bytes, start, data), where);
  const size = Number(type[1]);
  const [rows, columns] = shape;
  if (rows * columns * size > bytes.length - data) throw truncated(where);
  const read = READERS[type];
  const rowStep = size * (fortran ? 1 : columns);
  const columnStep = size * (fortran ? rows : 1);
  return { shape, at: (row, column) => read(view, data + row * rowStep + column * columnStep, little) };
}

/** The header is a Python dictionary. */
function readHeader(
  header: string,
  where: string,
): { type: string; little: boolean; fortran: boolean; shape: readonly number[] } {
  const descr = /['"]descr['"]\s*:\s*['"]([<>|=])(\w+)['"]/.exec(header);
  const order = /['"]fortran_order['"]\s*:\s*(True|False)/.exec(header);
  const dimensions = /['"]shape['"]\s*:\s*\(([\d,\sL]*)\)/.exec(header);
  if (descr === null && /['"]descr['"]\s*:\s*\[/.test(header))
    throw unsupported('it has named fields', header, where);
  if (descr === null || order === null || dimensions === null)
    throw new CadtraceError(
      'input-unreadable',
      `the header of the NumPy array is damaged: "${header.trim().slice(0, 80)}". Save it again.`,
      { where },
    );
  const type = descr[2];
  if (!(type in READERS)) throw unsupported(`its type is ${descr[1]}${type}`, type, where);
  const shape = dimensions[1]
    .split(',')
    .filter((each) => each.trim() !== '')
    .map((each) => Number.parseInt(each, 10));
  if (shape.length !== 2) throw unsupported(`its shape is (${shape.join(', ')})`, shape, where);
  return { type, little: descr[1] !== '>', fortran: order[1] === 'True', shape };
}

function latin1(bytes: Uint8Array, start: number, end: number): string {
  return new TextDecoder('latin1').decode(bytes.subarray(start, Math.min(end, start + 10_000)));
}

function unsupported(reason: string, value: unknown, where: string): CadtraceError {
  return new CadtraceError(
    'input-unsupported',
    `the NumPy array holds no points that can be read: ${reason}. Save points as an array of numbers of shape (n, 3).`,
    { where, value },
  );
}

function truncated(where: string): CadtraceError {
  return new CadtraceError(
    'input-truncated',
    'the NumPy array ends before the data that its header promises. The file was cut off; copy or save it again.',
    { where },
  );
}
