import { type Bitset, bitset, forEachBit, hasBit, hashOf, intersects } from './bitset.ts';
import type { Candidate } from './candidate.ts';
import type { Cells, Option } from './cells.ts';

/** A choice of candidates: everything that adds is unioned, then everything that takes away is removed. */
export type Cover = {
  readonly chosen: readonly Candidate[];
  /** Cost in steps. */
  readonly cost: number;
  /** Weight of samples on the wrong side, as a share of the target's. */
  readonly misfit: number;
};

/** What one unit of misfit (the whole part wrong) costs in steps: a cell is worth a step from a millionth of the part. */
const MISFIT_COST = 1_000_000;
/** The same for regions whose outline is only fitted: worth a step from 1 / 1,000 of the part. */
const STOPGAP_COST = 1000;
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

type Strategy = {
  /** What removable excess counts, as a share of its weight. */
  readonly excessPenalty: number;
  /** Adds whose weight is void by more than this share are left out. */
  readonly mostExcess: number;
};

type State = {
  readonly chosen: readonly number[];
  /** Cells held by the chosen adds, and by the chosen takers. */
  readonly added: Bitset;
  readonly taken: Bitset;
  readonly cost: number;
};

/**
 * The cheapest set of candidates whose union of adds less takers is the solid cells: a beam over partial covers.
 * Each step branches on the cell with the fewest candidates that can settle it (as in exact cover), and ranks the
 * partial covers by what a greedy completion of them costs. Every completion is itself an answer, so the search can
 * stop at any time.
 */
export function coverCells(cells: Cells, expired: () => boolean): Cover {
  const starts = STRATEGIES.map((strategy) => {
    const problem = prepare(cells, strategy);
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

const nothingChosen = ({ count }: Cells): State => ({
  chosen: [],
  added: bitset(count),
  taken: bitset(count),
  cost: 0,
});

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

type Problem = {
  readonly cells: Cells;
  readonly options: readonly Option[];
  /** For each cell, the adds (solid cells) or takers (void cells) that can settle it. */
  readonly settlers: readonly number[][];
  readonly total: number;
  readonly excessPenalty: number;
};

/** Keeps the candidates that can help: adds that are clean enough, and takers that take (next to) nothing solid. */
function prepare(cells: Cells, { excessPenalty, mostExcess }: Strategy): Problem {
  const solidWeight = weightOf(cells, cells.solid);
  const options = cells.options.filter(({ candidate, cells: set }) => {
    let solid = 0;
    let empty = 0;
    forEachBit(set, (c) => {
      if (hasBit(cells.solid, c)) solid += cells.weights[c];
      else empty += cells.weights[c];
    });
    if (candidate.role === 'add') return empty <= mostExcess * (solid + empty);
    return solid <= 1e-9 * solidWeight;
  });
  const settlers: number[][] = Array.from({ length: cells.count }, () => []);
  options.forEach(({ candidate, cells: set }, k) => {
    forEachBit(set, (c) => {
      if ((candidate.role === 'add') === hasBit(cells.solid, c)) settlers[c].push(k);
    });
  });
  return { cells, options, settlers, total: solidWeight, excessPenalty };
}

function weightOf(cells: Cells, set: Bitset): number {
  let weight = 0;
  forEachBit(set, (c) => {
    weight += cells.weights[c];
  });
  return weight;
}

function choose(problem: Problem, state: State, k: number): State {
  const { candidate, cells } = problem.options[k];
  const adds = candidate.role === 'add';
  const target = adds ? state.added : state.taken;
  const union = target.slice();
  for (let w = 0; w < union.length; w++) union[w] |= cells[w];
  return {
    chosen: [...state.chosen, k],
    added: adds ? union : state.added,
    taken: adds ? state.taken : union,
    cost: state.cost + stepCost(problem, state.chosen, k),
  };
}

function stepCost({ options }: Problem, chosen: readonly number[], k: number): number {
  const { group, shareCost, cost } = options[k].candidate;
  for (const other of chosen) if (options[other].candidate.group === group) return shareCost;
  return cost;
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

/** By how much choosing k lowers the misfit, where excess that takers can still remove counts a little. */
function gain(problem: Problem, state: State, k: number): number {
  const { cells, settlers, excessPenalty } = problem;
  const { candidate, cells: set } = problem.options[k];
  let better = 0;
  for (let w = 0; w < set.length; w++) {
    let word =
      candidate.role === 'add' ? set[w] & ~state.added[w] : set[w] & state.added[w] & ~state.taken[w];
    while (word !== 0) {
      const c = (w << 5) + 31 - Math.clz32(word & -word);
      word &= word - 1;
      const weight = cells.weights[c];
      if (candidate.role !== 'add') better += hasBit(cells.solid, c) ? -weight : weight;
      else if (hasBit(cells.solid, c)) better += weight;
      else if (!hasBit(state.taken, c)) better -= settlers[c].length > 0 ? excessPenalty * weight : weight;
    }
  }
  return better;
}

/** Extends a partial cover greedily by the best gain per cost until nothing pays. */
function complete(problem: Problem, start: State): State {
  const { options, total } = problem;
  let state = start;
  // A region fitted to a free-form trace is a stopgap: it must bring more than an exact one.
  const least = options.map(({ candidate }) => total / (candidate.region.pure ? MISFIT_COST : STOPGAP_COST));
  const gains = Float64Array.from(options, (_, k) => gain(problem, state, k));
  for (;;) {
    let pick = -1;
    let bestRate = 0;
    for (let k = 0; k < options.length; k++) {
      if (gains[k] <= 0) continue;
      const cost = stepCost(problem, state.chosen, k);
      if (gains[k] >= least[k] * cost && gains[k] > bestRate * cost) {
        bestRate = gains[k] / cost;
        pick = k;
      }
    }
    if (pick < 0) return state;
    state = choose(problem, state, pick);
    // Only options that share a cell with the chosen one gain another amount now.
    for (let k = 0; k < options.length; k++) {
      if (intersects(options[k].cells, options[pick].cells)) gains[k] = gain(problem, state, k);
    }
  }
}

function misfit(problem: Problem, { added, taken }: State): number {
  const { cells, total } = problem;
  let wrong = 0;
  for (let c = 0; c < cells.count; c++) {
    const result = hasBit(added, c) && !hasBit(taken, c);
    if (result !== hasBit(cells.solid, c)) wrong += cells.weights[c];
  }
  return (wrong + cells.mixedWeight) / total;
}

const score = (problem: Problem, state: State): number => state.cost + MISFIT_COST * misfit(problem, state);

/** Drops chosen candidates without which the cover is no worse, dearest first. */
function prune(problem: Problem, state: State): State {
  const rebuild = (chosen: readonly number[]): State =>
    chosen.reduce((s: State, k) => choose(problem, s, k), nothingChosen(problem.cells));
  let best = state;
  for (const k of [...state.chosen].sort(
    (a, b) => problem.options[b].candidate.cost - problem.options[a].candidate.cost,
  )) {
    const without = rebuild(best.chosen.filter((other) => other !== k));
    if (score(problem, without) <= score(problem, best)) best = without;
  }
  return best;
}
