import { CadtraceError } from '../errors.ts';
import { scanText } from './text-scanner.ts';

export type PlyHeader = {
  readonly encoding: 'ascii' | 'binary_little_endian' | 'binary_big_endian';
  readonly elements: readonly PlyElement[];
  /** Offset and line at which the data starts. */
  readonly bodyOffset: number;
  readonly bodyLine: number;
};

export type PlyElement = {
  readonly name: string;
  readonly count: number;
  readonly properties: readonly PlyProperty[];
};

/** `countType` is that of the length before a list; a scalar property has none. */
export type PlyProperty = { readonly name: string; readonly type: PlyType; readonly countType?: PlyType };

export type PlyType = 'int8' | 'uint8' | 'int16' | 'uint16' | 'int32' | 'uint32' | 'float32' | 'float64';

export const PLY_TYPE_BYTES: Readonly<Record<PlyType, number>> = {
  int8: 1,
  uint8: 1,
  int16: 2,
  uint16: 2,
  int32: 4,
  uint32: 4,
  float32: 4,
  float64: 8,
};

const OLD_TYPE_NAMES: Readonly<Record<string, PlyType>> = {
  char: 'int8',
  uchar: 'uint8',
  short: 'int16',
  ushort: 'uint16',
  int: 'int32',
  uint: 'uint32',
  float: 'float32',
  double: 'float64',
};

const MAX_HEADER_LINES = 10_000;

/** Reads a PLY header up to `end_header`. Throws `input-unreadable` naming the line. */
export function readPlyHeader(bytes: Uint8Array): PlyHeader {
  const text = scanText(bytes);
  const elements: { name: string; count: number; properties: PlyProperty[] }[] = [];
  let encoding: string | undefined;
  for (let line = 0; line < MAX_HEADER_LINES && text.nextLine(); line++) {
    const keyword = text.word();
    if (keyword === 'format') encoding = text.word();
    else if (keyword === 'element') elements.push({ name: text.word(), count: text.count(), properties: [] });
    else if (keyword === 'property') {
      const element = elements.at(-1);
      if (element === undefined) throw badHeader('a property comes before the first element', text.where());
      element.properties.push(readProperty(text.word, text.where()));
    } else if (keyword === 'end_header') {
      if (encoding !== 'ascii' && encoding !== 'binary_little_endian' && encoding !== 'binary_big_endian')
        throw badHeader(
          `the format "${encoding ?? ''}" is none of ascii and binary_{little,big}_endian`,
          'header',
        );
      const bodyOffset = text.pastLineEnd();
      return { encoding, elements, bodyOffset, bodyLine: text.line() };
    }
  }
  throw badHeader('there is no end_header', text.where());
}

function readProperty(word: () => string, where: string): PlyProperty {
  const toType = (name: string): PlyType => {
    if (name in PLY_TYPE_BYTES) return name as PlyType;
    if (name in OLD_TYPE_NAMES) return OLD_TYPE_NAMES[name];
    throw badHeader(`"${name}" is no type of a property`, where);
  };
  const type = word();
  if (type !== 'list') return { type: toType(type), name: word() };
  const countType = toType(word());
  return { countType, type: toType(word()), name: word() };
}

function badHeader(reason: string, where: string): CadtraceError {
  return new CadtraceError('input-unreadable', `the PLY header cannot be read: ${reason}. Export it again.`, {
    where,
  });
}
