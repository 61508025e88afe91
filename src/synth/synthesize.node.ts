import { CadtraceError } from '../errors.ts';
import { compileKernel } from '../kernel/load.node.ts';
import type { SweptProgram } from '../program/types.ts';
import { type AttemptPool, attemptOutcomes } from './attempt-outcomes.node.ts';
import { type Collector, createCollector } from './collector.ts';
import { type Plan, totalsOf } from './manifest.ts';
import { loadShard, openShardFolder, type ShardFolder } from './shard-folder.node.ts';
import { designStatistics, type Histograms } from './statistics.ts';
import { type StyleInput, styleNamed } from './styles.ts';
import type { SynthSetup } from './synth-worker.node.ts';

const WORKER = new URL('./synth-worker.node.js', import.meta.url);

/** No attempt takes this long but one that would never end. */
const SECONDS_PER_JOB = 60;

export type SynthOptions = {
  readonly folder: string;
  readonly input: StyleInput;
  readonly workers: number;
  readonly signal: AbortSignal;
  readonly onProgress: (designs: number) => void;
};

/** What is in the folder once it is complete. */
export type SynthResult = ReturnType<typeof totalsOf> & { readonly histograms: Histograms };

/**
 * Fills a folder with the designs of a plan, going on where an earlier run with it was stopped. Threads make attempts;
 * this one takes their outcomes in order, drops duplicates and fills shards, so that neither the number of threads nor
 * an interruption changes a byte. An attempt that takes more than 60 s is left out as unbuildable, the only way in
 * which time could. Memory does not grow with the number of designs but for 32 bytes each. Throws what
 * `openShardFolder` throws; `cancelled` once `signal` is aborted, with the finished shards kept; `usage` when there are
 * not so many designs; what the style's source throws for its input; an Error, which no input explains, where an
 * attempt throws.
 */
export async function synthesize(plan: Plan, options: SynthOptions): Promise<SynthResult> {
  // What is wrong with the input is told before anything is written.
  styleNamed(plan.style).source(options.input);
  const folder = await openShardFolder(options.folder, plan);
  const collector = createCollector(plan);
  await recallShards(options.folder, folder, collector);
  if (collector.designs() < plan.count) await fill(plan, folder, collector, options);
  return { ...totalsOf(folder.shards()), histograms: collector.histograms };
}

/** What of a shard's line counts for what comes after it. */
type Line = {
  readonly key: string;
  readonly faces: number;
  readonly edges: number;
  readonly program: SweptProgram;
};

async function recallShards(path: string, folder: ShardFolder, collector: Collector): Promise<void> {
  for (const entry of folder.shards()) {
    for (const text of await loadShard(path, entry)) {
      const line: Line = JSON.parse(text);
      collector.recall(line.key, designStatistics(line.program, line));
    }
  }
}

async function fill(
  plan: Plan,
  folder: ShardFolder,
  collector: Collector,
  { input, workers, signal, onProgress }: SynthOptions,
): Promise<void> {
  const { style, seed } = plan;
  onProgress(collector.designs());
  const setup: SynthSetup = { style, input, seed, code: await compileKernel() };
  const pool: AttemptPool = { script: WORKER, workers, secondsPerJob: SECONDS_PER_JOB, setup, signal };
  for await (const outcomes of attemptOutcomes(totalsOf(folder.shards()).attempts, pool)) {
    for (const outcome of outcomes) {
      const shard = collector.take(outcome);
      if (shard) await folder.keep(shard);
      if (collector.designs() === plan.count) return;
    }
    onProgress(collector.designs());
  }
  throw stopped(totalsOf(folder.shards()).designs);
}

const stopped = (designs: number): CadtraceError =>
  new CadtraceError(
    'cancelled',
    `stopped; ${designs} designs are in finished shards, and the same command goes on from there.`,
  );
