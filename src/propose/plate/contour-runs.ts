import { type PlaneCurve, projectToCurve } from '../../geometry/plane-curve.ts';
import { distance2, type Vec2 } from '../../geometry/vector.ts';
import type { Contour } from '../cloud-slices/contours.ts';
import { simplified } from '../cloud-slices/simplify.ts';
import type { Run } from '../runs.ts';
import { type ContourSums, contourSums } from './contour-sums.ts';

/** How well a contour is known; lengths. */
export type ContourPrecision = {
  /** Standard deviation of the normal distribution that corners are rounded by. */
  readonly blur: number;
  /** Standard deviation of a contour's place from the true border. */
  readonly error: number;
  /** Length along the contour over which errors are shared. */
  readonly shared: number;
};

/** A stretch of a contour on one curve. */
export type FittedRun = Run & { readonly curve: PlaneCurve; readonly length: number };

/** What a further line or arc must improve chi-square by: for its numbers and the choice of its ends. */
const COST = { line: 30, circle: 45 };

/** A stretch of so much more cost than what it would replace is no good, and neither are longer ones. */
const HOPELESS = 150;

/** Corners are round for so many blurs to either side, which are left out of a fit, but no more than a share of a stretch. */
const ROUNDED = 1.4;
const MOST_LEFT_OUT = 0.3;

/** A stretch has at least this many blurs, an arc more, and a radius of so many. */
const LEAST_LENGTH = 1.5;
const LEAST_ARC = 4;
const LEAST_RADIUS = 1.5;
/** An arc turns by this at least, in radians. */
const LEAST_TURN = 0.35;

/** Corners where stretches may end are where the contour leaves its chords by so many errors or blurs. */
const OFF = { errors: 1.3, blurs: 0.25 };

/**
 * The lines and arcs that a contour runs along: of all ways to cut it at its corners the one of least chi-square, with a
 * price for each curve (dynamic programming, after Perez and Vidal, 1994). Undefined where none fits.
 */
export function runsAlong(contour: Contour, precision: ContourPrecision): FittedRun[] | undefined {
  const sums = contourSums(contour);
  const whole = wholeCircle(sums, precision);
  const corners = cornersOf(contour, precision);
  const { cost, stretches } = bestCut(sums, corners, precision);
  if (whole && whole.cost <= cost) return [whole.run];
  if (stretches.length < 2) return undefined;
  const runs = joinedEnds(sums, stretches, precision).map(({ from, to, curve, length }) => ({
    curve,
    length,
    points: Array.from({ length: to - from + 1 }, (_, k) => contour[(from + k) % contour.length]),
    fitted: true,
  }));
  return withTips(runs, precision);
}

/** The runs with a short line across wherever a line turns back into the next: the blur leaves nothing straight of narrow ends. */
function withTips(runs: readonly FittedRun[], { blur }: ContourPrecision): FittedRun[] {
  return runs.flatMap((run, k) => {
    const next = runs[(k + 1) % runs.length];
    if (run.curve.kind !== 'line' || next.curve.kind !== 'line') return [run];
    const [a, b] = [run.curve.direction, next.curve.direction];
    if (a[0] * b[0] + a[1] * b[1] > TURNS_BACK) return [run];
    const joint = next.points[0];
    const near = [...run.points, ...next.points].filter((p) => distance2(p, joint) < TIP * blur);
    const along = (p: Vec2) => p[0] * a[0] + p[1] * a[1];
    const tip = near.reduce((far, p) => (along(p) > along(far) ? p : far), joint);
    const side = Math.sign(
      (next.curve.point[0] - run.curve.point[0]) * -a[1] + (next.curve.point[1] - run.curve.point[1]) * a[0],
    );
    const direction: Vec2 = [-side * a[1], side * a[0]];
    const width = distance2(projectToCurve(run.curve, tip), projectToCurve(next.curve, tip));
    const points = [projectToCurve(run.curve, tip), projectToCurve(next.curve, tip)];
    return [run, { curve: { kind: 'line', point: tip, direction }, points, length: width, fitted: true }];
  });
}

/** Cosine of the angle between lines below which the one turns back into the other. */
const TURNS_BACK = -0.94;
/** The tip between them is looked for within so many blurs. */
const TIP = 5;

type Stretch = {
  readonly from: number;
  readonly to: number;
  readonly curve: PlaneCurve;
  readonly length: number;
};

/** Chi-square of a mean square over a length of the contour. */
const chiSquare = (meanSquare: number, length: number, { error, shared }: ContourPrecision): number =>
  (meanSquare / error ** 2) * (length / shared);

function wholeCircle(
  sums: ContourSums,
  precision: ContourPrecision,
): { readonly cost: number; readonly run: FittedRun } | undefined {
  const fit = sums.circle(0, sums.points.length);
  if (!fit) return undefined;
  const { length } = sums;
  const run = { curve: fit.curve, length, points: [...sums.points], fitted: true };
  return { cost: chiSquare(fit.meanSquare, length, precision) + COST.circle, run };
}

/** Indices of the points where stretches may end, ascending, from the sharpest corner on. */
function cornersOf(contour: Contour, { error, blur }: ContourPrecision): number[] {
  const indexOf = new Map(contour.map((p, i) => [p, i]));
  const found = simplified(contour, Math.max(OFF.errors * error, OFF.blurs * blur));
  const corners = [...new Set(found.map((p) => indexOf.get(p) ?? 0))].sort((a, b) => a - b);
  const turns = corners.map((corner, k) => {
    const before = contour[corners[(k + corners.length - 1) % corners.length]];
    const after = contour[corners[(k + 1) % corners.length]];
    return turnAt(before, contour[corner], after);
  });
  const sharpest = turns.reduce((best, turn, k) => (turn > turns[best] ? k : best), 0);
  const first = corners[sharpest];
  const count = contour.length;
  return [
    ...corners.slice(sharpest),
    ...corners.slice(0, sharpest).map((corner) => corner + count),
    first + count,
  ];
}

/** Angle between the ways to and from a point, more where both are long. */
function turnAt(a: Vec2, b: Vec2, c: Vec2): number {
  const [ux, uy, vx, vy] = [b[0] - a[0], b[1] - a[1], c[0] - b[0], c[1] - b[1]];
  const angle = Math.abs(Math.atan2(ux * vy - uy * vx, ux * vx + uy * vy));
  return angle * Math.min(distance2(a, b), distance2(b, c));
}

/** The best line or arc of a stretch and its cost. */
function fitStretch(
  sums: ContourSums,
  from: number,
  to: number,
  precision: ContourPrecision,
): { readonly cost: number; readonly stretch: Stretch } | undefined {
  const { lengths } = sums;
  const length = lengths[to] - lengths[from];
  const { blur } = precision;
  if (length < LEAST_LENGTH * blur) return undefined;
  const left = Math.min(ROUNDED * blur, MOST_LEFT_OUT * length);
  const first = firstFrom(lengths, lengths[from] + left);
  const last = Math.max(first + 2, firstFrom(lengths, lengths[to] - left));
  const line = sums.line(first, last);
  let best = line && {
    cost: chiSquare(line.meanSquare, length, precision) + COST.line,
    stretch: { from, to, curve: line.curve, length },
  };
  if (length < LEAST_ARC * blur || (best && best.cost <= COST.circle)) return best;
  const arc = sums.circle(first, last);
  if (arc?.curve.kind !== 'circle' || arc.curve.radius < LEAST_RADIUS * blur) return best;
  const turn = length / arc.curve.radius;
  if (turn < LEAST_TURN || turn > 2 * Math.PI) return best;
  const cost = chiSquare(arc.meanSquare, length, precision) + COST.circle;
  if (!best || cost < best.cost) best = { cost, stretch: { from, to, curve: arc.curve, length } };
  return best;
}

/** Index of the first entry of ascending lengths that is at least `length`. */
function firstFrom(lengths: Float64Array, length: number): number {
  let low = 0;
  let high = lengths.length - 1;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (lengths[middle] < length) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** The cheapest sequence of stretches between corners. */
function bestCut(
  sums: ContourSums,
  corners: readonly number[],
  precision: ContourPrecision,
): { readonly cost: number; readonly stretches: Stretch[] } {
  const costs = new Float64Array(corners.length).fill(Infinity);
  const chosen: (Stretch | undefined)[] = corners.map(() => undefined);
  const before = new Int32Array(corners.length);
  costs[0] = 0;
  for (let end = 1; end < corners.length; end++) {
    for (let start = end - 1; start >= 0; start--) {
      if (costs[start] === Infinity) continue;
      const fit = fitStretch(sums, corners[start], corners[end], precision);
      // The longer a stretch, the worse any one curve fits it.
      if (fit && fit.cost > costs[end] - costs[start] + HOPELESS) break;
      if (!fit || costs[start] + fit.cost >= costs[end]) continue;
      costs[end] = costs[start] + fit.cost;
      chosen[end] = fit.stretch;
      before[end] = start;
    }
  }
  const stretches: Stretch[] = [];
  for (let end = corners.length - 1; end > 0; end = before[end]) {
    const stretch = chosen[end];
    if (!stretch) return { cost: Infinity, stretches: [] };
    stretches.unshift(stretch);
  }
  return { cost: costs[corners.length - 1], stretches };
}

/** The first and the last stretch as one, where one curve does for both. */
function joinedEnds(sums: ContourSums, stretches: Stretch[], precision: ContourPrecision): Stretch[] {
  const first = stretches[0];
  const last = stretches[stretches.length - 1];
  if (stretches.length < 3 || first.curve.kind !== last.curve.kind) return stretches;
  const count = sums.points.length;
  const joined = fitStretch(
    sums,
    last.from % count,
    (last.from % count) + last.to - last.from + first.to - first.from,
    precision,
  );
  const [a, b] = [first, last].map(({ from, to }) => fitStretch(sums, from, to, precision)?.cost ?? 0);
  return joined && joined.cost <= a + b && joined.stretch.curve.kind === first.curve.kind
    ? [joined.stretch, ...stretches.slice(1, -1)]
    : stretches;
}
