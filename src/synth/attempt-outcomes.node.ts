import { inWorkers, type JobResult, type PoolOptions } from '../workers/pool.node.ts';
import type { Outcome } from './attempt.ts';
import type { Block } from './synth-worker.node.ts';

/** Attempts a job: a second of work or less, so that an interruption is soon noticed. */
const BLOCK = 16;

/** The pool that makes attempts, which can be stopped. */
export type AttemptPool = PoolOptions & { readonly signal: AbortSignal };

/**
 * Yields the outcomes of attempts from number `first` on, in their order, in blocks, until the pool's signal is
 * aborted. An attempt that hangs its thread beyond the pool's seconds for a job, or ends it, is unbuildable. Throws an
 * Error where an attempt throws, or where threads do not come to attempts at all.
 */
export async function* attemptOutcomes(first: number, pool: AttemptPool): AsyncGenerator<Outcome[]> {
  const { signal } = pool;
  for await (const result of inWorkers<Block, Outcome[]>(blocksFrom(first), pool)) {
    // Jobs that a stop has cut short have failed too: that is no outcome.
    if (signal.aborted) return;
    const outcomes = answerOf(result) ?? (await oneByOne(result.job, pool));
    if (signal.aborted) return;
    yield outcomes;
  }
}

function* blocksFrom(attempt: number): Generator<Block> {
  for (let first = attempt; ; first += BLOCK) yield { first, size: BLOCK };
}

/** The outcomes of a block that lost its thread: an attempt that does so alone is unbuildable. */
async function oneByOne({ first, size }: Block, pool: AttemptPool): Promise<Outcome[]> {
  const blocks = Array.from({ length: size }, (_, i): Block => ({ first: first + i, size: 1 }));
  const answers: (Outcome[] | undefined)[] = [];
  let failure = '';
  for await (const result of inWorkers<Block, Outcome[]>(blocks, { ...pool, workers: 1 })) {
    answers.push(answerOf(result));
    if ('failure' in result) failure = result.failure;
  }
  // So many in a row are not the fault of attempts: such threads do not even start.
  if (answers.every((answer) => answer === undefined) && !pool.signal.aborted) {
    throw new Error(`no attempt from ${first} to ${first + size - 1} came to an end (${failure}).`);
  }
  return answers.flatMap((answer) => answer ?? [{ refused: 'unbuildable' } as const]);
}

/** What a job gave; undefined where its thread was lost. Throws where the job itself did. */
function answerOf(result: JobResult<Block, Outcome[]>): Outcome[] | undefined {
  if ('answer' in result) return result.answer;
  if (result.lost) return undefined;
  const { first, size } = result.job;
  throw new Error(`an attempt from ${first} to ${first + size - 1} failed (${result.failure}).`);
}
