import type { Outcome } from './case.ts';
import { type Figures, figuresOf, iouOf, validResult } from './figures.ts';

/** What moved in a suite between two runs; only parts that both have count. */
export type Moved = {
  readonly suite: string;
  readonly before: Figures;
  readonly after: Figures;
  /** Parts that came to be exact, and that ceased to be. */
  readonly gained: readonly string[];
  readonly lost: readonly string[];
  /** Parts whose IoU changed, the greatest loss first. */
  readonly changes: readonly Change[];
};

export type Change = { readonly part: string; readonly before: number; readonly after: number };

/** A change of IoU that is more than another order of the same arithmetic gives. */
const NOTICEABLE = 1e-5;

/** Compares a suite's outcomes with those of another run, by part; undefined when they share no part. */
export function compareRuns(
  suite: string,
  before: ReadonlyMap<string, Outcome>,
  after: ReadonlyMap<string, Outcome>,
): Moved | undefined {
  const parts = [...after.keys()].filter((part) => before.has(part));
  if (parts.length === 0) return undefined;
  const pairs = parts.map((part) => ({
    part,
    old: before.get(part) as Outcome,
    now: after.get(part) as Outcome,
  }));
  const exact = (outcome: Outcome): boolean => validResult(outcome)?.exact ?? false;
  return {
    suite,
    before: figuresOf(
      suite,
      pairs.map(({ old }) => old),
    ),
    after: figuresOf(
      suite,
      pairs.map(({ now }) => now),
    ),
    gained: pairs.filter(({ old, now }) => !exact(old) && exact(now)).map(({ part }) => part),
    lost: pairs.filter(({ old, now }) => exact(old) && !exact(now)).map(({ part }) => part),
    changes: pairs
      .map(({ part, old, now }) => ({ part, before: iouOf(old), after: iouOf(now) }))
      .filter(({ before, after }) => Math.abs(after - before) > NOTICEABLE)
      .sort((a, b) => a.after - a.before - (b.after - b.before)),
  };
}

const MOST_CHANGES = 10;

/** What moved, in words and with the greatest losses and gains. */
export function movedText({ suite, before, after, gained, lost, changes }: Moved): string {
  const arrow = (from: string, to: string): string => (from === to ? from : `${from} -> ${to}`);
  const percent = (share: number): string => `${(100 * share).toFixed(1)}%`;
  const ends =
    changes.length <= MOST_CHANGES
      ? changes
      : [...changes.slice(0, MOST_CHANGES / 2), ...changes.slice(-MOST_CHANGES / 2)];
  return [
    `${suite}, ${after.parts} parts in both runs: `,
    `exact ${arrow(percent(before.exact), percent(after.exact))}, `,
    `mean IoU ${arrow(before.meanIou.toFixed(5), after.meanIou.toFixed(5))}, `,
    `median seconds ${arrow(before.medianSeconds.toFixed(2), after.medianSeconds.toFixed(2))}\n`,
    ...(gained.length > 0 ? [`- now exact: ${gained.join(', ')}\n`] : []),
    ...(lost.length > 0 ? [`- no longer exact: ${lost.join(', ')}\n`] : []),
    ...ends.map(({ part, before, after }) => `- ${part}: IoU ${before.toFixed(5)} -> ${after.toFixed(5)}\n`),
  ].join('');
}
