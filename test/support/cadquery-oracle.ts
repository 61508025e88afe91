import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const PYTHON = fileURLToPath(new URL('../../.venv/bin/python', import.meta.url));
const SCRIPT = fileURLToPath(new URL('../oracle/run_programs.py', import.meta.url));

/** What CadQuery made of a program. `volume` is the sum over all solids. */
export type OracleOutcome =
  | { readonly name: string; readonly volume: number; readonly valid: boolean; readonly solids: number }
  | { readonly name: string; readonly error: string };

/** True where scripts/setup-oracle.sh has been run. */
export const hasOracle = (): boolean => existsSync(PYTHON);

/** Runs programs in one CadQuery process, which is stopped after `seconds`; outcomes come in the order of the programs. */
export async function runCadQuery(
  programs: readonly { readonly name: string; readonly code: string }[],
  seconds: number,
): Promise<OracleOutcome[]> {
  const child = spawn(PYTHON, ['-I', SCRIPT], { stdio: ['pipe', 'pipe', 'inherit'] });
  const timer = setTimeout(() => child.kill('SIGKILL'), seconds * 1000);
  child.stdin.end(JSON.stringify(programs));
  let output = '';
  for await (const chunk of child.stdout) output += chunk;
  clearTimeout(timer);
  return output
    .split('\n')
    .filter(Boolean)
    .map((line) => JSON.parse(line));
}
