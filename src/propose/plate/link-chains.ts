import { meetingPoint } from '../../geometry/plane-curve.ts';
import { distance2, type Vec2 } from '../../geometry/vector.ts';
import type { ContourPrecision, FittedRun } from './contour-runs.ts';
import { isOneLine } from './drop-runs.ts';

/** More chains than this are closed each by itself: their orders are too many to try. */
const MOST_CHAINS = 7;

/** A way back that a line may take to where it meets the next, in blurs: its end is rounded. */
const BACK = 4;

/** Runs one after the other, with outline that was not seen before the first and after the last. */
type Chain = readonly FittedRun[];

/** The least way over which one chain goes on into another, and where their curves meet; none where they are one line. */
type Link = { readonly way: number; readonly corner?: Vec2 };

/**
 * Closed outlines along those of the runs of some that have walls. Where others lie between, the scanner saw nothing, and
 * outlines go on to where their curves meet: to their own next run, or across what was not seen to another outline's,
 * all together by the shortest way. Undefined where no way closes all of them.
 */
export function linkedOutlines(
  outlines: readonly (readonly FittedRun[])[],
  isWalled: readonly (readonly boolean[])[],
  precision: ContourPrecision,
): FittedRun[][] | undefined {
  const whole = outlines.filter((_, k) => isWalled[k].every((walled) => walled)).map((runs) => [...runs]);
  const chains = outlines.flatMap((runs, k) => chainsOf(runs, isWalled[k]));
  if (chains.length === 0) return whole;
  if (chains.length > MOST_CHAINS) return undefined;
  const links = chains.map((from) => chains.map((to) => linkBetween(from, to, precision)));
  const next = shortest(links);
  return next && [...whole, ...cyclesOf(chains, next, links)];
}

/** The longest rows of runs with walls of an outline that has others, too. */
function chainsOf(runs: readonly FittedRun[], isWalled: readonly boolean[]): Chain[] {
  const first = isWalled.indexOf(false);
  const chains: FittedRun[][] = [];
  if (first < 0) return chains;
  for (let k = 0, isOpen = false; k < runs.length; k++) {
    const at = (first + k) % runs.length;
    if (isWalled[at] && isOpen) chains[chains.length - 1].push(runs[at]);
    else if (isWalled[at]) chains.push([runs[at]]);
    isOpen = isWalled[at];
  }
  return chains;
}

function linkBetween(from: Chain, to: Chain, precision: ContourPrecision): Link | undefined {
  const [a, b] = [from[from.length - 1], to[0]];
  const [end, start] = [a.points[a.points.length - 1], b.points[0]];
  const back = BACK * precision.blur;
  if (a !== b && isOneLine(a, b, precision))
    return isAhead(a, start, back) ? { way: distance2(end, start) } : undefined;
  const between: Vec2 = [(end[0] + start[0]) / 2, (end[1] + start[1]) / 2];
  const corner = meetingPoint(a.curve, b.curve, between, precision.blur);
  if (!corner || !isAhead(a, corner, back) || !isAhead(reversed(b), corner, back)) return undefined;
  return { way: distance2(end, corner) + distance2(corner, start), corner };
}

/** Whether a place on the curve of a run lies beyond its end, or no farther before it than `back`. */
function isAhead({ curve, points }: FittedRun, place: Vec2, back: number): boolean {
  if (curve.kind !== 'line') return true;
  const [first, last] = [points[0], points[points.length - 1]];
  const along = (p: Vec2) => p[0] * (last[0] - first[0]) + p[1] * (last[1] - first[1]);
  return along(place) - along(last) >= -back * distance2(first, last);
}

const reversed = (run: FittedRun): FittedRun => ({ ...run, points: [...run.points].reverse() });

/** For each chain the one that it goes on into, each into one, by the shortest way in all. */
function shortest(links: readonly (readonly (Link | undefined)[])[]): number[] | undefined {
  let [least, best]: [number, number[] | undefined] = [Infinity, undefined];
  const extend = (next: number[], way: number): void => {
    if (way >= least) return;
    if (next.length === links.length) [least, best] = [way, next];
    else
      links[next.length].forEach((link, to) => {
        if (link && !next.includes(to)) extend([...next, to], way + link.way);
      });
  };
  extend([], 0);
  return best;
}

function cyclesOf(
  chains: readonly Chain[],
  next: readonly number[],
  links: readonly (readonly (Link | undefined)[])[],
): FittedRun[][] {
  const done = new Set<number>();
  const cycles: FittedRun[][] = [];
  for (const start of chains.keys()) {
    if (done.has(start)) continue;
    let cycle: FittedRun[] = [];
    let at = start;
    do {
      done.add(at);
      cycle = joined(cycle, chains[at], links[before(at, next)][at]);
      at = next[at];
    } while (at !== start);
    cycles.push(closed(cycle, links[before(start, next)][start]));
  }
  return cycles;
}

const before = (chain: number, next: readonly number[]): number => next.indexOf(chain);

/** Runs with a chain after them: up to where they meet, or as one run where the last and the first are one line. */
function joined(runs: readonly FittedRun[], chain: Chain, link: Link | undefined): FittedRun[] {
  const [last] = runs.slice(-1);
  const [first, ...rest] = chain;
  if (!last) return [...chain];
  const { corner } = link ?? {};
  return corner
    ? [...runs.slice(0, -1), upTo(last, corner), from(first, corner), ...rest]
    : [...runs.slice(0, -1), asOne(last, first), ...rest];
}

/** Runs that end where they start. */
function closed(runs: readonly FittedRun[], link: Link | undefined): FittedRun[] {
  const { corner } = link ?? {};
  const [last] = runs.slice(-1);
  if (corner) {
    const ended = [...runs.slice(0, -1), upTo(last, corner)];
    return [from(ended[0], corner), ...ended.slice(1)];
  }
  return runs.length > 1 ? [asOne(last, runs[0]), ...runs.slice(1, -1)] : [...runs];
}

const upTo = (run: FittedRun, corner: Vec2): FittedRun => ({ ...run, points: [...run.points, corner] });
const from = (run: FittedRun, corner: Vec2): FittedRun => ({ ...run, points: [corner, ...run.points] });

/** Two runs along one line as one, on the line of the longer. */
const asOne = (a: FittedRun, b: FittedRun): FittedRun => ({
  ...(a.length > b.length ? a : b),
  points: [...a.points, ...b.points],
  length: a.length + b.length,
});
