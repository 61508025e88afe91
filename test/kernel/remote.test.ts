import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { CadtraceError } from '../../src/errors.ts';
import type { Request } from '../../src/kernel/messages.ts';
import { createRemoteKernel } from '../../src/kernel/remote.ts';
import { answerRequest } from '../../src/kernel/serve.ts';
import type { Kernel, Solid } from '../../src/kernel/types.ts';

const SOLID: Solid = { brep: Uint8Array.of(1, 2, 3) };
const LEAST_SECONDS = 2;

/** Calls that a test does not expect fail. */
const fakeKernel = (calls: Partial<Kernel>): Kernel => calls as Kernel;

/** A remote kernel whose n-th worker answers by the n-th kernel, and what happened to its workers. */
function remoteTo(...kernels: readonly Kernel[]) {
  const deaths: ((cause: unknown) => void)[] = [];
  const requests: Request[] = [];
  let terminated = 0;
  const kernel = createRemoteKernel(({ onAnswer, onDeath }) => {
    const serving = kernels[deaths.push(onDeath) - 1];
    return {
      async post(request) {
        requests.push(request);
        onAnswer(structuredClone(await answerRequest(serving, structuredClone(request))));
      },
      terminate() {
        terminated++;
      },
    };
  });
  return { kernel, deaths, requests, started: () => deaths.length, terminated: () => terminated };
}

const never = () => new Promise<never>(() => {});
const seeing = fakeKernel({
  check: async ({ brep }) => ({ valid: true, problems: [`${brep.length} bytes`] }),
  unify: async (solid) => solid,
});
const SEEN = { valid: true, problems: ['3 bytes'] };

describe('a remote kernel', () => {
  beforeEach(() => {
    vi.useFakeTimers();
  });
  afterEach(() => {
    vi.useRealTimers();
  });

  test('starts one worker, with the first call', async () => {
    const { kernel, started } = remoteTo(seeing);
    expect(started()).toBe(0);
    expect(await kernel.check(SOLID)).toEqual(SEEN);
    expect(await kernel.within(() => 10).unify(SOLID)).toEqual(SOLID);
    expect(started()).toBe(1);
    expect(vi.getTimerCount()).toBe(0);
  });

  test('does one call at a time, in order', async () => {
    const ended: number[] = [];
    const finish: (() => void)[] = [];
    const { kernel, requests } = remoteTo(
      fakeKernel({ unify: (solid) => new Promise((resolve) => finish.push(() => resolve(solid))) }),
    );
    const calls = [0, 1, 2].map((i) => kernel.unify(SOLID).then(() => ended.push(i)));
    for (const i of [0, 1, 2]) {
      await vi.waitUntil(() => finish.length > i);
      expect(requests.length).toBe(i + 1);
      finish[i]();
      await calls[i];
    }
    expect(ended).toEqual([0, 1, 2]);
  });

  test('ends a call that takes too long, and does the next by another worker', async () => {
    const { kernel, started, terminated } = remoteTo(fakeKernel({ check: never }), seeing);
    const limited = kernel.within(() => 7);
    const failing = expect(limited.check(SOLID)).rejects.toMatchObject({
      name: 'CadtraceError',
      code: 'kernel-timeout',
      value: 7,
    });
    const next = limited.check(SOLID);
    await vi.advanceTimersByTimeAsync(6_999);
    expect(terminated()).toBe(0);
    await vi.advanceTimersByTimeAsync(1);
    await failing;
    expect(await next).toEqual(SEEN);
    expect([started(), terminated()]).toEqual([2, 1]);
    expect(vi.getTimerCount()).toBe(0);
  });

  test.each([
    ['the least', [() => -5], LEAST_SECONDS],
    ['what is left when it runs', [() => 60 - performance.now() / 1000], 40],
    ['the tighter of two limits', [() => 30, () => 50], 30],
  ])('gives a call %s', async (_, limits, expected) => {
    const { kernel } = remoteTo(fakeKernel({ check: never }), fakeKernel({ check: never }));
    const slow = kernel
      .within(() => 20)
      .check(SOLID)
      .catch((error) => error);
    const call = limits.reduce((outer, limit) => outer.within(limit), kernel).check(SOLID);
    const failing = expect(call).rejects.toMatchObject({ code: 'kernel-timeout' });
    await vi.advanceTimersByTimeAsync(20_000);
    expect(await slow).toMatchObject({ code: 'kernel-timeout' });
    const start = performance.now();
    let settled = false;
    call.catch(() => (settled = true));
    await vi.advanceTimersByTimeAsync(expected * 1000 - 1);
    expect(settled).toBe(false);
    await vi.advanceTimersByTimeAsync(1);
    await failing;
    expect(performance.now() - start).toBe(expected * 1000);
  });

  test('without a limit waits for ever', async () => {
    const { kernel, terminated } = remoteTo(fakeKernel({ check: never }));
    const calls = kernel.within(() => Infinity);
    void calls.check(SOLID);
    await vi.advanceTimersByTimeAsync(1e10);
    expect(terminated()).toBe(0);
  });

  test('outlives its worker', async () => {
    const { kernel, deaths, started } = remoteTo(fakeKernel({ check: never }), seeing, seeing);
    const failing = expect(kernel.check(SOLID)).rejects.toMatchObject({ code: 'kernel-crashed' });
    await vi.waitUntil(() => started() === 1);
    deaths[0](new Error('out of memory'));
    await failing;
    expect(await kernel.check(SOLID)).toEqual(SEEN);
    deaths[1]('while nothing ran');
    expect(await kernel.check(SOLID)).toEqual(SEEN);
    deaths[0]('again, long after');
    expect(await kernel.check(SOLID)).toEqual(SEEN);
    expect(started()).toBe(3);
  });

  test('ends the call that runs when it is closed', async () => {
    const { kernel, started, terminated } = remoteTo(fakeKernel({ check: never }), seeing);
    const failing = expect(kernel.within(() => 9).check(SOLID)).rejects.toMatchObject({ code: 'cancelled' });
    await vi.waitUntil(() => started() === 1);
    kernel.close();
    await failing;
    expect(terminated()).toBe(1);
    expect(vi.getTimerCount()).toBe(0);
    expect(await kernel.check(SOLID)).toEqual(SEEN);
  });
});

describe('an error', () => {
  const failWith = (error: unknown) => {
    const { kernel } = remoteTo(fakeKernel({ check: () => Promise.reject(error) }));
    return kernel.check(SOLID).catch((caught) => caught);
  };

  test('crosses whole', async () => {
    const error = new CadtraceError('kernel-failed', 'It failed. Try another.', {
      where: 'feature 3',
      value: [1, 2],
      cause: new RangeError('too deep'),
    });
    const caught = await failWith(error);
    expect(caught).toBeInstanceOf(CadtraceError);
    expect(caught).toMatchObject({
      code: 'kernel-failed',
      message: 'feature 3: It failed. Try another.',
      where: 'feature 3',
      value: [1, 2],
      cause: { message: 'too deep' },
    });
  });

  test('without a place or cause has none on the other side', async () => {
    const caught = await failWith(new CadtraceError('input-empty', 'Nothing.'));
    expect(caught).toMatchObject({ message: 'Nothing.', where: undefined, cause: undefined });
  });

  test('of any other kind is a crash', async () => {
    const caught = await failWith(new TypeError('no such thing'));
    expect(caught).toMatchObject({ code: 'kernel-crashed', cause: { message: 'no such thing' } });
    expect(caught.message).toContain('no such thing');
  });
});
