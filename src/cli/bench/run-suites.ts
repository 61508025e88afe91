import { CadtraceError } from '../../errors.ts';
import { inWorkers } from '../../workers/pool.node.ts';
import type { Case, Outcome } from './case.ts';
import type { CasePictures } from './draw-case.ts';
import { validResult } from './figures.ts';
import { BENCH_WORKER, type DrawJob, type RunJob } from './jobs.ts';
import type { RunOptions } from './run-case.ts';
import type { RunFolder } from './run-folder.ts';

/** A suite's cases with what came of them, in their order. */
export type SuiteRun = {
  readonly suite: string;
  readonly cases: readonly Case[];
  readonly outcomes: readonly Outcome[];
};

export type BenchProgress = { readonly done: number; readonly total: number; readonly outcome: Outcome };

export type BenchContext = RunOptions & {
  readonly folder: RunFolder;
  readonly workers: number;
  readonly signal: AbortSignal;
};

/** A case that takes so much longer than its time limit, for reading, measuring and comparing, hangs. */
const HUNG_AFTER = 135;

/**
 * Runs the cases that the folder has no outcome of, keeping each outcome as it comes, and returns all. Throws
 * `cancelled` when aborted; what is done until then is kept.
 */
export async function runSuites(
  suites: readonly { readonly suite: string; readonly cases: readonly Case[] }[],
  { folder, timeLimit, seed, workers, signal }: BenchContext,
  onProgress: (progress: BenchProgress) => void,
): Promise<SuiteRun[]> {
  const known = new Map(suites.map(({ suite }) => [suite, folder.outcomes(suite)]));
  const open = suites.flatMap(({ cases }) => cases.filter(({ suite, part }) => !known.get(suite)?.has(part)));
  const options: RunOptions = { timeLimit, seed };
  const jobs = open.map((each): RunJob => ({ kind: 'run', each, options }));
  const secondsPerJob = timeLimit + HUNG_AFTER;
  const pool = { script: BENCH_WORKER, workers, secondsPerJob, signal };
  let done = 0;
  for await (const result of inWorkers<RunJob, Outcome>(jobs, pool)) {
    stopIfAborted(signal);
    const { suite, part } = result.job.each;
    const outcome: Outcome =
      'answer' in result ? result.answer : { suite, part, seconds: secondsPerJob, error: result.failure };
    folder.keep(outcome);
    known.get(suite)?.set(part, outcome);
    onProgress({ done: ++done, total: open.length, outcome });
  }
  return suites.map(({ suite, cases }) => ({
    suite,
    cases,
    outcomes: cases.flatMap(({ part }) => known.get(suite)?.get(part) ?? []),
  }));
}

/** Throws `cancelled` when aborted. */
export function stopIfAborted(signal: AbortSignal): void {
  if (!signal.aborted) return;
  throw new CadtraceError('cancelled', 'stopped; what is done is kept, and the same command goes on.');
}

/** A part that came out badly, with pictures where it could be drawn. */
export type WorstPart = { readonly outcome: Outcome; readonly pictures?: CasePictures };

/** Draws the `count` valid parts of a suite with the lowest IoU below 1; parts that cannot be drawn have no pictures. */
export async function drawWorst(
  { cases, outcomes }: SuiteRun,
  count: number,
  { workers, signal }: Pick<BenchContext, 'workers' | 'signal'>,
): Promise<WorstPart[]> {
  const worst = outcomes
    .flatMap((outcome) => {
      const result = validResult(outcome);
      return result && !result.exact ? [{ outcome, result }] : [];
    })
    .sort((a, b) => a.result.iou - b.result.iou)
    .slice(0, count);
  const jobs = worst.flatMap(({ outcome, result }): DrawJob[] => {
    const each = cases.find(({ part }) => part === outcome.part);
    return each ? [{ kind: 'draw', each, result }] : [];
  });
  const pool = { script: BENCH_WORKER, workers, secondsPerJob: HUNG_AFTER, signal };
  const pictures = new Map<string, CasePictures>();
  for await (const drawn of inWorkers<DrawJob, CasePictures>(jobs, pool)) {
    stopIfAborted(signal);
    if ('answer' in drawn) pictures.set(drawn.job.each.part, drawn.answer);
  }
  return worst.map(({ outcome }) => ({ outcome, pictures: pictures.get(outcome.part) }));
}
