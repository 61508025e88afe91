import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { build, type Plugin } from 'vite';

const ROOT = join(import.meta.dirname, '../..');
const OUTPUT = join(ROOT, 'out/test');

/** Compiles the kernel's worker before the tests: Node runs a thread's code as it lies there, without Vitest. */
export default async function setup(): Promise<void> {
  await build({
    configFile: false,
    root: ROOT,
    logLevel: 'error',
    build: { ssr: 'src/kernel/worker.node.ts', outDir: OUTPUT, target: 'node20' },
  });
}

/** Has `loadKernel` start the compiled worker, which lies elsewhere than its source. */
export const compiledWorker = (): Plugin => ({
  name: 'compiled-worker',
  enforce: 'pre',
  transform(code, id) {
    if (!id.endsWith('/src/kernel/load.node.ts')) return;
    return code.replace("'./worker.node.js'", `'${pathToFileURL(join(OUTPUT, 'worker.node.js'))}'`);
  },
});
