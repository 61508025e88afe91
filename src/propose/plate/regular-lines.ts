import type { Vec2 } from '../../geometry/vector.ts';
import type { ContourPrecision, FittedRun } from './contour-runs.ts';

/** Lines are at right angles, or in line with each other, where they miss it by this many standard errors at most. */
const SIGNIFICANT = 3;

/** Angle that counts as none, in radians: errors are not all independent. */
const SLACK = 0.004;

/** Right angles are meant up to this angle, in radians, however short the lines. */
const MOST_TURN = 0.2;

type Line = { readonly run: number; readonly point: Vec2; readonly angle: number; readonly length: number };

/** The runs with lines at right angles and in line with each other wherever their errors allow it. */
export function regularLines(runs: readonly FittedRun[], precision: ContourPrecision): FittedRun[] {
  const result = [...runs];
  let left = runs
    .flatMap(({ curve, length }, run): Line[] =>
      curve.kind === 'line'
        ? [{ run, point: curve.point, angle: Math.atan2(curve.direction[1], curve.direction[0]), length }]
        : [],
    )
    .sort((a, b) => b.length - a.length);
  while (left.length > 0) {
    const [longest] = left;
    const square = left.filter((line) => {
      const allowed =
        SIGNIFICANT * Math.hypot(turnError(line, precision), turnError(longest, precision)) + SLACK;
      return Math.abs(fromRightAngle(line.angle - longest.angle)) <= Math.min(MOST_TURN, allowed);
    });
    left = left.filter((line) => !square.includes(line));
    const weights = square.map((line) => turnError(line, precision) ** -2);
    const total = weights.reduce((a, b) => a + b, 0);
    const turn = square.reduce(
      (sum, line, k) => sum + (weights[k] / total) * fromRightAngle(line.angle - longest.angle),
      0,
    );
    const angle = longest.angle + turn;
    for (const quarter of [0, 1]) {
      const along = angle + (quarter * Math.PI) / 2;
      const direction: Vec2 = [Math.cos(along), Math.sin(along)];
      const parallel = square.filter((line) => Math.abs(Math.cos(line.angle - along)) > Math.SQRT1_2);
      for (const group of inLine(parallel, direction, precision)) {
        const offset = meanOffset(group, direction, precision);
        for (const { run, point, angle: own } of group) {
          const sign = Math.cos(own - along) > 0 ? 1 : -1;
          const step = offset - offsetOf(point, direction);
          const moved: Vec2 = [point[0] - step * direction[1], point[1] + step * direction[0]];
          const curve = {
            kind: 'line',
            point: moved,
            direction: [sign * direction[0], sign * direction[1]],
          } as const;
          result[run] = { ...runs[run], curve };
        }
      }
    }
  }
  return result;
}

/** Lines of one direction in groups that chance tells apart. */
function inLine(lines: readonly Line[], direction: Vec2, precision: ContourPrecision): Line[][] {
  const sorted = [...lines].sort((a, b) => offsetOf(a.point, direction) - offsetOf(b.point, direction));
  const groups: Line[][] = [];
  for (const line of sorted) {
    const group = groups.at(-1);
    const apart = group
      ? offsetOf(line.point, direction) - meanOffset(group, direction, precision)
      : Infinity;
    if (
      group &&
      apart <= SIGNIFICANT * Math.hypot(offsetError(line, precision), offsetError(group[0], precision))
    )
      group.push(line);
    else groups.push([line]);
  }
  return groups;
}

function meanOffset(lines: readonly Line[], direction: Vec2, precision: ContourPrecision): number {
  const weights = lines.map((line) => offsetError(line, precision) ** -2);
  const total = weights.reduce((a, b) => a + b, 0);
  return lines.reduce((sum, { point }, k) => sum + (weights[k] / total) * offsetOf(point, direction), 0);
}

const offsetOf = ([u, v]: Vec2, [du, dv]: Vec2): number => v * du - u * dv;

/** Standard errors of a line's offset in its middle, and of its angle. */
const offsetError = ({ length }: Line, { error, shared }: ContourPrecision): number =>
  error * Math.sqrt(Math.min(1, shared / length));
const turnError = (line: Line, precision: ContourPrecision): number =>
  (offsetError(line, precision) * Math.sqrt(12)) / line.length;

/** The least turn from a right angle, of either sign, in radians. */
const fromRightAngle = (angle: number): number => {
  const quarter = Math.PI / 2;
  return angle - quarter * Math.round(angle / quarter);
};
