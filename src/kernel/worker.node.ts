/** The worker thread of `loadKernel`; it is handed the compiled module of OpenCascade. */
import { parentPort, workerData } from 'node:worker_threads';
import { instantiate } from './instance.ts';
import { createKernel } from './kernel.ts';
import type { Request } from './messages.ts';
import { answerRequest } from './serve.ts';

const kernel = createKernel(() => instantiate(workerData as WebAssembly.Module));

parentPort!.on('message', async (request: Request) => {
  parentPort!.postMessage(await answerRequest(kernel, request));
});
