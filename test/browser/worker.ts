/** Reconstructs, off the page's thread, the part whose file name it is sent. */
import { createRemoteKernel } from '../../src/kernel/index.ts';
import { outcomeOf } from './outcome.ts';

const kernel = createRemoteKernel(({ onAnswer, onDeath }) => {
  const worker = new Worker(new URL('./kernel-worker.ts', import.meta.url), { type: 'module' });
  worker.onmessage = ({ data }) => onAnswer(data);
  worker.onerror = ({ message }) => onDeath(message);
  return {
    post: (request) => worker.postMessage(request),
    terminate: () => worker.terminate(),
  };
});

self.onmessage = async ({ data: name }: MessageEvent<string>) => {
  try {
    const part = await fetch(`/${name}`);
    self.postMessage(await outcomeOf(new Uint8Array(await part.arrayBuffer()), name, kernel));
  } catch (error) {
    self.postMessage({ error: String(error) });
  }
};
