import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import { run } from '../../src/cli/run.ts';

export type Ran = { readonly code: number; readonly out: string; readonly error: string };

/** Runs a command line in this process. */
export async function cadtrace(...argv: readonly string[]): Promise<Ran> {
  return cadtraceUntil(new AbortController().signal, ...argv);
}

/** Runs a command line that `signal` may stop. */
export async function cadtraceUntil(signal: AbortSignal, ...argv: readonly string[]): Promise<Ran> {
  let out = '';
  let error = '';
  const code = await run(argv, {
    out: (text) => {
      out += text;
    },
    error: (text) => {
      error += text;
    },
    interactive: false,
    signal,
  });
  return { code, out, error };
}

/** A new folder that goes with the test. */
export async function temporaryFolder(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'cadtrace-test-'));
  onTestFinished(() => rm(folder, { recursive: true }));
  return folder;
}

export const filesIn = async (folder: string): Promise<string[]> => (await readdir(folder)).sort();
