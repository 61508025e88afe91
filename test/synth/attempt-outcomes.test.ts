import { expect, test } from 'vitest';
import type { Outcome } from '../../src/synth/attempt.ts';
import { attemptOutcomes } from '../../src/synth/attempt-outcomes.node.ts';

const script = new URL('./attempt-worker.mjs', import.meta.url);

/** What the fates of some attempts, by their numbers, make of those from 0 to at least `count`. */
async function outcomes(
  fates: Readonly<Record<string, 'hang' | 'exit' | 'throw'>>,
  { count = 32, signal = new AbortController().signal, worker = script, secondsPerJob = 1 } = {},
): Promise<Outcome[]> {
  const pool = { script: worker, workers: 2, secondsPerJob, setup: fates, signal };
  const list: Outcome[] = [];
  for await (const some of attemptOutcomes(0, pool)) {
    list.push(...some);
    if (list.length >= count) break;
  }
  return list;
}

const unbuildable = { refused: 'unbuildable' };

test('an attempt that hangs or ends its thread is unbuildable, and no other', async () => {
  const expected = Array.from({ length: 32 }, (_, i) => ({ key: String(i) }));
  const list = await outcomes({ 3: 'hang', 20: 'exit' });
  expect(list).toEqual(expected.map((outcome, i) => (i === 3 || i === 20 ? unbuildable : outcome)));
});

test('an attempt that throws ends the run and says why', async () => {
  await expect(outcomes({ 20: 'throw' })).rejects.toThrow(
    /attempt from 16 to 31 failed .x is not a function/,
  );
  // Also where another of its block lost the thread before.
  await expect(outcomes({ 3: 'exit', 5: 'throw' })).rejects.toThrow(
    /attempt from 5 to 5 failed .x is not a function/,
  );
});

test('threads that come to no attempt end the run', async () => {
  await expect(outcomes({ all: 'exit' })).rejects.toThrow(/no attempt from 0 to 15 .* exit code 3/);
  const worker = new URL('./no-worker.mjs', import.meta.url);
  await expect(outcomes({}, { worker })).rejects.toThrow(/no attempt from 0 to 15 .*the worker died/);
});

test('a stop ends threads at once, and counts nothing against the attempts that it cut short', async () => {
  const stop = new AbortController();
  setTimeout(() => stop.abort(), 300);
  const start = performance.now();
  const list = await outcomes({ 18: 'hang' }, { signal: stop.signal, secondsPerJob: 60 });
  expect(list).toEqual(Array.from({ length: 16 }, (_, i) => ({ key: String(i) })));
  expect(performance.now() - start).toBeLessThan(10_000);
});
