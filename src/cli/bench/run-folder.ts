import { mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { CadtraceError } from '../../errors.ts';
import type { Outcome } from './case.ts';

/** The outcomes of a run on disk: one JSON file a part in a folder a suite, complete or not there at all. */
export type RunFolder = {
  /** What is known of a suite by the names of its parts. */
  readonly outcomes: (suite: string) => Map<string, Outcome>;
  readonly keep: (outcome: Outcome) => void;
  readonly write: (name: string, content: string) => string;
};

/**
 * Opens a run's folder to go on with it, or makes it; `fresh` forgets what it holds. Throws `usage` when it was begun
 * with other options, whose results would mix, and `output-unwritable` when there can be no such folder.
 */
export function openRunFolder(
  folder: string,
  { fresh, options }: { fresh: boolean; options: Readonly<Record<string, unknown>> },
): RunFolder {
  const about = join(folder, 'run.json');
  try {
    if (fresh) rmSync(join(folder, PARTS), { recursive: true, force: true });
    mkdirSync(join(folder, PARTS), { recursive: true });
    const begun =
      fresh || namesIn(join(folder, PARTS)).length === 0 ? undefined : readFileSync(about, 'utf8');
    const text = `${JSON.stringify(options)}\n`;
    if (begun !== undefined && begun !== text) {
      const message = `this run was begun with ${begun.trim()}; go on with the same, name another folder, or start afresh.`;
      throw new CadtraceError('usage', message, { where: folder, value: text.trim() });
    }
    writeWhole(about, text);
  } catch (cause) {
    if (cause instanceof CadtraceError) throw cause;
    const message = `the results cannot be kept there (${cause}).`;
    throw new CadtraceError('output-unwritable', message, { where: folder, value: folder, cause });
  }
  return {
    outcomes: (suite) => readOutcomes(join(folder, PARTS, suite)),
    keep(outcome) {
      const place = join(folder, PARTS, outcome.suite);
      mkdirSync(place, { recursive: true });
      writeWhole(join(place, `${outcome.part}.json`), `${JSON.stringify(outcome)}\n`);
    },
    write(name, content) {
      const path = join(folder, name);
      writeWhole(path, content);
      return path;
    },
  };
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

function readOutcomes(folder: string): Map<string, Outcome> {
  const files = namesIn(folder).filter((name) => name.endsWith('.json'));
  return new Map(
    files.map((file) => {
      const outcome: Outcome = JSON.parse(readFileSync(join(folder, file), 'utf8'));
      return [outcome.part, outcome];
    }),
  );
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
  writeFileSync(temporary, content);
  renameSync(temporary, path);
}
