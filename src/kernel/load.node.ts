import { readFile } from 'node:fs/promises';
import type { OpenCascadeInstance } from 'replicad-opencascadejs';
import { instantiate } from './instance.ts';
import { createKernel } from './kernel.ts';
import type { Kernel } from './types.ts';

/** The compiled module, shared by all instances of this process: compiling is most of the time it takes to load. */
let compiled: Promise<WebAssembly.Module> | undefined;

/** A kernel on the WebAssembly build of OpenCascade that is installed beside this package. */
export async function loadKernel(): Promise<Kernel> {
  return createKernel(loadOpenCascade);
}

/** A new instance of OpenCascade. Rejects when its WebAssembly file is not installed. */
export async function loadOpenCascade(): Promise<OpenCascadeInstance> {
  compiled ??= compile();
  try {
    return await instantiate(await compiled);
  } catch (error) {
    compiled = undefined;
    throw error;
  }
}

async function compile(): Promise<WebAssembly.Module> {
  const file = new URL(import.meta.resolve('replicad-opencascadejs/wasm'));
  return WebAssembly.compile(await readFile(file));
}
