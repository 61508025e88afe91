/**
 * Reconstructs the real parts of ../shared/data and prints the table of results.
 *
 *   npm run bench -- parts [--set NAME]... [--every K] [--offset I] [--fresh] [--workers N]
 *
 * Each part's outcome is appended to bench/results/parts.jsonl; a run that was interrupted goes on where it stopped,
 * and --fresh starts over.
 */
import { appendFileSync, existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { Worker } from 'node:worker_threads';
import { type Job, jobsOf, SETS, type SetName } from './parts/jobs.ts';
import type { Outcome } from './parts/run-job.ts';
import { failuresByCause, HEADER, rowOf } from './parts/table.ts';

/** A kernel call cannot be interrupted: a worker that says nothing for so long is replaced and its part counted as failed. */
const HUNG_SECONDS = 150;

const { values } = parseArgs({
  args: process.argv.slice(2),
  options: {
    set: { type: 'string', multiple: true },
    every: { type: 'string', default: '1' },
    offset: { type: 'string', default: '0' },
    workers: { type: 'string', default: '2' },
    fresh: { type: 'boolean', default: false },
  },
});

const folder = join(process.cwd(), 'bench/results');
const file = join(folder, 'parts.jsonl');
mkdirSync(folder, { recursive: true });
if (values.fresh) rmSync(file, { force: true });

const sets = (values.set ?? [...SETS]) as SetName[];
const unknown = sets.find((set) => !SETS.includes(set));
if (unknown) throw new Error(`There is no set ${unknown}; the sets are ${SETS.join(', ')}.`);
const known: Outcome[] = existsSync(file)
  ? readFileSync(file, 'utf8')
      .split('\n')
      .filter(Boolean)
      .map((line) => JSON.parse(line))
  : [];
const keyOf = ({ set, part }: { set: string; part: string }) => `${set} ${part}`;
const outcomes = new Map(known.map((outcome) => [keyOf(outcome), outcome]));
const wanted = sets.flatMap((set) =>
  jobsOf(set).filter((_, i) => i % Number(values.every) === Number(values.offset)),
);
if (wanted.length === 0) console.log('No parts found: ../shared/data is absent.');
const queue = wanted.filter((job) => !outcomes.has(keyOf(job)));
let done = 0;
let peakBytes = 0;

await Promise.all(Array.from({ length: Number(values.workers) }, serve));
process.stderr.write('\n');

console.log(HEADER);
for (const set of sets) {
  const ofSet = wanted.filter((job) => job.set === set).flatMap((job) => outcomes.get(keyOf(job)) ?? []);
  if (ofSet.length > 0) console.log(rowOf(set, ofSet));
}
for (const set of sets) {
  const failures = failuresByCause(
    wanted.filter((job) => job.set === set).flatMap((job) => outcomes.get(keyOf(job)) ?? []),
  );
  if (failures.length > 0) console.log(`\nNot exact in ${set}, by cause:\n${failures.join('\n')}`);
}
if (peakBytes > 0)
  console.log(`\nPeak resident memory of the whole process: ${(peakBytes / 1e9).toFixed(2)} GB.`);
process.exit(0);

/** Works through the queue with one worker thread, replacing it when it hangs or dies. */
async function serve(): Promise<void> {
  let worker: Worker | undefined;
  for (let job = queue.shift(); job; job = queue.shift()) {
    worker ??= new Worker(
      new URL(`./parts/worker${import.meta.url.endsWith('.ts') ? '.ts' : '.js'}`, import.meta.url),
    );
    const outcome = await runOn(worker, job);
    if (outcome.error?.startsWith('worker')) {
      await worker.terminate();
      worker = undefined;
    }
    outcomes.set(keyOf(outcome), outcome);
    appendFileSync(file, `${JSON.stringify(outcome)}\n`);
    peakBytes = Math.max(peakBytes, process.memoryUsage.rss());
    process.stderr.write(`\r${++done} of ${done + queue.length} ${outcome.set} ${outcome.part}`.padEnd(70));
  }
  await worker?.terminate();
}

function runOn(worker: Worker, job: Job): Promise<Outcome> {
  return new Promise((resolve) => {
    const failed = (error: string): Outcome => ({
      set: job.set,
      part: job.part,
      valid: false,
      iou: 0,
      exact: false,
      steps: 0,
      seconds: HUNG_SECONDS,
      error,
    });
    const timer = setTimeout(() => finish(failed('worker hung')), HUNG_SECONDS * 1000);
    const onError = (error: Error) => finish(failed(`worker died: ${error.message}`));
    const finish = (outcome: Outcome) => {
      clearTimeout(timer);
      worker.off('message', finish);
      worker.off('error', onError);
      resolve(outcome);
    };
    worker.on('message', finish);
    worker.on('error', onError);
    worker.postMessage(job);
  });
}
