import { CadtraceError } from '../../errors.ts';
import type { Vec2 } from '../../geometry/vector.ts';
import type { SweptProgram } from '../../program/types.ts';
import {
  BOOLEAN_WORDS,
  BOOLEANS,
  MOST_OPERATIONS,
  PLANE_NAMES,
  type SimGalleryOperation,
} from './operations.ts';
import { operationsToProgram } from './to-program.ts';

/** Longest text that is read, in UTF-16 code units. */
const MAX_LENGTH = 2_000_000;

const DEGREE = Math.PI / 180;

/**
 * Reads Simplified-Gallery text, see `writeSimGallery`; blank lines and comments (#) are skipped. Throws
 * `program-syntax` naming the line, or the operation, that makes no sense, and `input-too-large` for long texts.
 */
export function readSimGallery(text: string): SweptProgram {
  if (text.length > MAX_LENGTH) {
    throw new CadtraceError('input-too-large', `at most ${MAX_LENGTH} characters are read`, {
      value: text.length,
    });
  }
  const operations: SimGalleryOperation[] = [];
  for (const [index, line] of text
    .replace(/^\ufeff/, '')
    .split('\n')
    .entries()) {
    const code = line.replace(/#.*/, '').trim();
    if (code === '') continue;
    operations.push(parseCall(code, `line ${index + 1}`));
    if (operations.length > MOST_OPERATIONS) {
      throw new CadtraceError('input-too-large', `at most ${MOST_OPERATIONS} operations are read`);
    }
  }
  if (operations.length > 0) return operationsToProgram(operations);
  throw new CadtraceError('program-syntax', 'there is no operation, such as add_sketch("XY")');
}

/** The arguments of each function, for messages. */
const ARGUMENTS: Readonly<Record<string, string>> = {
  add_sketch: `a plane: ${PLANE_NAMES.map((name) => `"${name}"`).join(', ')}`,
  add_line: 'four numbers: start and end',
  add_arc: 'five numbers: start, centre and sweep in degrees',
  add_circle: 'three numbers: centre and radius',
  add_extrude: `a profile's number, a depth and one of ${BOOLEAN_WORDS.map((word) => `"${word}"`).join(', ')}`,
};

const CALL = /^(\w+)\s*\(([^()]*)\)\s*;?$/;
const NUMBER = /^[+-]?(?:\d+\.?\d*|\.\d+)(?:e[+-]?\d+)?$/i;

function parseCall(code: string, where: string): SimGalleryOperation {
  const [, name, list] = CALL.exec(code) ?? [];
  if (name === undefined) throw invalid('a line is one call, such as add_circle(0, 0, 5)', where, code);
  const words = list.split(',').map((word) => word.trim());
  const wrong = (): CadtraceError => invalid(`${name} takes ${ARGUMENTS[name]}`, where, list);
  const numbers = (count: number, of: readonly string[] = words): number[] => {
    const values = of.map((word) => (NUMBER.test(word) ? Number(word) : Number.NaN));
    if (values.length === count && values.every(Number.isFinite)) return values;
    throw wrong();
  };
  const oneOf = <T extends string>(known: readonly T[], of: readonly string[]): T => {
    const found = known.find((word) => of.length === 1 && (of[0] === `"${word}"` || of[0] === `'${word}'`));
    if (found !== undefined) return found;
    throw wrong();
  };
  switch (name) {
    case 'add_sketch':
      return { kind: 'sketch', plane: oneOf(PLANE_NAMES, words) };
    case 'add_line': {
      const [x1, y1, x2, y2] = numbers(4);
      return { kind: 'line', from: [x1, y1], to: [x2, y2] };
    }
    case 'add_arc': {
      const [x, y, centerX, centerY, degrees] = numbers(5);
      const sweep = degrees * DEGREE;
      return { kind: 'arc', from: [x, y], to: turned([x, y], [centerX, centerY], sweep), sweep };
    }
    case 'add_circle': {
      const [x, y, radius] = numbers(3);
      return { kind: 'circle', center: [x, y], radius };
    }
    case 'add_extrude': {
      const [profile, depth] = numbers(2, words.slice(0, 2));
      const word = oneOf(BOOLEAN_WORDS, words.slice(2));
      return { kind: 'extrude', profile, depth, operation: BOOLEANS[BOOLEAN_WORDS.indexOf(word)] };
    }
    default:
      throw invalid(`there are ${Object.keys(ARGUMENTS).join(', ')}`, where, name);
  }
}

/** The point turned about a centre by an angle in radians. */
function turned([x, y]: Vec2, [centerX, centerY]: Vec2, angle: number): Vec2 {
  const [dx, dy, cos, sin] = [x - centerX, y - centerY, Math.cos(angle), Math.sin(angle)];
  return [centerX + dx * cos - dy * sin, centerY + dx * sin + dy * cos];
}

const invalid = (message: string, where: string, value: unknown): CadtraceError =>
  new CadtraceError('program-syntax', message, { where, value });
