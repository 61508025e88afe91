/** The worker thread of a benchmark: reconstructs cases, and draws pictures of those that came out worst. */
import { loadKernel } from '../kernel/load.node.ts';
import { answerJobs } from '../workers/answer-jobs.node.ts';
import type { Case, CaseResult } from './case.ts';
import { drawCase } from './draw-case.ts';
import { type RunOptions, runCase } from './run-case.ts';

export type BenchJob =
  | { readonly kind: 'run'; readonly each: Case }
  | { readonly kind: 'draw'; readonly each: Case; readonly result: CaseResult };

answerJobs(async (options: RunOptions) => {
  const kernel = await loadKernel();
  return async (job: BenchJob) =>
    job.kind === 'run' ? runCase(job.each, kernel, options) : drawCase(job.each, job.result, kernel);
});
