import { type Bitset, bitset, equal, forEachBit, hashOf, setBit } from './bitset.ts';
import type { Candidate } from './candidate.ts';
import type { Samples } from './samples.ts';

/**
 * The samples grouped by which candidates hold them. No set of candidates can tell two samples of one cell apart, so
 * the search works on cells.
 */
export type Cells = {
  readonly count: number;
  /** Cells that are solid in the target (by the weight of their samples). */
  readonly solid: Bitset;
  readonly weights: Float64Array;
  /** Cells of each option, in the order of `options`. */
  readonly options: readonly Option[];
  /** Weight of samples that no choice of candidates can get right, because their cell holds both kinds. */
  readonly mixedWeight: number;
};

/** A candidate as the set of cells that it adds or takes away. */
export type Option = { readonly candidate: Candidate; readonly cells: Bitset };

/** Collapses samples to cells and drops candidates that do the same as a cheaper one. */
export function collapseToCells(candidates: readonly Candidate[], samples: Samples): Cells {
  const count = samples.inside.length;
  const unique = cheapestOfEqual(candidates);
  // Zobrist hashing: the signature of a sample is the xor of the keys of the candidates that hold it.
  const low = new Uint32Array(count);
  const high = new Uint32Array(count);
  unique.forEach((candidate, k) => {
    const a = mix(2 * k + 1);
    const b = mix(2 * k + 2);
    forEachBit(candidate.members, (i) => {
      low[i] ^= a;
      high[i] ^= b;
    });
  });
  const cellOfSignature = new Map<number, number>();
  const cellOf = new Int32Array(count);
  const insideWeight: number[] = [];
  const outsideWeight: number[] = [];
  for (let i = 0; i < count; i++) {
    const signature = high[i] * 2 ** 21 + (low[i] >>> 11);
    let cell = cellOfSignature.get(signature);
    if (cell === undefined) {
      cell = insideWeight.length;
      cellOfSignature.set(signature, cell);
      insideWeight.push(0);
      outsideWeight.push(0);
    }
    cellOf[i] = cell;
    if (samples.inside[i]) insideWeight[cell] += samples.weights[i];
    else outsideWeight[cell] += samples.weights[i];
  }
  const cells = insideWeight.length;
  const solid = bitset(cells);
  const weights = new Float64Array(cells);
  let mixedWeight = 0;
  for (let cell = 0; cell < cells; cell++) {
    if (insideWeight[cell] > outsideWeight[cell]) setBit(solid, cell);
    weights[cell] = Math.abs(insideWeight[cell] - outsideWeight[cell]);
    mixedWeight += Math.min(insideWeight[cell], outsideWeight[cell]);
  }
  const options = unique.map((candidate) => {
    const set = bitset(cells);
    forEachBit(candidate.members, (i) => setBit(set, cellOf[i]));
    return { candidate, cells: set };
  });
  return { count: cells, solid, weights, options, mixedWeight };
}

function cheapestOfEqual(candidates: readonly Candidate[]): Candidate[] {
  const buckets = new Map<number, Candidate[]>();
  for (const candidate of candidates) {
    if (candidate.members.every((word) => word === 0)) continue;
    const hash = hashOf(candidate.members);
    const bucket = buckets.get(hash) ?? [];
    buckets.set(hash, bucket);
    const twin = bucket.findIndex(
      (other) =>
        (other.role === 'add') === (candidate.role === 'add') && equal(other.members, candidate.members),
    );
    if (twin < 0) bucket.push(candidate);
    else if (candidate.cost < bucket[twin].cost) bucket[twin] = candidate;
  }
  return [...buckets.values()].flat();
}

/** A fixed pseudo-random 32-bit value for k (the finaliser of MurmurHash3). */
function mix(k: number): number {
  let h = Math.imul(k, 0x9e3779b1);
  h = Math.imul(h ^ (h >>> 16), 0x85ebca6b);
  h = Math.imul(h ^ (h >>> 13), 0xc2b2ae35);
  return (h ^ (h >>> 16)) >>> 0;
}
