import { CadtraceError } from '../errors.ts';
import { checkCornerCount } from './limits.ts';
import { PLY_TYPE_BYTES, type PlyHeader, type PlyType } from './ply-header.ts';
import { scanText } from './text-scanner.ts';

/** Takes the next value of a PLY body, whatever its encoding; throws `input-truncated` at its end. */
export type PlyValues = {
  next(type: PlyType): number;
  where(element: string, index: number): string;
};

/**
 * Starts at the first value after the header. Throws `input-truncated` when the body cannot hold what the header
 * promises.
 */
export function plyValues(bytes: Uint8Array, header: PlyHeader): PlyValues {
  checkSize(header, bytes.length);
  return header.encoding === 'ascii' ? asciiValues(bytes, header) : binaryValues(bytes, header);
}

/** Passes over a list, or takes its entries. Throws `input-unreadable` where it cannot have that length. */
export function readPlyList(
  values: PlyValues,
  countType: PlyType,
  type: PlyType,
  list: number[] | undefined,
  where: () => string,
): void {
  const length = values.next(countType);
  if (!(Number.isInteger(length) && length >= 0))
    throw new CadtraceError('input-unreadable', `a list cannot have ${length} entries.`, {
      where: where(),
      value: length,
    });
  if (list !== undefined) {
    checkCornerCount(length, where);
    list.length = 0;
  }
  for (let i = 0; i < length; i++) {
    const value = values.next(type);
    list?.push(value);
  }
}

function checkSize({ encoding, elements, bodyOffset }: PlyHeader, size: number): void {
  let least = 0;
  for (const { count, properties } of elements)
    for (const { type, countType } of properties)
      least += count * (encoding === 'ascii' ? 2 : PLY_TYPE_BYTES[countType ?? type]);
  // The last value of an ASCII file needs no line end.
  if (least - (encoding === 'ascii' ? 1 : 0) > size - bodyOffset) throw truncated('header', least);
}

function asciiValues(bytes: Uint8Array, { bodyOffset, bodyLine }: PlyHeader): PlyValues {
  const text = scanText(bytes, { offset: bodyOffset, line: bodyLine });
  return {
    next() {
      if (!text.nextWord()) throw truncated(text.where());
      return text.number();
    },
    where: text.where,
  };
}

function binaryValues(bytes: Uint8Array, { encoding, bodyOffset }: PlyHeader): PlyValues {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
  const little = encoding === 'binary_little_endian';
  let at = bodyOffset;
  return {
    next(type) {
      const from = at;
      at += PLY_TYPE_BYTES[type];
      if (at > bytes.length) throw truncated(`byte ${from}`);
      switch (type) {
        case 'int8':
          return view.getInt8(from);
        case 'uint8':
          return view.getUint8(from);
        case 'int16':
          return view.getInt16(from, little);
        case 'uint16':
          return view.getUint16(from, little);
        case 'int32':
          return view.getInt32(from, little);
        case 'uint32':
          return view.getUint32(from, little);
        case 'float32':
          return view.getFloat32(from, little);
        case 'float64':
          return view.getFloat64(from, little);
      }
    },
    where: (element, index) => `${element} ${index}`,
  };
}

function truncated(where: string, least?: number): CadtraceError {
  const need = least === undefined ? '' : ` (at least ${least} bytes)`;
  return new CadtraceError(
    'input-truncated',
    `the PLY ends before the data that its header promises${need}. The file was cut off; copy or export it again.`,
    { where },
  );
}
