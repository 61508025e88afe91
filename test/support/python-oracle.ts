import { spawn, spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';

/** The environments that scripts/setup-oracle.sh sets up. */
export type PythonEnvironment = '.venv' | '.venv-build123d';

const pythonOf = (environment: PythonEnvironment): string =>
  fileURLToPath(new URL(`../../${environment}/bin/python`, import.meta.url));

/** Whether Python has all of these modules in `.venv`. */
export const hasPythonModules = (...modules: readonly string[]): boolean => hasModules('.venv', modules);

export const hasModules = (environment: PythonEnvironment, modules: readonly string[]): boolean =>
  spawnSync(pythonOf(environment), ['-I', '-c', `import ${modules.join(', ')}`]).status === 0;

/** Runs a script of test/oracle, which gets `input` and writes one JSON value a line; it is stopped after `seconds`. */
export async function runPython<T>(
  script: string,
  input: string,
  seconds: number,
  environment: PythonEnvironment = '.venv',
): Promise<T[]> {
  const path = fileURLToPath(new URL(`../oracle/${script}`, import.meta.url));
  const child = spawn(pythonOf(environment), ['-I', path], { stdio: ['pipe', 'pipe', 'inherit'] });
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
