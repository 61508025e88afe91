import { hasPythonModules, runPython } from './python-oracle.ts';

/** What CadQuery made of a program. `volume` is the sum over all solids. */
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
