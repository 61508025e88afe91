import { join } from 'node:path';
import { CadtraceError } from '../../../errors.ts';
import {
  type PrimitiveScore,
  type PrimitiveSummary,
  scorePrimitives,
  summarizePrimitives,
} from '../../../score/primitives/index.ts';
import { inWorkers } from '../../../workers/pool.node.ts';
import { quantile } from '../figures.ts';
import { BENCH_WORKER, type DetectJob } from '../jobs.ts';
import { readJson } from '../run-folder.ts';
import { stopIfAborted } from '../run-suites.ts';
import type { Detection } from './detect.ts';
import { cloudNames, readTrueCloud, type TrueCloud } from './read-cloud.ts';

/** How well a method finds the primitives of Fit4CAD's clouds. */
export type PrimitiveFigures = {
  readonly method: string;
  readonly summary: PrimitiveSummary;
  /** Clouds in which it failed; they count as without any primitive found. */
  readonly failures: readonly { readonly cloud: string; readonly message: string }[];
  readonly medianSeconds: number;
  readonly p95Seconds: number;
};

export type Fit4cadOptions = {
  /** The folder of real parts. */
  readonly data: string;
  /** Take every k-th cloud only. */
  readonly every: number;
  /** Seconds a cloud. */
  readonly timeLimit: number;
  readonly workers: number;
  /** A file of what another method found, as `bench/fit4cad-baseline.py` writes it. */
  readonly baseline?: string;
  readonly signal: AbortSignal;
  readonly onProgress: (message: string) => void;
  readonly onWarning: (message: string) => void;
};

/** The name that the clouds are asked for by. */
export const FIT4CAD = 'fit4cad';

/** A cloud that takes so much longer than its time limit hangs. */
const HUNG_AFTER = 60;

/**
 * Scores our primitives of Fit4CAD's clouds, and another method's beside them, by the same rules. Without clouds there
 * are no figures. Throws `input-unreadable` for a baseline or a cloud that is not as it should be, and `cancelled`.
 */
export async function runFit4cad(options: Fit4cadOptions): Promise<PrimitiveFigures[]> {
  const folder = join(options.data, 'clouds', 'fit4cad');
  const names = cloudNames(folder).filter((_, index) => index % options.every === 0);
  if (names.length === 0) {
    options.onWarning(`${FIT4CAD}: no clouds in ${folder}; skipped.`);
    return [];
  }
  const baseline = options.baseline === undefined ? undefined : readBaseline(options.baseline);
  const clouds = names.map((name) => readTrueCloud(folder, name));
  const figures = [figuresOf('cadtrace', clouds, await detectAll(folder, names, options))];
  if (baseline) figures.push(figuresOf(baseline.method, clouds, baseline.detections));
  return figures;
}

/** What was found in each cloud, or why nothing was. */
type Detections = ReadonlyMap<string, Detection | { readonly failure: string }>;

async function detectAll(
  folder: string,
  names: readonly string[],
  { timeLimit, workers, signal, onProgress }: Fit4cadOptions,
): Promise<Detections> {
  const jobs = names.map((name): DetectJob => ({ kind: 'detect', folder, name, timeLimit }));
  const pool = { script: BENCH_WORKER, workers, secondsPerJob: timeLimit + HUNG_AFTER, signal };
  const detections = new Map<string, Detection | { failure: string }>();
  for await (const result of inWorkers<DetectJob, Detection>(jobs, pool)) {
    stopIfAborted(signal);
    detections.set(result.job.name, 'answer' in result ? result.answer : { failure: result.failure });
    onProgress(`${detections.size} of ${names.length}: ${FIT4CAD} ${result.job.name}`);
  }
  return detections;
}

function figuresOf(method: string, clouds: readonly TrueCloud[], detections: Detections): PrimitiveFigures {
  const failures: { cloud: string; message: string }[] = [];
  const seconds: number[] = [];
  const scores = clouds.map((cloud): PrimitiveScore => {
    const found = detections.get(cloud.name) ?? { failure: 'no result' };
    if ('failure' in found) failures.push({ cloud: cloud.name, message: found.failure });
    else seconds.push(found.seconds);
    return scorePrimitives('failure' in found ? [] : found.primitives, cloud.primitives, cloud);
  });
  return {
    method,
    summary: summarizePrimitives(scores),
    failures,
    medianSeconds: quantile(seconds, 0.5),
    p95Seconds: quantile(seconds, 0.95),
  };
}

/** Throws `input-unreadable` where the file is not what `bench/fit4cad-baseline.py` writes. */
function readBaseline(path: string): { method: string; detections: Detections } {
  const { method, clouds } = readJson<{ method?: unknown; clouds?: Record<string, Detection> }>(path);
  if (typeof method !== 'string' || typeof clouds !== 'object') {
    throw new CadtraceError('input-unreadable', 'these are no primitives: `method` or `clouds` is missing.', {
      where: path,
    });
  }
  const detections = Object.entries(clouds).map(([name, { seconds, primitives }]): [string, Detection] => [
    name,
    {
      seconds,
      primitives: primitives.map(({ surface, points }) => ({ surface, points: Uint32Array.from(points) })),
    },
  ]);
  return { method, detections: new Map(detections) };
}
