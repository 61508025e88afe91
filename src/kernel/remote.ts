import { CadtraceError } from '../errors.ts';
import { type Answer, errorFrom, type Method, type Request } from './messages.ts';
import type { Kernel } from './types.ts';

/** Even a call that comes when time is up gets so long: starting a worker takes half a second of it. */
const LEAST_SECONDS = 2;

/** Timers count milliseconds in 31 bits; whoever has more time than that is not limited. */
const MOST_SECONDS = (2 ** 31 - 1) / 1000;

/** A worker that answers each request, in order, by `answerRequest`. */
export type KernelWorker = {
  post(request: Request): void;
  /** Ends the worker at once, even amid a call, and frees its memory. */
  terminate(): void;
};

export type WorkerEvents = {
  onAnswer(answer: Answer): void;
  /** The worker could not be started, or ended by itself. */
  onDeath(cause: unknown): void;
};

/** The call that runs, and the timer that would end it. */
type Running = {
  readonly timer: ReturnType<typeof setTimeout> | undefined;
  resolve(result: unknown): void;
  reject(error: CadtraceError): void;
};

/**
 * A kernel whose calls are done, one at a time, by a worker that `start` makes when the first call comes. A call that
 * takes longer than `within` allows is ended with its worker and rejects with `kernel-timeout`, one whose worker dies
 * with `kernel-crashed`, one amid which the kernel is closed with `cancelled`; the next call gets a new worker.
 */
export function createRemoteKernel(start: (events: WorkerEvents) => KernelWorker): Kernel {
  let worker: KernelWorker | undefined;
  let running: Running | undefined;
  let lastCall: Promise<unknown> = Promise.resolve();

  function hire(): KernelWorker {
    const hired = start({
      onAnswer(answer) {
        if (worker !== hired) return;
        settle((call) =>
          'error' in answer ? call.reject(errorFrom(answer.error)) : call.resolve(answer.result),
        );
      },
      onDeath(cause) {
        if (worker === hired) dismiss(died(cause));
      },
    });
    return hired;
  }

  /** Ends the worker, and with it the call that runs. */
  function dismiss(reason: CadtraceError): void {
    worker?.terminate();
    worker = undefined;
    settle((call) => call.reject(reason));
  }

  function settle(finish: (call: Running) => void): void {
    const call = running;
    if (call === undefined) return;
    running = undefined;
    clearTimeout(call.timer);
    finish(call);
  }

  const perform = (request: Request, secondsLeft: () => number): Promise<unknown> =>
    new Promise((resolve, reject) => {
      const seconds = Math.max(LEAST_SECONDS, secondsLeft());
      const timer =
        seconds < MOST_SECONDS
          ? setTimeout(() => dismiss(timedOut(request.method, seconds)), seconds * 1000)
          : undefined;
      running = { timer, resolve, reject };
      worker ??= hire();
      worker.post(request);
    });

  function kernelWithin(secondsLeft: () => number): Kernel {
    const forward =
      <M extends Method>(method: M) =>
      (...args: Parameters<Kernel[M]>): ReturnType<Kernel[M]> => {
        const call = lastCall.then(() => perform({ method, args } as Request, secondsLeft));
        lastCall = call.catch(() => {});
        return call as ReturnType<Kernel[M]>;
      };
    return {
      build: forward('build'),
      check: forward('check'),
      assess: forward('assess'),
      measure: forward('measure'),
      unify: forward('unify'),
      faces: forward('faces'),
      tessellate: forward('tessellate'),
      intersectionOverUnion: forward('intersectionOverUnion'),
      gather: forward('gather'),
      boolean: forward('boolean'),
      readStep: forward('readStep'),
      writeStep: forward('writeStep'),
      within: (tighter) => kernelWithin(() => Math.min(secondsLeft(), tighter())),
      close: () => dismiss(new CadtraceError('cancelled', 'The call was cancelled: its kernel was closed.')),
    };
  }

  return kernelWithin(() => Infinity);
}

const timedOut = (method: Method, seconds: number) =>
  new CadtraceError(
    'kernel-timeout',
    `The geometric kernel did not finish within ${seconds.toFixed(1)} s (${method}) and was ended. Allow more time, or simplify the part.`,
    { value: seconds },
  );

const died = (cause: unknown) =>
  new CadtraceError(
    'kernel-crashed',
    `The geometric kernel ended by itself (${cause}) and will be replaced; this step cannot be done, others can.`,
    { cause },
  );
