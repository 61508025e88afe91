import { hasBit, hashOf } from './bitset.ts';
import type { Candidate } from './candidate.ts';
import type { Cells } from './cells.ts';
import {
  choose,
  complete,
  gain,
  misfit,
  nothingChosen,
  type Problem,
  prepare,
  prune,
  type State,
  type Strategy,
  score,
  stepCost,
} from './partial-cover.ts';

/** A choice of candidates: everything that adds is unioned, then everything that takes away is removed. */
export type Cover = {
  readonly chosen: readonly Candidate[];
  /** Cost in steps. */
  readonly cost: number;
  /** Weight of samples on the wrong side, as a share of the target's. */
  readonly misfit: number;
};

/** Partial covers kept at each depth, and options tried for each of them, where the work allows it. */
const BEAM = 12;
const BRANCHES = 6;
/** Words of bitsets that one search may read: about a second. Counted, not timed, so that the answer is the same everywhere. */
const WORK = 4e8;

/**
 * How adds that also hold void are judged. Most parts are drawn as dirty adds that cuts clean later, so excess that
 * some cut can remove counts little. Where faces slope no cut fits; then nearly clean adds, slab by slab, come closer.
 * Both are tried, and the closer one searched further; both where they come equally close.
 */
const STRATEGIES: readonly Strategy[] = [
  { excessPenalty: 0.3, mostExcess: 1 },
  { excessPenalty: 1, mostExcess: 0.1 },
];

/** Strategies that come this close to the best are searched too: small misfits mend. */
const CLOSER = 1e-3;

/**
 * The cheapest set of candidates whose union of adds less takers is the solid cells: a beam over partial covers.
 * Each step branches on the cell with the fewest candidates that can settle it (as in exact cover), and ranks the
 * partial covers by what a greedy completion of them costs. Every completion is itself an answer, so the search can
 * stop at any time. `worthStep`: share of the part from which a cell is worth a step.
 */
export function coverCells(cells: Cells, worthStep: number, expired: () => boolean): Cover {
  if (cells.solid.every((word) => word === 0)) return { chosen: [], cost: 0, misfit: 1 };
  const starts = STRATEGIES.map((strategy) => {
    const problem = prepare(cells, worthStep, strategy);
    const start = complete(problem, nothingChosen(cells));
    return { problem, start, misfit: misfit(problem, start) };
  });
  const least = Math.min(...starts.map((start) => start.misfit));
  const covers = starts
    .filter((start) => start.misfit <= least + CLOSER)
    .map(({ problem, start }) => {
      const best = prune(problem, searchBeam(problem, start, expired));
      return { problem, best, score: score(problem, best) };
    });
  const { problem, best } = covers.reduce((a, b) => (b.score < a.score ? b : a));
  return {
    chosen: best.chosen.map((k) => problem.options[k].candidate),
    cost: best.cost,
    misfit: misfit(problem, best),
  };
}

/** The best cover that a beam over partial covers finds, no worse than the one given. */
function searchBeam(problem: Problem, start: State, expired: () => boolean): State {
  let best = start;
  let bestScore = score(problem, best);
  const size = best.chosen.length;
  const width = affordableWidth(problem, size);
  let beam: State[] = [nothingChosen(problem.cells)];
  for (let depth = 0; depth < 2 * size && beam.length > 0 && width > 0 && !expired(); depth++) {
    const next: { state: State; estimate: number }[] = [];
    const seen = new Set<number>();
    for (const state of beam) {
      for (const k of branches(problem, state)) {
        const child = choose(problem, state, k);
        if (child.cost >= bestScore) continue;
        const key = hashOf(child.added) * 31 + hashOf(child.taken);
        if (seen.has(key)) continue;
        seen.add(key);
        const done = complete(problem, child);
        const estimate = score(problem, done);
        if (estimate < bestScore - 1e-9) {
          best = done;
          bestScore = estimate;
        }
        next.push({ state: child, estimate });
      }
      if (expired()) break;
    }
    next.sort((a, b) => a.estimate - b.estimate);
    beam = next.slice(0, width).map(({ state }) => state);
  }
  return best;
}

/** How many partial covers the work allows to keep when a cover has `size` members. */
function affordableWidth({ options, cells }: Problem, size: number): number {
  const completion = (size + 4) * options.length * Math.ceil(cells.count / 32);
  return Math.min(BEAM, Math.floor(WORK / (2 * size * BRANCHES * completion)));
}

/** The options for the open cell that has the fewest of them: solid cells not yet added first, then excess not yet taken. */
function branches(problem: Problem, state: State): number[] {
  const { cells, settlers } = problem;
  let pick = -1;
  let fewest = Infinity;
  for (const phase of ['add', 'take'] as const) {
    for (let c = 0; c < cells.count; c++) {
      const solid = hasBit(cells.solid, c);
      const open =
        phase === 'add'
          ? solid && !hasBit(state.added, c)
          : !solid && hasBit(state.added, c) && !hasBit(state.taken, c);
      if (!open || settlers[c].length === 0 || cells.weights[c] === 0) continue;
      const n = settlers[c].length;
      if (n < fewest || (n === fewest && cells.weights[c] > cells.weights[pick])) {
        pick = c;
        fewest = n;
      }
    }
    if (pick >= 0) break;
  }
  if (pick < 0) return [];
  return settlers[pick]
    .map((k) => ({ k, rate: gain(problem, state, k) / stepCost(problem, state.chosen, k) }))
    .filter(({ rate }) => rate > 0)
    .sort((a, b) => b.rate - a.rate)
    .slice(0, BRANCHES)
    .map(({ k }) => k);
}
