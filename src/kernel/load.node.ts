import { readFile } from 'node:fs/promises';
import { Worker } from 'node:worker_threads';
import { instantiate } from './instance.ts';
import { createKernel } from './kernel.ts';
import { createRemoteKernel, type KernelWorker, type WorkerEvents } from './remote.ts';
import type { Kernel } from './types.ts';

/** Node runs a thread's code as it lies there: compiled, beside this file. */
const WORKER = new URL('./worker.node.js', import.meta.url);

/** The compiled module, shared by all threads of this process: compiling is most of the time it takes to load. */
let compiled: Promise<WebAssembly.Module> | undefined;

/**
 * A kernel in a thread of its own, on the WebAssembly build of OpenCascade that is installed beside this package. The
 * thread starts with the first call and keeps the process alive during calls only.
 */
export async function loadKernel(): Promise<Kernel> {
  return createRemoteKernel(startWorker);
}

/**
 * A kernel in this thread, of code that `compileKernel` made and that may come from another thread: for worker threads,
 * whose calls nobody ends one by one.
 */
export const kernelInThread = (code: WebAssembly.Module): Kernel => createKernel(() => instantiate(code));

/** OpenCascade, compiled once. Rejects when its WebAssembly file is not installed. */
export async function compileKernel(): Promise<WebAssembly.Module> {
  compiled ??= compile();
  try {
    return await compiled;
  } catch (error) {
    compiled = undefined;
    throw error;
  }
}

async function compile(): Promise<WebAssembly.Module> {
  const file = new URL(import.meta.resolve('replicad-opencascadejs/wasm'));
  return WebAssembly.compile(await readFile(file));
}

function startWorker({ onAnswer, onDeath }: WorkerEvents): KernelWorker {
  const started = compileKernel().then((module) => {
    const worker = new Worker(WORKER, { workerData: module });
    worker.on('message', (answer) => {
      worker.unref();
      onAnswer(answer);
    });
    worker.on('error', onDeath);
    worker.on('exit', (code) => onDeath(`exit code ${code}`));
    worker.unref();
    return worker;
  });
  return {
    post(request) {
      started
        .then((worker) => {
          worker.ref();
          worker.postMessage(request);
        })
        .catch(onDeath);
    },
    terminate() {
      started.then((worker) => worker.terminate()).catch(() => {});
    },
  };
}
