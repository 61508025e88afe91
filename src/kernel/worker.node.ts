/** The worker thread of `loadKernel`; it is handed the compiled module of OpenCascade. */
import { parentPort, workerData } from 'node:worker_threads';
import { kernelInThread } from './load.node.ts';
import type { Request } from './messages.ts';
import { answerRequest } from './serve.ts';

const kernel = kernelInThread(workerData as WebAssembly.Module);

parentPort!.on('message', async (request: Request) => {
  parentPort!.postMessage(await answerRequest(kernel, request));
});
