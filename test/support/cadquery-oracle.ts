import { hasModules, hasPythonModules, runPython } from './python-oracle.ts';

/** What CadQuery or build123d made of a program. `volume` is the sum over all solids. */
export type OracleOutcome =
  | { readonly name: string; readonly volume: number; readonly valid: boolean; readonly solids: number }
  | { readonly name: string; readonly error: string };

/** True where scripts/setup-oracle.sh has been run. */
export const hasOracle = (): boolean => hasPythonModules('cadquery');

/** Runs programs in one CadQuery process, which is stopped after `seconds`; outcomes come in the order of the programs. */
export const runCadQuery = (
  programs: readonly { readonly name: string; readonly code: string }[],
  seconds: number,
): Promise<OracleOutcome[]> => runPython('run_programs.py', JSON.stringify(programs), seconds);

/** True where scripts/setup-oracle.sh has been run and made the environment of build123d too. */
export const hasBuild123d = (): boolean => hasModules('.venv-build123d', ['build123d']);

/** Runs programs in one build123d process, which is stopped after `seconds`; outcomes come in the order of the programs. */
export const runBuild123d = (
  programs: readonly { readonly name: string; readonly code: string }[],
  seconds: number,
): Promise<OracleOutcome[]> =>
  runPython('run_build123d.py', JSON.stringify(programs), seconds, '.venv-build123d');
