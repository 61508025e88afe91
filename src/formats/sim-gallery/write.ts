import type { Vec2 } from '../../geometry/vector.ts';
import { roundingOf, shortestDecimal } from '../../program/numbers.ts';
import type { Program } from '../../program/types.ts';
import { programToOperations } from './from-program.ts';
import { BOOLEAN_WORDS, BOOLEANS, type SimGalleryOperation } from './operations.ts';

const DEGREE = Math.PI / 180;

/**
 * The program as Simplified-Gallery text: one function call a line, in centimetres and degrees, with the arguments of
 * Image2CADSeq's section 4.1 (its tables 1 and 2 survive as pictures only):
 * `add_sketch("XY")`, `add_line(x1, y1, x2, y2)`, `add_arc(x1, y1, centerX, centerY, sweep)`,
 * `add_circle(x, y, radius)`, `add_extrude(profile, depth, "add")`. Throws what `programToOperations` throws.
 */
export const writeSimGallery = (program: Program): string => operationsToText(programToOperations(program));

/** The text of operations, see `writeSimGallery`. */
export function operationsToText(operations: readonly SimGalleryOperation[]): string {
  const rounding = roundingOf(operations.map(lengthsOf));
  const decimals = (...lengths: number[]): string =>
    lengths.map((value) => shortestDecimal(value, rounding)).join(', ');
  return operations.map((operation) => `${callOf(operation, decimals)}\n`).join('');
}

/** The numbers of an operation that are lengths. */
function lengthsOf(operation: SimGalleryOperation): unknown {
  if (operation.kind === 'extrude') return operation.depth;
  return operation.kind === 'arc' ? [operation.from, operation.to] : operation;
}

function callOf(operation: SimGalleryOperation, decimals: (...lengths: number[]) => string): string {
  switch (operation.kind) {
    case 'sketch':
      return `add_sketch("${operation.plane}")`;
    case 'line':
      return `add_line(${decimals(...operation.from, ...operation.to)})`;
    case 'arc': {
      const { from, to, sweep } = operation;
      const degrees = shortestDecimal(sweep / DEGREE, 1e-12);
      return `add_arc(${decimals(...from, ...arcCenter(from, to, sweep))}, ${degrees})`;
    }
    case 'circle':
      return `add_circle(${decimals(...operation.center, operation.radius)})`;
    case 'extrude': {
      const word = BOOLEAN_WORDS[BOOLEANS.indexOf(operation.operation)];
      return `add_extrude(${operation.profile}, ${decimals(operation.depth)}, "${word}")`;
    }
  }
}

/** Section 4.2: an arc's centre from its start, end and sweep; it stands cot(sweep / 2) of half the chord to its left. */
function arcCenter(from: Vec2, to: Vec2, sweep: number): Vec2 {
  const rise = 0.5 / Math.tan(sweep / 2);
  const [dx, dy] = [to[0] - from[0], to[1] - from[1]];
  return [(from[0] + to[0]) / 2 - rise * dy, (from[1] + to[1]) / 2 + rise * dx];
}
