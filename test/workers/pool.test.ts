import { expect, test } from 'vitest';
import { inWorkers, type JobResult } from '../../src/workers/pool.node.ts';

const script = new URL('./counting-worker.mjs', import.meta.url);
const options = { script, workers: 2, secondsPerJob: 2, setup: 100 };

async function all<Job, Answer>(
  results: AsyncIterable<JobResult<Job, Answer>>,
): Promise<JobResult<Job, Answer>[]> {
  const list: JobResult<Job, Answer>[] = [];
  for await (const result of results) list.push(result);
  return list;
}

test('results come in the order of the jobs', async () => {
  const jobs = Array.from({ length: 50 }, (_, i) => i + 200);
  const results = await all(inWorkers<number, number>(jobs, options));
  expect(results).toEqual(jobs.map((job) => ({ job, answer: job + 100 })));
});

test('a job that fails, dies or hangs fails alone and says why', async () => {
  const results = await all(inWorkers<number, number>([1, 13, 2, 66, 3, 99, 4, 5], options));
  const failures = results.flatMap((result) =>
    'failure' in result ? [[result.job, result.failure, result.lost]] : [],
  );
  expect(failures).toEqual([
    [13, 'thirteen', false],
    [66, 'the worker ended with exit code 3', true],
    [99, 'the worker was silent for 2 seconds', true],
  ]);
  expect(results.filter((result) => 'answer' in result).map(({ job }) => job)).toEqual([1, 2, 3, 4, 5]);
});

test('a job that cannot be sent to a thread fails alone', async () => {
  const results = await all(inWorkers<unknown, unknown>([1, () => 2, 3], options));
  expect(results).toMatchObject([{ answer: 101 }, { lost: false }, { answer: 103 }]);
});

test('jobs are taken only as they are needed, and no more once nobody waits', async () => {
  let taken = 0;
  function* endless() {
    for (;;) yield 200 + taken++;
  }
  for await (const { job } of inWorkers<number, number>(endless(), options)) if (job === 220) break;
  expect(taken).toBeLessThan(40);
});

test('an abort ends the jobs that run and those that wait', async () => {
  const stop = new AbortController();
  setTimeout(() => stop.abort(), 300);
  const started = performance.now();
  const results = await all(
    inWorkers<number, number>([99, 99, 1, 2, 3], { ...options, secondsPerJob: 30, signal: stop.signal }),
  );
  expect(performance.now() - started).toBeLessThan(5000);
  expect(results.map((result) => 'failure' in result)).toEqual([true, true, true, true, true]);
});
