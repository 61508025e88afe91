import { stat } from 'node:fs/promises';
import { Command } from 'commander';
import { CadtraceError } from '../errors.ts';
import { measureReference } from '../score/pair.ts';
import { scoreSet } from '../score/set.ts';
import { loadInterruptibleKernel } from './interruptible.ts';
import { jsonOption, positiveNumber, seedOption, workersOption } from './options.ts';
import { setsText, setText } from './score/folder-text.ts';
import { matchFolders, type PairOutcome, scorePairs } from './score/folders.ts';
import { pairText } from './score/pair-text.ts';
import { readPart, scoreParts } from './score/part.ts';
import { scoreUnpaired } from './score/sets.ts';
import { statusLine, type Terminal } from './terminal.ts';
import { jsonText } from './text.ts';

type Options = {
  readonly tolerance?: number;
  readonly seed: number;
  readonly workers: number;
  readonly unpaired?: true;
  readonly training?: string;
  readonly json?: true;
};

export const scoreCommand = (terminal: Terminal): Command =>
  new Command('score')
    .description('measure how a part, or each part of a folder, differs from the one that it should be')
    .argument('<candidate>', 'program, STEP or mesh, or a folder of them')
    .argument('<reference>', 'the same; of two folders, files of one name are compared')
    .option(
      '--tolerance <length>',
      "within what a surface counts as met, in the reference's unit",
      positiveNumber,
    )
    .option('--unpaired', 'compare two folders as sets, whatever the names: coverage, novelty and so on')
    .option('--training <folder>', 'with --unpaired: what the candidates are to differ from to be novel')
    .addOption(seedOption())
    .addOption(workersOption())
    .addOption(jsonOption())
    .action(async (candidate: string, reference: string, options: Options) => {
      const folders = [await isFolder(candidate), await isFolder(reference)];
      if (folders[0] !== folders[1]) {
        const [folder, other] = folders[0] ? [candidate, reference] : [reference, candidate];
        throw new CadtraceError(
          'usage',
          `${folder} is a folder, ${other} is not; give two files or two folders.`,
        );
      }
      if (options.unpaired && !folders[0]) {
        throw new CadtraceError('usage', `--unpaired compares folders; ${candidate} is none.`);
      }
      if (options.training !== undefined && !options.unpaired) {
        throw new CadtraceError('usage', '--training is for --unpaired.');
      }
      if (options.tolerance !== undefined && options.unpaired) {
        throw new CadtraceError('usage', '--tolerance is of pairs; --unpaired has none.');
      }
      const score = options.unpaired ? scoreAsSets : folders[0] ? scoreFolders : scoreFiles;
      await score(candidate, reference, options, terminal);
    });

/** Whatever is wrong with a path that is no folder, reading it will tell. */
async function isFolder(path: string): Promise<boolean> {
  return stat(path).then(
    (found) => found.isDirectory(),
    () => false,
  );
}

async function scoreFiles(
  candidatePath: string,
  referencePath: string,
  { seed, tolerance, json }: Options,
  terminal: Terminal,
): Promise<void> {
  const kernel = await loadInterruptibleKernel(terminal);
  const status = statusLine(terminal);
  try {
    status.show(`reading ${candidatePath}`);
    const candidate = await readPart(candidatePath, kernel);
    status.show(`reading ${referencePath}`);
    const reference = await measureReference(await readPart(referencePath, kernel), kernel);
    status.show('comparing');
    const score = await scoreParts(candidate, reference, { kernel, seed, tolerance });
    status.clear();
    terminal.out(
      json ? jsonText({ candidate: candidatePath, reference: referencePath, ...score }) : pairText(score),
    );
  } finally {
    status.clear();
    kernel.close();
  }
}

async function scoreFolders(
  candidates: string,
  references: string,
  { json, ...options }: Options,
  terminal: Terminal,
): Promise<void> {
  const { pairs, unmatched } = await matchFolders(candidates, references);
  const status = statusLine(terminal);
  const outcomes: PairOutcome[] = [];
  try {
    for await (const outcome of scorePairs(pairs, { ...options, signal: terminal.signal })) {
      outcomes.push(outcome);
      status.show(`${outcomes.length} of ${pairs.length}: ${outcome.name}`);
    }
  } finally {
    status.clear();
  }
  const summary = scoreSet(outcomes.filter((outcome) => !('unusable' in outcome)));
  if (!summary) {
    const reasons = outcomes.flatMap((outcome) => ('unusable' in outcome ? [outcome.unusable] : []));
    throw new CadtraceError('input-unreadable', `none of the references can be used: ${reasons[0]}`);
  }
  const plain = outcomes.map(({ programs, ...outcome }) => outcome);
  terminal.out(json ? jsonText({ summary, pairs: plain, unmatched }) : setText(outcomes, summary, unmatched));
}

async function scoreAsSets(
  candidates: string,
  references: string,
  { json, seed, workers, training }: Options,
  terminal: Terminal,
): Promise<void> {
  const status = statusLine(terminal);
  try {
    const { signal } = terminal;
    const onProgress = status.show;
    const score = await scoreUnpaired(candidates, references, {
      seed,
      workers,
      training,
      signal,
      onProgress,
    });
    status.clear();
    terminal.out(json ? jsonText(score) : setsText(score));
  } finally {
    status.clear();
  }
}
