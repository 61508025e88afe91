import { execFileSync } from 'node:child_process';
import { join, relative } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Plugin } from 'vite';

const ROOT = join(import.meta.dirname, '../..');
const SOURCE = join(ROOT, 'src');
const OUTPUT = join(ROOT, 'out/test');

/** Compiles src/ before the tests: Node runs a thread's code as it lies there, without Vitest. */
export default function setup(): void {
  const compiler = join(ROOT, 'node_modules/typescript/bin/tsc');
  const options = [
    '-p',
    SOURCE,
    '--outDir',
    OUTPUT,
    '--declaration',
    'false',
    '--noCheck',
    '--noEmitOnError',
    'false',
  ];
  execFileSync(process.execPath, [compiler, ...options], { stdio: 'inherit' });
}

/** Has the sources under test start the compiled workers, which lie elsewhere. */
export const compiledWorkers = (): Plugin => ({
  name: 'compiled-workers',
  enforce: 'pre',
  transform(code, id) {
    if (!id.startsWith(`${SOURCE}/`)) return;
    const base = pathToFileURL(join(OUTPUT, relative(SOURCE, id)));
    return code.replace(/(new URL\('[^']*worker[^']*\.js', )import\.meta\.url\)/g, `$1'${base}')`);
  },
});
