import { cpus } from 'node:os';
import { Worker } from 'node:worker_threads';

/** What became of a job: what its worker answered, or why there is no answer. */
export type JobResult<Job, Answer> = { readonly job: Job } & Outcome<Answer>;

/** `lost` tells that the thread itself died, hung or was ended; otherwise the job threw. */
type Outcome<Answer> = { readonly answer: Answer } | { readonly failure: string; readonly lost: boolean };

export type PoolOptions = {
  /** The compiled module that each thread runs; it calls `answerJobs`. */
  readonly script: URL;
  readonly workers: number;
  /** A thread that is silent for so long is ended and replaced: code in WebAssembly cannot be interrupted. */
  readonly secondsPerJob: number;
  /** Given to every thread, as `answerJobs` hands it on. */
  readonly setup?: unknown;
  /** When aborted, all threads end at once, and with them the jobs that are not done. */
  readonly signal?: AbortSignal;
};

/** Two threads leave a laptop usable; more than there are cores only take memory. */
export const DEFAULT_WORKERS = Math.max(1, Math.min(2, cpus().length));

/** How many jobs may be ahead of the one whose result is awaited, for each worker: bounds the results that wait. */
const AHEAD = 4;

/**
 * Has worker threads do jobs, and yields their results in the order of the jobs, which are taken from `jobs` only as
 * threads become free. A job whose thread dies or hangs fails alone. Ending the iteration ends the threads.
 */
export async function* inWorkers<Job, Answer>(
  jobs: Iterable<Job>,
  options: PoolOptions,
): AsyncGenerator<JobResult<Job, Answer>> {
  const source = jobs[Symbol.iterator]();
  const idle = Array.from({ length: options.workers }, () => startThread(options));
  const threads = new Set(idle);
  const waiting: (() => void)[] = [];
  const release = (thread: Thread): void => {
    idle.push(thread);
    waiting.shift()?.();
  };

  let open = options.signal?.aborted !== true;

  async function run(job: Job): Promise<JobResult<Job, Answer>> {
    while (open && idle.length === 0) await new Promise<void>((resolve) => waiting.push(resolve));
    if (!open) return { job, failure: 'nobody waits for it any more', lost: true };
    const thread = idle.pop() as Thread;
    const outcome = await thread.ask<Answer>(job);
    if ('answer' in outcome) {
      release(thread);
      return { job, ...outcome };
    }
    if (outcome.lost) {
      threads.delete(thread);
      thread.end();
      const fresh = startThread(options);
      threads.add(fresh);
      release(fresh);
    } else release(thread);
    return { job, ...outcome };
  }

  const stop = (): void => {
    open = false;
    for (const thread of threads) thread.end();
    for (const wake of waiting.splice(0)) wake();
  };
  options.signal?.addEventListener('abort', stop);
  try {
    const queue: Promise<JobResult<Job, Answer>>[] = [];
    for (;;) {
      while (queue.length < AHEAD * options.workers) {
        const next = source.next();
        if (next.done) break;
        queue.push(run(next.value));
      }
      const first = queue.shift();
      if (!first) return;
      yield await first;
    }
  } finally {
    options.signal?.removeEventListener('abort', stop);
    stop();
  }
}

type Thread = { ask<Answer>(job: unknown): Promise<Outcome<Answer>>; end(): void };

/** A thread that takes one job at a time and starts with its first. */
function startThread({ script, secondsPerJob, setup }: PoolOptions): Thread {
  let worker: Worker | undefined;
  let finish: (outcome: Outcome<never>) => void = () => {};
  const lose = (failure: string): void => finish({ failure, lost: true });

  function start(): Worker {
    const thread = new Worker(script, { workerData: setup });
    thread.on('message', (message: { answer: never } | { failure: string }) =>
      finish('answer' in message ? message : { ...message, lost: false }),
    );
    thread.on('error', (error) => lose(`the worker died: ${error.message}`));
    thread.on('exit', (code) => {
      worker = undefined;
      lose(`the worker ended with exit code ${code}`);
    });
    return thread;
  }

  return {
    ask: <Answer>(job: unknown) =>
      new Promise<Outcome<Answer>>((resolve) => {
        worker ??= start();
        const timer = setTimeout(
          () => lose(`the worker was silent for ${secondsPerJob} seconds`),
          1000 * secondsPerJob,
        );
        finish = (outcome) => {
          clearTimeout(timer);
          worker?.unref();
          resolve(outcome);
        };
        worker.ref();
        try {
          worker.postMessage(job);
        } catch (error) {
          finish({ failure: `the job cannot be sent (${error}).`, lost: false });
        }
      }),
    end: () => void worker?.terminate(),
  };
}
