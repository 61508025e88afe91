import { projectToCurve } from '../../geometry/plane-curve.ts';
import { distance2 } from '../../geometry/vector.ts';
import type { ContourPrecision, FittedRun } from './contour-runs.ts';

/** Lines that differ by less than this angle, in radians, and by so many errors, may be one, if not by this angle. */
const SAME_TURN = 0.003;
const SAME = 3;
const MOST_TURN = 0.05;

/** A dip is so many blurs long at most. */
const DIP = 12;

/** Fewer runs than this are none too many. */
const LEAST_RUNS = 6;

/** The runs without a short line wherever it parts two that are one line: it is where chance left few points at a border. */
export function withoutDips(runs: readonly FittedRun[], precision: ContourPrecision): FittedRun[] {
  const { blur } = precision;
  const k = runs.findIndex(
    ({ curve, length }, i) =>
      runs.length >= LEAST_RUNS &&
      curve.kind === 'line' &&
      length <= DIP * blur &&
      isOneLine(runs[before(i, runs)], runs[after(i, runs)], precision),
  );
  return k < 0 ? [...runs] : withoutDips(without(k, runs, precision), precision);
}

/** The runs without one, and those before and after it as one where they are one line. */
function without(k: number, runs: readonly FittedRun[], precision: ContourPrecision): FittedRun[] {
  const [a, b] = [runs[before(k, runs)], runs[after(k, runs)]];
  if (a === b || !isOneLine(a, b, precision)) return runs.filter((_, i) => i !== k);
  const joined = {
    ...(a.length > b.length ? a : b),
    points: [...a.points, ...b.points],
    length: a.length + runs[k].length + b.length,
  };
  return [joined, ...runs.slice(3).map((_, i) => runs[(k + 2 + i) % runs.length])];
}

/** Whether two runs lie on lines that chance does not tell apart. */
export function isOneLine(a: FittedRun, b: FittedRun, { error, shared }: ContourPrecision): boolean {
  if (a.curve.kind !== 'line' || b.curve.kind !== 'line') return false;
  const errorOf = ({ length }: FittedRun) => error * Math.sqrt(Math.min(1, shared / length));
  const [placeA, placeB] = [errorOf(a), errorOf(b)];
  // Of a line through points that are evenly spread over a length, the turn is known to this.
  const turn = SAME_TURN + SAME * Math.sqrt(12) * Math.hypot(placeA / a.length, placeB / b.length);
  const [[au, av], [bu, bv]] = [a.curve.direction, b.curve.direction];
  if (au * bu + av * bv < Math.cos(Math.min(turn, MOST_TURN))) return false;
  const apart = distance2(projectToCurve(a.curve, b.curve.point), b.curve.point);
  return apart <= SAME * Math.hypot(placeA, placeB) + (turn / 2) * distance2(a.curve.point, b.curve.point);
}

const before = (k: number, runs: readonly unknown[]): number => (k + runs.length - 1) % runs.length;
const after = (k: number, runs: readonly unknown[]): number => (k + 1) % runs.length;
