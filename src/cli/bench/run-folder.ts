import { mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { CadtraceError } from '../../errors.ts';
import type { Outcome } from './case.ts';

/** The outcomes of a run on disk: one JSON file a part in a folder a suite, complete or not there at all. */
export type RunFolder = {
  /** What is known of a suite by the names of its parts. */
  readonly outcomes: (suite: string) => Map<string, Outcome>;
  readonly keep: (outcome: Outcome) => void;
  readonly write: (name: string, content: string) => string;
};

/** What the outcomes of a run have in common, as plain data: outcomes with other conditions do not mix with them. */
export type RunConditions = {
  /** The version of cadtrace. */
  readonly generator: string;
  readonly data: string;
  readonly timeLimit: number;
  readonly seed: number;
};

/**
 * Opens a run's folder to go on with it, or makes it; `fresh` forgets what it holds. Throws `usage` when it was begun
 * under other conditions, and `output-unwritable` when there can be no such folder; so do the functions that write.
 */
export function openRunFolder(
  folder: string,
  { fresh, conditions }: { fresh: boolean; conditions: RunConditions },
): RunFolder {
  const parts = join(folder, PARTS);
  writing(folder, () => {
    if (fresh) for (const each of [parts, designsIn(folder)]) rmSync(each, { recursive: true, force: true });
    mkdirSync(parts, { recursive: true });
  });
  const text = `${JSON.stringify(conditions)}\n`;
  if (namesIn(parts).length > 0) assertBegunWith(folder, text);
  const write = (name: string, content: string): string => {
    const path = join(folder, name);
    writing(path, () => {
      mkdirSync(dirname(path), { recursive: true });
      writeWhole(path, content);
    });
    return path;
  };
  write(ABOUT, text);
  return {
    outcomes: (suite) => readOutcomes(join(parts, suite)),
    keep: (outcome) =>
      void write(join(PARTS, outcome.suite, `${outcome.part}.json`), `${JSON.stringify(outcome)}\n`),
    write,
  };
}

/** Where a run keeps the designs that it generates. */
export const designsIn = (folder: string): string => join(folder, 'designs');

function assertBegunWith(folder: string, text: string): void {
  const begun = namesIn(folder).includes(ABOUT) ? readFileSync(join(folder, ABOUT), 'utf8') : 'nothing known';
  if (begun === text) return;
  const message = `this run was begun with ${begun.trim()}; go on with the same, name another folder, or start afresh.`;
  throw new CadtraceError('usage', message, { where: folder, value: text.trim() });
}

function writing(path: string, write: () => void): void {
  try {
    write();
  } catch (cause) {
    const message = `the results cannot be kept there (${cause}).`;
    throw new CadtraceError('output-unwritable', message, { where: path, value: path, cause });
  }
}

/**
 * The outcomes of all suites of an earlier run, by suite and part. Throws `input-unreadable` when the folder holds no
 * run.
 */
export function readRun(folder: string): Map<string, Map<string, Outcome>> {
  const suites = namesIn(join(folder, PARTS));
  if (suites.length === 0) {
    throw new CadtraceError('input-unreadable', 'there are no results of a benchmark in this folder.', {
      where: folder,
      value: folder,
    });
  }
  return new Map(suites.map((suite) => [suite, readOutcomes(join(folder, PARTS, suite))]));
}

const PARTS = 'parts';
const ABOUT = 'run.json';

function readOutcomes(folder: string): Map<string, Outcome> {
  const files = namesIn(folder).filter((name) => name.endsWith('.json'));
  return new Map(
    files.map((file) => {
      const outcome = readJson<Outcome>(join(folder, file));
      return [outcome.part, outcome];
    }),
  );
}

/** Throws `input-unreadable` for a file that is not JSON. */
export function readJson<T>(path: string): T {
  try {
    return JSON.parse(readFileSync(path, 'utf8'));
  } catch (cause) {
    throw new CadtraceError('input-unreadable', `this cannot be read as JSON (${cause}).`, {
      where: path,
      cause,
    });
  }
}

function namesIn(folder: string): string[] {
  try {
    return readdirSync(folder).sort();
  } catch {
    return [];
  }
}

function writeWhole(path: string, content: string): void {
  const temporary = `${path}.${process.pid}.part`;
  try {
    writeFileSync(temporary, content);
    renameSync(temporary, path);
  } catch (error) {
    rmSync(temporary, { force: true });
    throw error;
  }
}
