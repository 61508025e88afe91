import { CadtraceError } from './errors.ts';
import type { Target } from './input/target.ts';
import type { Kernel, Solid } from './kernel/types.ts';
import { perceive } from './perceive/perceive.ts';
import { nameParameters } from './program/name-parameters.ts';
import type { Program } from './program/types.ts';
import type { Report } from './report/report.ts';
import { reportOnShape } from './report/shape-report.ts';
import type { Solution } from './search/solution.ts';
import { solvePart } from './search/solve.ts';

export type ReconstructOptions = {
  readonly kernel: Kernel;
  /** Seconds after which the best program so far is returned; 60 unless given. */
  readonly timeLimit?: number;
  /** Seed of the random points that deviations are measured at; 1 unless given. */
  readonly seed?: number;
  /** Aborting throws `cancelled`. */
  readonly signal?: AbortSignal;
  readonly onProgress?: (progress: Progress) => void;
};

/** How far a reconstruction is; `fraction` of the stages done, 0 to 1. */
export type Progress = {
  readonly stage: 'perceive' | 'search' | 'verify';
  readonly message: string;
  readonly fraction: number;
};

export type Result = { readonly program: Program; readonly solid: Solid; readonly report: Report };

const DEFAULT_TIME_LIMIT = 60;
/** Seconds that a running kernel call may go beyond the limit, because ending it loses what it has built. */
const GRACE = 5;
/** Share of the time limit that perception may take. */
const PERCEIVING = 0.5;

/**
 * Finds the construction sequence that makes the target: perceive its faces, search for the fewest features that
 * explain them, verify on the kernel, report. Returns the best valid program even where it explains only a part of
 * the target, and says so. Throws `cancelled`, or `kernel-failed` when not even one valid feature was found.
 */
export async function reconstruct(target: Target, options: ReconstructOptions): Promise<Result> {
  const { kernel, timeLimit = DEFAULT_TIME_LIMIT, seed = 1, signal, onProgress } = options;
  if (target.kind === 'cloud')
    throw new CadtraceError('input-unsupported', 'Points are not reconstructed yet.');
  const start = performance.now();
  const seconds = () => (performance.now() - start) / 1000;
  const secondsLeft = () => (signal?.aborted ? 0 : timeLimit - seconds());
  // Building stops by itself when time is up; a call is ended only when it hangs.
  const limited = kernel.within(() => secondsLeft() + GRACE);
  const progress = (stage: Progress['stage'], message: string, fraction: number) => {
    if (signal?.aborted) throw new CadtraceError('cancelled', 'The reconstruction was cancelled.');
    onProgress?.({ stage, message, fraction });
  };

  progress('perceive', 'finding faces', 0);
  const parts = await perceive(target, limited, () => secondsLeft() < (1 - PERCEIVING) * timeLimit);
  const faceCount = parts.reduce((sum, { perceived }) => sum + perceived.faces.length, 0);

  progress('search', `${faceCount} faces`, 0.2);
  const solutions: Solution[] = [];
  for (const [index, part] of parts.entries()) {
    const done = 0.2 + (0.6 * index) / parts.length;
    const onBetter = ({ iou, features }: Solution) =>
      progress('search', `${features.length} features, IoU ${iou.toFixed(5)}`, done);
    solutions.push(await solvePart(part, { kernel: limited, unit: target.unit, secondsLeft, onBetter }));
  }

  progress('verify', 'measuring deviations', 0.8);
  const features = solutions.flatMap((solution) => solution.features);
  const program = nameParameters({ unit: target.unit, features });
  const solid = solutions.length === 1 ? solutions[0].solid : await kernel.build(program);
  const report = await reportOnShape(
    { target, parts, program, solid, solutions },
    { kernel, seed, seconds, timedOut: seconds() > timeLimit },
  );
  progress('verify', 'done', 1);
  return { program, solid, report };
}
