/** Does a kernel's calls in a worker of its own, so that a call that takes too long can be ended. */
import wasmUrl from 'replicad-opencascadejs/wasm?url';
import { answerRequest, createKernel, instantiate, type Request } from '../../src/kernel/index.ts';

const kernel = createKernel(async () => instantiate(await WebAssembly.compileStreaming(fetch(wasmUrl))));

self.onmessage = async ({ data }: MessageEvent<Request>) => {
  self.postMessage(await answerRequest(kernel, data));
};
