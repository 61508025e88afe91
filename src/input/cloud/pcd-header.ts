import { CadtraceError } from '../../errors.ts';
import { scanText } from '../text-scanner.ts';

/** One value, or several, of each point. */
export type PcdField = {
  readonly name: string;
  /** I and U: whole numbers without and with sign; F: floating point. */
  readonly type: 'I' | 'U' | 'F';
  /** Bytes of one value. */
  readonly size: 1 | 2 | 4 | 8;
  /** Values a point. */
  readonly count: number;
};

export type PcdHeader = {
  readonly fields: readonly PcdField[];
  readonly points: number;
  readonly encoding: 'ascii' | 'binary' | 'binary_compressed';
  /** Offset and line at which the data starts. */
  readonly bodyOffset: number;
  readonly bodyLine: number;
};

const HASH = 35;
const MAX_HEADER_LINES = 1000;
const MAX_FIELDS = 1000;
const MAX_COUNT = 10_000;

/** Reads the header of a PCD (point cloud library, file format 0.7). Throws `input-unreadable` naming the line. */
export function readPcdHeader(bytes: Uint8Array): PcdHeader {
  const text = scanText(bytes, { comment: HASH });
  const words = new Map<string, readonly string[]>();
  for (let line = 0; line < MAX_HEADER_LINES && text.nextLine(); line++) {
    const keyword = text.word().toUpperCase();
    const rest: string[] = [];
    while (rest.length < MAX_FIELDS && text.moreOnLine()) rest.push(text.word());
    words.set(keyword, rest);
    if (keyword !== 'DATA') continue;
    const encoding = rest[0];
    if (encoding !== 'ascii' && encoding !== 'binary' && encoding !== 'binary_compressed')
      throw badHeader(`DATA ${encoding ?? ''} is none of ascii, binary and binary_compressed`, text.where());
    const points = pointCount(words, text.where());
    const fields = readFields(words, text.where());
    const bodyOffset = text.pastLineEnd();
    return { fields, points, encoding, bodyOffset, bodyLine: text.line() };
  }
  throw badHeader('there is no DATA line', text.where());
}

type Words = ReadonlyMap<string, readonly string[]>;

/** `POINTS`, or width times height where it is missing. */
function pointCount(words: Words, where: string): number {
  const [points] = words.get('POINTS') ?? [];
  const [width] = words.get('WIDTH') ?? [];
  const [height = '1'] = words.get('HEIGHT') ?? [];
  const count = points === undefined ? Number(width) * Number(height) : Number(points);
  if (Number.isSafeInteger(count) && count >= 0) return count;
  throw badHeader(`POINTS ${points ?? ''} is no count`, where);
}

function readFields(words: Words, where: string): PcdField[] {
  const names = words.get('FIELDS') ?? words.get('COLUMNS') ?? [];
  const sizes = words.get('SIZE') ?? [];
  const types = words.get('TYPE') ?? [];
  const counts = words.get('COUNT') ?? names.map(() => '1');
  if (names.length === 0) throw badHeader('there are no FIELDS', where);
  return names.map((name, i) => {
    const type = types[i];
    const size = Number(sizes[i]);
    const count = Number(counts[i]);
    const isSize = size === 4 || size === 8 || ((size === 1 || size === 2) && type !== 'F');
    if ((type !== 'I' && type !== 'U' && type !== 'F') || !isSize)
      throw badHeader(`the field ${name} has TYPE ${type ?? ''} and SIZE ${sizes[i] ?? ''}`, where);
    if (!(Number.isInteger(count) && count >= 1 && count <= MAX_COUNT))
      throw badHeader(`the field ${name} has COUNT ${counts[i] ?? ''}`, where);
    return { name: name.toLowerCase(), type, size, count };
  });
}

function badHeader(reason: string, where: string): CadtraceError {
  return new CadtraceError('input-unreadable', `the PCD header cannot be read: ${reason}. Export it again.`, {
    where,
  });
}
