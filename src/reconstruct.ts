import { CadtraceError } from './errors.ts';
import type { CloudTarget, MeshTarget, SolidTarget, Target } from './input/target.ts';
import type { Kernel, Solid } from './kernel/types.ts';
import { withoutFloor } from './perceive/cloud/floor.ts';
import { perceiveCloud } from './perceive/cloud/perceive-cloud.ts';
import { completed, visibleSymmetry } from './perceive/cloud/symmetry.ts';
import { perceive } from './perceive/perceive.ts';
import { nameParameters } from './program/name-parameters.ts';
import { moveProgram } from './program/transform.ts';
import type { Program } from './program/types.ts';
import { agreementWithCloud } from './refine/cloud/agreement.ts';
import { reportOnCloud } from './report/cloud-report.ts';
import { checkEditability } from './report/editability.ts';
import type { CloudReport, Report, ShapeReport } from './report/report.ts';
import { reportOnShape } from './report/shape-report.ts';
import { type PolishedSolution, polish } from './search/polish.ts';
import type { Solution } from './search/solution.ts';
import { solvePart } from './search/solve.ts';
import { solveCloud } from './search/solve-cloud.ts';

export type ReconstructOptions = {
  readonly kernel: Kernel;
  /** Seconds after which the best program so far is returned; 60 unless given. */
  readonly timeLimit?: number;
  /** Seed of the random points that deviations are measured at; 1 unless given. */
  readonly seed?: number;
  /** Distance from the target within which the result must stay to be certified; from the target's precision unless given. */
  readonly tolerance?: number;
  /** Whether the floor or table that scanned parts stand on is left out. */
  readonly removeFloor?: boolean;
  /** Whether the side of scanned parts that was not seen is assumed to mirror what was, where that is symmetric. */
  readonly completeSymmetry?: boolean;
  /** Whether the report says what comes of moving each parameter, as far as the time limit lets it. */
  readonly checkEdits?: boolean;
  /** Aborting throws `cancelled`. */
  readonly signal?: AbortSignal;
  readonly onProgress?: (progress: Progress) => void;
};

/** How far a reconstruction is; `fraction` of the stages done, 0 to 1. */
export type Progress = {
  readonly stage: 'perceive' | 'search' | 'refine' | 'verify' | 'edit';
  readonly message: string;
  readonly fraction: number;
};

export type Result<R extends Report = Report> = {
  readonly program: Program;
  readonly solid: Solid;
  readonly report: R;
};

const DEFAULT_TIME_LIMIT = 60;
/** Seconds that a running kernel call may go beyond the limit, because ending it loses what it has built. */
const GRACE = 5;
const WORLD = { xAxis: [1, 0, 0], normal: [0, 0, 1] } as const;
/** Points of a cloud that are looked at in a second, and in each further one. */
const LEAST_POINTS = 4000;
const POINTS_PER_SECOND = 10_000;
/** Share of the time limit that perception may take. */
const PERCEIVING = 0.5;
/** ... and seconds that it gets at least: nothing is found without surfaces. */
const LEAST_PERCEIVING = 0.8;

/**
 * Finds the construction sequence that makes the target: perceive its faces, search for the fewest features that
 * explain them, refine their numbers, verify on the kernel, report. Returns the best valid program even where it
 * explains only a part of the target, and says so. Throws `cancelled`, or `kernel-failed` when not even one valid
 * feature was found.
 */
export function reconstruct(target: CloudTarget, options: ReconstructOptions): Promise<Result<CloudReport>>;
export function reconstruct(
  target: MeshTarget | SolidTarget,
  options: ReconstructOptions,
): Promise<Result<ShapeReport>>;
export function reconstruct(target: Target, options: ReconstructOptions): Promise<Result>;
export function reconstruct(target: Target, options: ReconstructOptions): Promise<Result> {
  const run = startRun(options);
  return target.kind === 'cloud' ? reconstructCloud(target, run) : reconstructShape(target, run);
}

/** One run of the pipeline: its kernel, its clock, and its listener. */
type Run = Omit<ReconstructOptions, 'timeLimit'> & {
  readonly seed: number;
  /** The kernel, whose calls end some time after the limit. */
  readonly limited: Kernel;
  readonly seconds: () => number;
  readonly secondsLeft: () => number;
  readonly timedOut: () => boolean;
  /** Whether perception must come to an end. */
  readonly perceived: () => boolean;
  readonly progress: (stage: Progress['stage'], message: string, fraction: number) => void;
};

function startRun(options: ReconstructOptions): Run {
  const { kernel, timeLimit = DEFAULT_TIME_LIMIT, seed = 1, signal, onProgress } = options;
  const start = performance.now();
  const seconds = () => (performance.now() - start) / 1000;
  const secondsLeft = () => (signal?.aborted ? 0 : timeLimit - seconds());
  return {
    ...options,
    seed,
    // Building stops by itself when time is up; a call is ended only when it hangs.
    limited: kernel.within(() => secondsLeft() + GRACE),
    seconds,
    secondsLeft,
    timedOut: () => seconds() > timeLimit,
    perceived: () => secondsLeft() < timeLimit - Math.max(LEAST_PERCEIVING, PERCEIVING * timeLimit),
    progress(stage, message, fraction) {
      if (signal?.aborted) throw new CadtraceError('cancelled', 'The reconstruction was cancelled.');
      onProgress?.({ stage, message, fraction });
    },
  };
}

async function reconstructShape(target: MeshTarget | SolidTarget, run: Run): Promise<Result<ShapeReport>> {
  const { kernel, limited, progress, secondsLeft } = run;
  progress('perceive', 'finding faces', 0);
  const parts = await perceive(target, limited, run.perceived);

  progress('search', `${countFaces(parts.map(({ perceived }) => perceived))} faces`, 0.2);
  const solutions: Solution[] = [];
  for (const [index, part] of parts.entries()) {
    const done = 0.2 + (0.6 * index) / parts.length;
    const onBetter = (agreement: number, features: number) =>
      progress('search', `${features} features, IoU ${agreement.toFixed(5)}`, done);
    solutions.push(await solvePart(part, { kernel: limited, unit: target.unit, secondsLeft, onBetter }));
  }

  progress('verify', 'measuring deviations', 0.8);
  const features = solutions.flatMap((solution) => solution.features);
  const program = nameParameters({ unit: target.unit, features });
  const solid = solutions.length === 1 ? solutions[0].solid : await kernel.build(program);
  const report = await reportOnShape({ target, parts, program, solid, solutions }, run);
  return withEdits({ program, solid, report }, run);
}

async function reconstructCloud(target: CloudTarget, run: Run): Promise<Result<CloudReport>> {
  const { kernel, limited, progress, secondsLeft } = run;
  progress('perceive', 'finding surfaces', 0);
  const cloud = run.removeFloor ? withoutFloor(target.cloud) : target.cloud;
  const parts = perceiveCloud(cloud, {
    expired: run.perceived,
    mostPoints: LEAST_POINTS + Math.max(0, POINTS_PER_SECOND * (secondsLeft() - 1)),
  });
  const symmetries = parts.map((part) => visibleSymmetry(part, run.perceived));

  progress('search', `${countFaces(parts)} surfaces`, 0.3);
  const solutions: PolishedSolution[] = [];
  for (const [index, part] of parts.entries()) {
    const done = 0.3 + (0.5 * index) / parts.length;
    const onBetter = (agreement: number, features: number) =>
      progress('search', `${features} features, agreement ${agreement.toFixed(3)}`, done);
    const context = { kernel: limited, unit: target.unit, secondsLeft, onBetter };
    const symmetry = run.completeSymmetry ? symmetries[index] : undefined;
    const found = await solveCloud(symmetry ? completed(part, symmetry) : part, context);
    // What is assumed finds features; how well they agree and their numbers are for the points to say.
    const agreement = symmetry ? agreementWithCloud(part, found.mesh) : found.agreement;
    solutions.push(await polish(part, { ...found, agreement }, context));
  }

  progress('verify', 'measuring deviations', 0.8);
  const features = solutions.flatMap((solution) => solution.features);
  const program = nameParameters(
    moveProgram({ unit: target.unit, features }, { ...WORLD, origin: target.offset }),
  );
  const solid = await kernel.build(program);
  const report = await reportOnCloud({ target, parts, symmetries, program, solid, solutions }, run);
  return withEdits({ program, solid, report }, run);
}

/** The result, with what its parameters can take where that was asked for. */
async function withEdits<R extends Report>(found: Result<R>, run: Run): Promise<Result<R>> {
  if (!run.checkEdits) {
    run.progress('verify', 'done', 1);
    return found;
  }
  run.progress('edit', 'moving every parameter', 0.9);
  const edits = await checkEditability(found.program, run.kernel, run);
  run.progress('edit', 'done', 1);
  return { ...found, report: { ...found.report, edits, seconds: run.seconds() } };
}

const countFaces = (parts: readonly { readonly faces: readonly unknown[] }[]): number =>
  parts.reduce((sum, { faces }) => sum + faces.length, 0);
