import { parseNumber } from '../text-scanner.ts';

/** What separates the numbers of a line, beside blanks, and whether they have decimal commas. */
export type RowSyntax = { readonly separator: ' ' | ',' | ';'; readonly decimalComma: boolean };

/** Reads the lines of a text, each into one and the same array of numbers. */
export type RowScanner = {
  /** Numbers of the line here, the first `length` of them; NaN where a field is empty or says that it has none. */
  readonly values: Float64Array;
  /** Goes to the next line that has more than blanks and comments; false at the end. */
  next(): boolean;
  /** Fields of the line here. */
  length(): number;
  /** The first field of the line here that is no number; undefined when all are. */
  badField(): string | undefined;
  /** True when the line here ends with the file, not with a line end. */
  endsFile(): boolean;
  /** The line here, counted from 1. */
  line(): number;
  /** The line here, as error messages name it. */
  where(): string;
};

/** Fields beyond are counted, not read. */
const MAX_FIELDS = 64;
/** Longest field that is a number. */
const MAX_DIGITS = 64;

const BLANK = 1;
const LINE_END = 2;
const SEPARATOR = 4;

const LF = 10;
const CR = 13;
const QUOTE = 34;
const HASH = 35;
const PERCENT = 37;
const SLASH = 47;
const COMMA = 44;
const POINT = 46;

/** What files write for a number that is missing. */
export const MISSING = /^[-+]?(nan|null|n\/a|na|none|1\.#(qnan|ind|inf)\d*|nan\(\w+\))?$/i;

/** Starts before the first line. A line that starts with #, % or // is a comment, and so is what follows # on a line. */
export function scanRows(bytes: Uint8Array, { separator, decimalComma }: RowSyntax): RowScanner {
  const kind = new Uint8Array(256);
  for (let byte = 0; byte <= 32; byte++) kind[byte] = BLANK;
  kind[QUOTE] = BLANK;
  kind[LF] = kind[CR] = LINE_END;
  if (separator !== ' ') kind[separator.charCodeAt(0)] = SEPARATOR;

  const values = new Float64Array(MAX_FIELDS);
  const digits = new Uint8Array(MAX_DIGITS);
  const end = bytes.length;
  let at = bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf ? 3 : 0;
  let line = 0;
  let length = 0;
  let bad: string | undefined;

  const skipBlanks = (): void => {
    while (at < end && kind[bytes[at]] === BLANK) at++;
  };
  const skipLine = (): void => {
    while (at < end && kind[bytes[at]] !== LINE_END) at++;
  };
  const passLineEnd = (): void => {
    if (bytes[at] === CR && bytes[at + 1] === LF) at++;
    at++;
  };
  const isComment = (): boolean =>
    bytes[at] === HASH || bytes[at] === PERCENT || (bytes[at] === SLASH && bytes[at + 1] === SLASH);
  const numberFrom = (start: number): number => {
    if (!decimalComma) return parseNumber(bytes, start, at);
    const size = Math.min(at - start, MAX_DIGITS);
    for (let i = 0; i < size; i++) digits[i] = bytes[start + i] === COMMA ? POINT : bytes[start + i];
    return parseNumber(digits, 0, size);
  };
  const readField = (): void => {
    const start = at;
    while (at < end && kind[bytes[at]] === 0) at++;
    const value = numberFrom(start);
    if (Number.isNaN(value) && bad === undefined) {
      const field = new TextDecoder().decode(bytes.subarray(start, Math.min(at, start + 40)));
      if (!MISSING.test(field)) bad = field;
    }
    if (length < MAX_FIELDS) values[length] = value;
    length++;
  };

  return {
    values,
    next() {
      length = 0;
      bad = undefined;
      for (;;) {
        if (line++ > 0) passLineEnd();
        skipBlanks();
        if (at >= end) return false;
        if (kind[bytes[at]] !== LINE_END && !isComment()) break;
        skipLine();
      }
      do {
        readField();
        skipBlanks();
        if (at < end && kind[bytes[at]] === SEPARATOR) {
          at++;
          skipBlanks();
        }
      } while (at < end && kind[bytes[at]] !== LINE_END && bytes[at] !== HASH);
      skipLine();
      return true;
    },
    length: () => length,
    badField: () => bad,
    endsFile: () => at >= end,
    line: () => line,
    where: () => `line ${line}`,
  };
}
