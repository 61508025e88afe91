import { spawn, spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';

const PYTHON = fileURLToPath(new URL('../../.venv/bin/python', import.meta.url));

/** Whether the Python that scripts/setup-oracle.sh sets up has all of these modules. */
export const hasPythonModules = (...modules: readonly string[]): boolean =>
  spawnSync(PYTHON, ['-I', '-c', `import ${modules.join(', ')}`]).status === 0;

/** Runs a script of test/oracle, which gets `input` and writes one JSON value a line; it is stopped after `seconds`. */
export async function runPython<T>(script: string, input: string, seconds: number): Promise<T[]> {
  const path = fileURLToPath(new URL(`../oracle/${script}`, import.meta.url));
  const child = spawn(PYTHON, ['-I', path], { stdio: ['pipe', 'pipe', 'inherit'] });
  const timer = setTimeout(() => child.kill('SIGKILL'), seconds * 1000);
  child.stdin.end(input);
  let output = '';
  for await (const chunk of child.stdout) output += chunk;
  clearTimeout(timer);
  return output
    .split('\n')
    .filter(Boolean)
    .map((line) => JSON.parse(line));
}
