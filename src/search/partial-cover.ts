import { type Bitset, bitset, forEachBit, hasBit, intersects } from './bitset.ts';
import type { Cells, Option } from './cells.ts';

/** Share of the part from which a cell is worth a step of a region whose outline is only fitted. */
const WORTH_STOPGAP = 1e-3;

/** How adds that also hold void are judged. */
export type Strategy = {
  /** What removable excess counts, as a share of its weight. */
  readonly excessPenalty: number;
  /** Adds whose weight is void by more than this share are left out. */
  readonly mostExcess: number;
};

/** A partial cover. */
export type State = {
  readonly chosen: readonly number[];
  /** Cells held by the chosen adds, and by the chosen takers. */
  readonly added: Bitset;
  readonly taken: Bitset;
  readonly cost: number;
};

/** What is to be covered, and with what. */
export type Problem = {
  readonly cells: Cells;
  readonly options: readonly Option[];
  /** For each cell, the adds (solid cells) or takers (void cells) that can settle it. */
  readonly settlers: readonly number[][];
  readonly total: number;
  /** Share of the part from which a cell is worth a step. */
  readonly worthStep: number;
  readonly excessPenalty: number;
};

/** Keeps the candidates that can help: adds that are clean enough, and takers that take (next to) nothing solid. */
export function prepare(cells: Cells, worthStep: number, { excessPenalty, mostExcess }: Strategy): Problem {
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
  return { cells, options, settlers, total: solidWeight, worthStep, excessPenalty };
}

function weightOf(cells: Cells, set: Bitset): number {
  let weight = 0;
  forEachBit(set, (c) => {
    weight += cells.weights[c];
  });
  return weight;
}

/** The partial cover without anything chosen. */
export const nothingChosen = ({ count }: Cells): State => ({
  chosen: [],
  added: bitset(count),
  taken: bitset(count),
  cost: 0,
});

/** The partial cover with option `k` as well. */
export function choose(problem: Problem, state: State, k: number): State {
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

/** What option `k` costs beside those chosen: less where it can share a feature with one of them. */
export function stepCost({ options }: Problem, chosen: readonly number[], k: number): number {
  const { group, shareCost, cost } = options[k].candidate;
  for (const other of chosen) if (options[other].candidate.group === group) return shareCost;
  return cost;
}

/** By how much choosing k lowers the misfit, where excess that takers can still remove counts a little. */
export function gain(problem: Problem, state: State, k: number): number {
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
export function complete(problem: Problem, start: State): State {
  const { options, total, worthStep } = problem;
  let state = start;
  // A region fitted to a free-form trace is a stopgap: it must bring more than an exact one.
  const least = options.map(({ candidate }) => total * (candidate.region.pure ? worthStep : WORTH_STOPGAP));
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

/** Weight of samples on the wrong side, as a share of the target's. */
export function misfit(problem: Problem, { added, taken }: State): number {
  const { cells, total } = problem;
  let wrong = 0;
  for (let c = 0; c < cells.count; c++) {
    const result = hasBit(added, c) && !hasBit(taken, c);
    if (result !== hasBit(cells.solid, c)) wrong += cells.weights[c];
  }
  return (wrong + cells.mixedWeight) / total;
}

/** What a cover costs in steps, its misfit included. */
export const score = (problem: Problem, state: State): number =>
  state.cost + misfit(problem, state) / problem.worthStep;

/** Drops chosen candidates without which the cover is no worse, dearest first. */
export function prune(problem: Problem, state: State): State {
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
