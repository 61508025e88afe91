import { CadtraceError } from '../errors.ts';
import { loadKernel } from '../kernel/load.node.ts';
import type { Kernel } from '../kernel/types.ts';
import type { Terminal } from './terminal.ts';

type Call = (...args: unknown[]) => Promise<unknown>;

/** Loads a kernel whose calls, the one that runs included, throw `cancelled` once the user wants to stop. */
export async function loadInterruptibleKernel({ signal }: Terminal): Promise<Kernel> {
  const kernel = await loadKernel();
  signal.addEventListener('abort', kernel.close, { once: true });
  return interruptible(kernel, signal);
}

function interruptible({ within, close, ...calls }: Kernel, signal: AbortSignal): Kernel {
  const stoppable = Object.entries(calls).map(([name, call]): [string, Call] => [
    name,
    async (...args) => {
      if (signal.aborted) throw new CadtraceError('cancelled', 'stopped; nothing was written.');
      return (call as Call)(...args);
    },
  ]);
  return {
    ...(Object.fromEntries(stoppable) as Omit<Kernel, 'within' | 'close'>),
    within: (secondsLeft) => interruptible(within(secondsLeft), signal),
    close,
  };
}
