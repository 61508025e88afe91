import { setImmediate } from 'node:timers/promises';
import { CadtraceError } from '../errors.ts';
import { loadKernel } from '../kernel/load.node.ts';
import type { Kernel } from '../kernel/types.ts';
import type { Terminal } from './terminal.ts';

type Call = (...args: unknown[]) => Promise<unknown>;

/**
 * Loads a kernel whose calls throw `cancelled` once the user wants to stop. Each first lets the process hear signals,
 * which otherwise wait for the end of a long chain of promises.
 */
export async function loadInterruptibleKernel({ signal }: Terminal): Promise<Kernel> {
  const { close, ...calls } = await loadKernel();
  const interruptible = Object.entries(calls).map(([name, call]): [string, Call] => [
    name,
    async (...args) => {
      await setImmediate();
      if (signal.aborted) throw new CadtraceError('cancelled', 'stopped; nothing was written.');
      return (call as Call)(...args);
    },
  ]);
  return { ...(Object.fromEntries(interruptible) as Omit<Kernel, 'close'>), close };
}
