import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import { run } from '../../src/cli/run.ts';

export type Ran = { readonly code: number; readonly out: string; readonly error: string };

/** Runs a command line in this process. */
export const cadtrace = (...argv: readonly string[]): Promise<Ran> => cadtraceStoppedAt(undefined, ...argv);

/** Runs a command line and stops it, as Ctrl-C does, as soon as it has written `message` to standard error. */
export async function cadtraceStoppedAt(
  message: string | undefined,
  ...argv: readonly string[]
): Promise<Ran> {
  const stop = new AbortController();
  let out = '';
  let error = '';
  const code = await run(argv, {
    out: (text) => {
      out += text;
    },
    error: (text) => {
      error += text;
      if (message !== undefined && error.includes(message)) stop.abort();
    },
    interactive: false,
    signal: stop.signal,
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
