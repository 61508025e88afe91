import { CadtraceError } from '../../errors.ts';
import { asciiText, parseNumber } from '../text-scanner.ts';
import { createCloudBuilder, type RawCloud } from './raw-cloud.ts';

const LF = 10;
const OPEN = 91;
const CLOSE = 93;

/** Innermost lists have the three coordinates of a point. */
const MAX_DEPTH = 16;

/**
 * Reads points written as lists in Maple's syntax, `Points:=[[x, y, z], …];`, as in the Fit4CAD benchmark; names and
 * the nesting of lists are passed over. Throws `input-truncated` where a list does not end, `input-unreadable` naming
 * the line of an innermost list that has not three numbers.
 */
export function readMaple(bytes: Uint8Array): RawCloud {
  const cloud = createCloudBuilder();
  const values = new Float64Array(3);
  let count = 0;
  let depth = 0;
  let line = 1;
  const damaged = (reason: string): CadtraceError =>
    new CadtraceError('input-unreadable', `${reason}. The file is damaged or holds no points.`, {
      where: `line ${line}`,
    });
  for (let at = 0; at < bytes.length; ) {
    const byte = bytes[at];
    if (byte === OPEN) {
      if (++depth > MAX_DEPTH) throw damaged(`lists are nested more than ${MAX_DEPTH} deep`);
      count = 0;
      at++;
    } else if (byte === CLOSE) {
      if (--depth < 0) throw damaged('a list ends that has not begun');
      if (count === 3) {
        cloud.row.set(values);
        cloud.add();
      } else if (count > 0) throw damaged(`expected the 3 numbers of a point, found ${count}`);
      count = 0;
      at++;
    } else if (isDigitOrSign(byte)) {
      const end = wordEnd(bytes, at);
      const value = parseNumber(bytes, at, end);
      if (Number.isNaN(value)) throw damaged(`expected a number, found "${asciiText(bytes, at, end)}"`);
      if (count < 3) values[count] = value;
      count++;
      at = end;
    } else if (isLetter(byte)) at = wordEnd(bytes, at);
    else {
      if (byte === LF) line++;
      at++;
    }
  }
  if (depth > 0)
    throw new CadtraceError(
      'input-truncated',
      'the last list of points does not end. The file was cut off; copy or export it again.',
      { where: `line ${line}` },
    );
  return cloud.finish();
}

const isDigitOrSign = (byte: number): boolean =>
  (byte >= 48 && byte <= 57) || byte === 43 || byte === 45 || byte === 46;
const isLetter = (byte: number): boolean => (byte | 32) >= 97 && (byte | 32) <= 122;

/** Where what begins at `start` meets a blank, a comma, a bracket or another sign that is no part of words. */
function wordEnd(bytes: Uint8Array, start: number): number {
  let end = start + 1;
  while (end < bytes.length && (isDigitOrSign(bytes[end]) || isLetter(bytes[end]) || bytes[end] === 95))
    end++;
  return end;
}
