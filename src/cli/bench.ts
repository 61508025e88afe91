import { Command, Option } from 'commander';
import { causesOf } from '../bench/causes.ts';
import { compareRuns, type Moved, movedText } from '../bench/compare-runs.ts';
import { figuresOf } from '../bench/figures.ts';
import { htmlReport } from '../bench/html/report.ts';
import { openRunFolder, readRun } from '../bench/run-folder.ts';
import { drawWorst, runSuites, type SuiteRun } from '../bench/run-suites.ts';
import { groups, suites, suitesNamed } from '../bench/suites.ts';
import { causesText, tableOf } from '../bench/table.ts';
import { jsonOption, positiveNumber, seedOption, wholeNumber, workersOption } from './options.ts';
import { statusLine, type Terminal } from './terminal.ts';
import { jsonText } from './text.ts';

type Options = {
  readonly output: string;
  readonly data: string;
  readonly every: number;
  readonly count: number;
  readonly timeLimit: number;
  readonly workers: number;
  readonly seed: number;
  readonly compare?: string;
  readonly fresh?: true;
  readonly json?: true;
};

/** Parts of each suite whose pictures are in the report. */
const WORST_SHOWN = 8;
const MAX_COUNT = 1_000_000;

export const benchCommand = (terminal: Terminal): Command =>
  new Command('bench')
    .description('reconstruct collections of parts and tell how well')
    .argument('[suite...]', [...Object.keys(groups), ...suites.map(({ name }) => name)].join(', '), ['parts'])
    .option('-o, --output <folder>', "the run's folder; an interrupted run goes on there", 'out/bench')
    .option('--data <folder>', 'where the real parts are', '../shared/data')
    .addOption(countOption('--every <k>', 'take every k-th part only').default(1))
    .addOption(countOption('--count <n>', 'parts of each generated suite').default(200))
    .addOption(
      new Option('--time-limit <seconds>', 'for the search of each part')
        .argParser(positiveNumber)
        .default(15),
    )
    .addOption(workersOption())
    .addOption(seedOption())
    .option('--compare <folder>', 'tell what moved since the run in another folder')
    .option('--fresh', "forget the folder's results and start over")
    .addOption(jsonOption())
    .action((names: string[], options: Options) => bench(names, options, terminal));

const countOption = (flags: string, description: string): Option =>
  new Option(flags, description).argParser((text) => wholeNumber(text, 1, MAX_COUNT));

async function bench(names: readonly string[], options: Options, terminal: Terminal): Promise<void> {
  const { timeLimit, seed, workers, every, json } = options;
  const chosen = suitesNamed(names);
  const before = options.compare === undefined ? undefined : readRun(options.compare);
  const wanted = chosen.map((suite) => ({
    suite: suite.name,
    cases: suite.cases(options).filter((_, index) => index % every === 0),
  }));
  for (const { suite, cases } of wanted) {
    if (cases.length === 0) terminal.error(`${suite}: no parts in ${options.data}; skipped.\n`);
  }
  const folder = openRunFolder(options.output, {
    fresh: options.fresh ?? false,
    options: { timeLimit, seed },
  });
  const context = { folder, timeLimit, seed, workers, signal: terminal.signal };
  const status = statusLine(terminal);
  let peakResidentBytes = 0;
  const runs = await runSuites(
    wanted.filter(({ cases }) => cases.length > 0),
    context,
    ({ done, total, outcome }) => {
      peakResidentBytes = Math.max(peakResidentBytes, process.memoryUsage.rss());
      status.show(`${done} of ${total}: ${outcome.suite} ${outcome.part}`);
    },
  );
  status.show('drawing the worst');
  const drawn = [];
  for (const run of runs) drawn.push({ ...run, worst: await drawWorst(run, WORST_SHOWN, context) });
  status.clear();
  const figures = runs.map(({ suite, outcomes }) => figuresOf(suite, outcomes));
  const moved = before ? runs.flatMap((run) => movedSince(before, run) ?? []) : [];
  const about = `${timeLimit} s of search a part, ${workers} worker threads, seed ${seed}.`;
  const causes = runs.map(({ suite, outcomes }) => ({ suite, causes: causesOf(outcomes) }));
  const summary = { timeLimit, workers, seed, peakResidentBytes, figures, causes, moved };
  folder.write('summary.json', jsonText(summary));
  const page = folder.write(
    'report.html',
    htmlReport({ about, figures, suites: drawn, moved, sections: [] }),
  );
  if (json) terminal.out(jsonText(summary));
  else {
    terminal.out(tableOf(figures));
    for (const each of causes) {
      if (each.causes.length > 0) terminal.out(`\nNot exact in ${each.suite}:\n${causesText(each.causes)}`);
    }
    for (const each of moved) terminal.out(`\n${movedText(each)}`);
  }
  terminal.error(`wrote ${page}\n`);
}

const movedSince = (before: ReturnType<typeof readRun>, { suite, outcomes }: SuiteRun): Moved | undefined => {
  const old = before.get(suite);
  return old && compareRuns(suite, old, new Map(outcomes.map((outcome) => [outcome.part, outcome])));
};
