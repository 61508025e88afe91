/** Reconstructs, off the page's thread, the part whose file name it is sent. */
import wasmUrl from 'replicad-opencascadejs/wasm?url';
import { createKernel, instantiate } from '../../src/kernel/index.ts';
import { outcomeOf } from './outcome.ts';

self.onmessage = async ({ data: name }: MessageEvent<string>) => {
  try {
    const module = await WebAssembly.compileStreaming(fetch(wasmUrl));
    const kernel = createKernel(() => instantiate(module));
    const part = await fetch(`/${name}`);
    self.postMessage(await outcomeOf(new Uint8Array(await part.arrayBuffer()), name, kernel));
  } catch (error) {
    self.postMessage({ error: String(error) });
  }
};
