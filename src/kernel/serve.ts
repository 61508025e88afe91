import { type Answer, plainErrorOf, type Request } from './messages.ts';
import type { Kernel } from './types.ts';

/**
 * The worker's side of `createRemoteKernel`: does the requested call on the kernel of this thread. Never rejects; an
 * error is an answer, too.
 */
export async function answerRequest(kernel: Kernel, { method, args }: Request): Promise<Answer> {
  try {
    const call = kernel[method] as (...args: readonly unknown[]) => Promise<unknown>;
    return { result: await call(...args) };
  } catch (error) {
    return { error: plainErrorOf(error) };
  }
}
