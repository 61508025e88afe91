import { CadtraceError } from '../errors.ts';
import type { Outcome, Refusal } from './attempt.ts';
import { createKeySet } from './key-set.ts';
import { addToHistograms, type DesignStatistics, emptyHistograms, type Histograms } from './statistics.ts';

/** How many attempts gave no design, by the reason. */
export type Rejections = Readonly<Record<Refusal | 'duplicate', number>>;

/** A run of consecutive designs, the lines of one file, and the attempts that they took. */
export type Shard = {
  readonly lines: readonly string[];
  readonly attempts: number;
  readonly rejected: Rejections;
};

/** So many attempts in a row without a new design mean that there are no more. */
const MAX_BARREN = 5000;

/** Sorts the outcomes of attempts, in their order, into shards of designs that differ. */
export type Collector = {
  readonly designs: () => number;
  readonly histograms: Histograms;
  /** Notes a design of a finished shard. */
  readonly recall: (key: string, statistics: DesignStatistics) => void;
  /**
   * Takes the next attempt's outcome; gives the shard that it completes. Throws `usage` when no new designs come any
   * more.
   */
  readonly take: (outcome: Outcome) => Shard | undefined;
};

/** Collects `count` designs in shards of `shardSize`, of which the last may be smaller. */
export function createCollector({ count, shardSize }: { count: number; shardSize: number }): Collector {
  const keys = createKeySet();
  const histograms = emptyHistograms();
  let designs = 0;
  let barren = 0;
  let lines: string[] = [];
  let attempts = 0;
  let rejected = { ...NONE };

  function add(key: string, statistics: DesignStatistics): boolean {
    if (!keys.add(key)) return false;
    addToHistograms(histograms, statistics);
    designs++;
    return true;
  }

  function reject(reason: keyof Rejections): undefined {
    rejected[reason]++;
    if (++barren < MAX_BARREN) return;
    const message = `the last ${MAX_BARREN} attempts gave no new design after ${designs}: ask for so many, or for another style or seed.`;
    throw new CadtraceError('usage', message, { value: count });
  }

  return {
    designs: () => designs,
    histograms,
    recall: add,
    take(outcome) {
      attempts++;
      if ('refused' in outcome) return reject(outcome.refused);
      const index = designs;
      if (!add(outcome.key, outcome.statistics)) return reject('duplicate');
      barren = 0;
      lines.push(`{"index":${index},${outcome.fields}}`);
      if (lines.length < shardSize && designs < count) return undefined;
      const shard = { lines, attempts, rejected };
      [lines, attempts, rejected] = [[], 0, { ...NONE }];
      return shard;
    },
  };
}

const NONE: Rejections = { empty: 0, unbuildable: 0, invalid: 0, duplicate: 0 };
