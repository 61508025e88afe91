import { readFile } from 'node:fs/promises';
import { instantiate } from './instance.ts';
import { createKernel } from './kernel.ts';
import type { Kernel } from './types.ts';

/** The compiled module, shared by every kernel of this process: compiling is most of the time it takes to load. */
let compiled: Promise<WebAssembly.Module> | undefined;

/** A kernel on the WebAssembly build of OpenCascade installed beside this package. Throws `kernel-crashed` if absent. */
export async function loadKernel(): Promise<Kernel> {
  return createKernel(async () => {
    compiled ??= readFile(new URL(import.meta.resolve('replicad-opencascadejs/wasm'))).then((bytes) =>
      WebAssembly.compile(bytes),
    );
    return instantiate(await compiled);
  });
}
