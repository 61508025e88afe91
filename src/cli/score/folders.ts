import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { CadtraceError } from '../../errors.ts';
import type { PairScore } from '../../score/pair.ts';
import type { SetEntry } from '../../score/set.ts';
import { inWorkers, type JobResult } from '../../workers/pool.node.ts';
import { isProgramPath, loadProgram } from '../load-program.ts';
import { partNameOf, shouldBeProgram } from './part.ts';

/** A reference and the candidate of its name, if there is one: paths of their files. */
export type FilePair = { readonly name: string; readonly reference: string; readonly candidate?: string };

/** What two folders hold: a pair for each reference, and the candidates that no reference has the name of. */
export type MatchedFolders = { readonly pairs: readonly FilePair[]; readonly unmatched: readonly string[] };

/**
 * What became of a pair. An invalid candidate counts; a reference that cannot be read or measured is unusable and leaves
 * nothing to count.
 */
export type PairOutcome = { readonly name: string; readonly programs?: SetEntry['programs'] } & (
  | { readonly score: PairScore }
  | { readonly invalid: string }
  | { readonly unusable: string }
);

/** What the worker threads need to know. */
export type ScoreSetup = { readonly seed: number; readonly tolerance?: number };

const script = new URL('./pair-worker.js', import.meta.url);

/** A thread that is silent for so long hangs: reading and Booleans have shorter limits of their own. */
const SECONDS_PER_PAIR = 180;

/**
 * Matches the parts of two folders by their names without extensions. Throws as `partsIn` does, and `usage` for folders
 * that share no name.
 */
export async function matchFolders(candidates: string, references: string): Promise<MatchedFolders> {
  const ours = await partsIn(candidates);
  const theirs = await partsIn(references);
  if (![...theirs.keys()].some((name) => ours.has(name))) {
    const [one, other] = [[...ours.keys()][0], [...theirs.keys()][0]];
    throw new CadtraceError(
      'usage',
      `no part of ${candidates} has the name of a part of ${references}: one has ${one}, the other ${other}. Files are matched by name without extension.`,
      { value: one },
    );
  }
  return {
    pairs: [...theirs].map(([name, reference]) => ({ name, reference, candidate: ours.get(name) })),
    unmatched: [...ours.keys()].filter((name) => !theirs.has(name)),
  };
}

/**
 * The paths of a folder's parts by name, in the order of their names. Throws `input-unreadable`, `input-empty` for a
 * folder without parts and `usage` for one with two parts of a name.
 */
export async function partsIn(folder: string): Promise<Map<string, string>> {
  const parts = new Map<string, string>();
  const entries = await readdir(folder, { withFileTypes: true }).catch((cause) => {
    throw new CadtraceError('input-unreadable', 'this folder cannot be read.', { where: folder, cause });
  });
  for (const file of entries
    .filter((entry) => !entry.isDirectory())
    .map((entry) => entry.name)
    .sort()) {
    const name = partNameOf(file);
    if (!name) continue;
    const path = join(folder, file);
    const other = parts.get(name);
    if (other !== undefined) {
      throw new CadtraceError('usage', `there is ${other} too; keep one part of each name.`, { where: path });
    }
    parts.set(name, path);
  }
  if (parts.size > 0) return parts;
  throw new CadtraceError('input-empty', 'no program, STEP or mesh file is in this folder.', {
    where: folder,
  });
}

/**
 * Scores pairs of files on worker threads and yields what became of each, in their order. A candidate that is missing,
 * cannot be read or cannot be compared is invalid. Throws `cancelled` when aborted.
 */
export async function* scorePairs(
  pairs: readonly FilePair[],
  { workers, signal, ...setup }: ScoreSetup & { readonly workers: number; readonly signal: AbortSignal },
): AsyncGenerator<PairOutcome> {
  const options = { script, workers, secondsPerJob: SECONDS_PER_PAIR, setup, signal };
  for await (const result of inWorkers<FilePair, PairOutcome>(pairs, options)) {
    if (signal.aborted) throw new CadtraceError('cancelled', 'stopped; nothing was written.');
    yield await outcomeOf(result);
  }
}

/**
 * What became of a pair, from what its worker answered. Of a job without an answer the reference's program is read here:
 * the pair counts among programs, too. A reference that cannot be read is unusable.
 */
export async function outcomeOf(result: JobResult<FilePair, PairOutcome>): Promise<PairOutcome> {
  if ('answer' in result) return result.answer;
  const { name, reference, candidate } = result.job;
  const invalid = result.failure;
  if (!isProgramPath(reference) || !shouldBeProgram(candidate)) return { name, invalid };
  try {
    return { name, invalid, programs: { reference: await loadProgram(reference) } };
  } catch (error) {
    if (error instanceof CadtraceError) return { name, unusable: error.message };
    throw error;
  }
}
