import { CadtraceError } from '../errors.ts';

/**
 * Reads words and numbers from the bytes of a text file, without ever making a string of the whole. A line ends at
 * a line feed, a carriage return or both; words are what blanks and tabs separate.
 */
export type TextScanner = {
  /** Goes to the start of the next line that has a word on it, at first the first one; false at the end of the file. */
  nextLine(): boolean;
  /** Goes to the next word, on this line or a later one; false at the end of the file. */
  nextWord(): boolean;
  /** True when another word stands on this line. */
  moreOnLine(): boolean;
  /** Takes the word here (ASCII); the empty string at the end of the line. */
  word(): string;
  /** Takes the number here. Throws `input-unreadable` where there is none. */
  number(): number;
  /** Takes a non-negative count. Throws `input-unreadable` where there is none. */
  count(): number;
  /** True, and taken, when the byte here is `byte`. */
  skipByte(byte: number): boolean;
  /** The line here, counted from 1. */
  line(): number;
  /** The line here, as error messages name it. */
  where(): string;
  /** Goes past the end of this line; the offset of the byte that follows. */
  pastLineEnd(): number;
};

const LF = 10;
const CR = 13;

/** `comment`: the byte that starts a comment lasting to the end of its line; `continuation`: whether a backslash at the end of a line joins it with the next. */
export function scanText(
  bytes: Uint8Array,
  options: { comment?: number; continuation?: boolean; offset?: number; line?: number } = {},
): TextScanner {
  const { comment = -1, continuation = false } = options;
  let at = options.offset ?? (bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf ? 3 : 0);
  let line = options.line ?? 1;
  let started = false;

  /** Passes blanks, comments and continued line ends, up to a word, a line end or the end of the file. */
  const skipBlanks = (): void => {
    for (; at < bytes.length; at++) {
      const byte = bytes[at];
      if (byte === comment) {
        while (at < bytes.length && bytes[at] !== LF && bytes[at] !== CR) at++;
        return;
      }
      if (byte === BACKSLASH && continuation && isLineEnd(bytes[at + 1])) {
        if (bytes[at + 1] === CR && bytes[at + 2] === LF) at++;
        at++;
        line++;
      } else if (byte > 32 || byte === LF || byte === CR) return;
    }
  };
  const atLineEnd = (): boolean => at >= bytes.length || isLineEnd(bytes[at]);
  const passLineEnd = (): void => {
    if (bytes[at] === CR && bytes[at + 1] === LF) at++;
    at++;
    line++;
  };
  const wordEnd = (): number => {
    let end = at;
    while (end < bytes.length && bytes[end] > 32 && bytes[end] !== comment) end++;
    return end;
  };
  const skipEmptyLines = (): boolean => {
    for (skipBlanks(); at < bytes.length && atLineEnd(); skipBlanks()) passLineEnd();
    return at < bytes.length;
  };
  const where = (): string => `line ${line}`;

  return {
    nextLine() {
      if (started) for (skipBlanks(); !atLineEnd(); skipBlanks()) at = wordEnd();
      started = true;
      return skipEmptyLines();
    },
    nextWord: skipEmptyLines,
    moreOnLine() {
      skipBlanks();
      return !atLineEnd();
    },
    word() {
      skipBlanks();
      const end = wordEnd();
      const text = asciiText(bytes, at, end);
      at = end;
      return text;
    },
    number() {
      skipBlanks();
      const end = numberEnd(bytes, at);
      const value = parseNumber(bytes, at, end);
      if (Number.isNaN(value) && !isNaNWord(bytes, at, end)) throw notANumber(bytes, at, wordEnd(), where());
      at = end;
      return value;
    },
    count() {
      const before = at;
      const value = this.number();
      if (Number.isInteger(value) && value >= 0) return value;
      throw new CadtraceError(
        'input-unreadable',
        `expected a count, found "${asciiText(bytes, before, at).trim()}".`,
        { where: where(), value },
      );
    },
    skipByte(byte) {
      if (bytes[at] !== byte) return false;
      at++;
      return true;
    },
    line: () => line,
    where,
    pastLineEnd() {
      for (skipBlanks(); !atLineEnd(); skipBlanks()) at = wordEnd();
      passLineEnd();
      return at;
    },
  };
}

const BACKSLASH = 92;
const isLineEnd = (byte: number): boolean => byte === LF || byte === CR;

/** The printable ASCII of a piece of a file, at most 40 characters, for words and messages. */
export function asciiText(bytes: Uint8Array, start: number, end: number): string {
  let text = '';
  for (let i = start; i < Math.min(end, start + 40); i++)
    text += bytes[i] >= 32 && bytes[i] < 127 ? String.fromCharCode(bytes[i]) : '?';
  return text;
}

function notANumber(bytes: Uint8Array, start: number, end: number, where: string): CadtraceError {
  const found = end > start ? `"${asciiText(bytes, start, end)}"` : 'the end of the line';
  return new CadtraceError('input-unreadable', `expected a number, found ${found}.`, { where, value: found });
}

/** A number ends at anything but a letter, digit, sign or point: so "1/2" has two. */
function numberEnd(bytes: Uint8Array, start: number): number {
  let end = start;
  for (; end < bytes.length; end++) {
    const byte = bytes[end];
    const isPart =
      (byte >= 48 && byte <= 57) || byte === 45 || byte === 43 || byte === 46 || (byte | 32) >= 97;
    if (!isPart || (byte | 32) > 122) break;
  }
  return end;
}

const isNaNWord = (bytes: Uint8Array, start: number, end: number): boolean =>
  /^[+-]?nan$/i.test(asciiText(bytes, start, end));

/**
 * The decimal number in bytes [start, end): NaN unless all of them are one. Up to 15 digits with a small exponent
 * are exact in doubles (Clinger 1990, "How to read floating point numbers accurately"); the rest goes to `Number`.
 */
export function parseNumber(bytes: Uint8Array, start: number, end: number): number {
  let at = start;
  const negative = bytes[at] === 45;
  if (negative || bytes[at] === 43) at++;
  let digits = 0;
  let mantissa = 0;
  let exponent = 0;
  let point = false;
  for (; at < end; at++) {
    const digit = bytes[at] - 48;
    if (digit >= 0 && digit <= 9) {
      mantissa = mantissa * 10 + digit;
      if (mantissa > 0) digits++;
      if (point) exponent--;
    } else if (bytes[at] === 46 && !point) point = true;
    else break;
  }
  if (at > start && at < end && (bytes[at] | 32) === 101) {
    at++;
    const negativeExponent = bytes[at] === 45;
    if (negativeExponent || bytes[at] === 43) at++;
    let written = 0;
    const first = at;
    for (; at < end && bytes[at] >= 48 && bytes[at] <= 57 && written < 10_000; at++)
      written = written * 10 + bytes[at] - 48;
    if (at === first) return Number.NaN;
    exponent += negativeExponent ? -written : written;
  }
  if (at < end || !hasDigit(bytes, start, end)) return slowNumber(bytes, start, end);
  if (digits > 15 || exponent < -22 || exponent > 22) return Number(shortText(bytes, start, end));
  const value = exponent < 0 ? mantissa / POWERS[-exponent] : mantissa * POWERS[exponent];
  return negative ? -value : value;
}

const POWERS = Float64Array.from({ length: 23 }, (_, i) => Number(`1e${i}`));

function hasDigit(bytes: Uint8Array, start: number, end: number): boolean {
  for (let i = start; i < end; i++) if (bytes[i] >= 48 && bytes[i] <= 57) return true;
  return false;
}

function slowNumber(bytes: Uint8Array, start: number, end: number): number {
  const text = shortText(bytes, start, end);
  if (/^[+-]?(inf|infinity)$/i.test(text)) return text[0] === '-' ? -Infinity : Infinity;
  return /^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i.test(text) ? Number(text) : Number.NaN;
}

/** What is too long for a number becomes a question mark. `apply` is four times as fast as spreading the bytes. */
const shortText = (bytes: Uint8Array, start: number, end: number): string =>
  end - start > 400
    ? '?'
    : String.fromCharCode.apply(null, bytes.subarray(start, end) as unknown as number[]);
