import type { Program } from '../../program/types.ts';
import type { Editability } from '../../report/editability.ts';
import type { DesignStatistics } from '../../synth/statistics.ts';
import type { Case, CaseResult, Outcome } from './case.ts';
import type { CasePictures } from './draw-case.ts';
import type { Detection } from './fit4cad/detect.ts';
import type { RunOptions } from './run-case.ts';

/** What worker threads do for a benchmark. */
export type BenchJob = RunJob | DrawJob | CountJob | DetectJob | EditJob;

/** Reconstructs and measures a case: gives an `Outcome`. */
export type RunJob = { readonly kind: 'run'; readonly each: Case; readonly options: RunOptions };

/** Draws a case and its result: gives `CasePictures`. */
export type DrawJob = { readonly kind: 'draw'; readonly each: Case; readonly result: CaseResult };

/** Counts what programs are made of: gives the `DesignStatistics` of those that can be built. */
export type CountJob = { readonly kind: 'count'; readonly programs: readonly Program[] };

/** Finds the primitives of a cloud in a folder, in so many seconds: gives a `Detection`. */
export type DetectJob = {
  readonly kind: 'detect';
  readonly folder: string;
  readonly name: string;
  readonly timeLimit: number;
};

/** Moves each parameter of a part's program, for so many seconds: gives its `Editability`. */
export type EditJob = {
  readonly kind: 'edit';
  readonly part: string;
  readonly program: Program;
  readonly timeLimit: number;
};

export type BenchAnswer = Outcome | CasePictures | readonly DesignStatistics[] | Detection | Editability;

export const BENCH_WORKER = new URL('./worker.js', import.meta.url);
