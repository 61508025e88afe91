import { Command, Option } from 'commander';
import { movedText } from './bench/compare-runs.ts';
import { designsTable } from './bench/designs.ts';
import { editabilityTable } from './bench/editability.ts';
import { primitivesTable } from './bench/fit4cad/primitives-table.ts';
import { BENCH_NAMES, type BenchSummary, mapsAsEntries, runBench } from './bench/run-bench.ts';
import { causesText, tableOf } from './bench/table.ts';
import { jsonOption, positiveNumber, seedOption, wholeNumber, workersOption } from './options.ts';
import { statusLine, type Terminal } from './terminal.ts';
import { version } from './version.ts';

type Options = {
  readonly output: string;
  readonly data: string;
  readonly every: number;
  readonly count: number;
  readonly timeLimit: number;
  readonly workers: number;
  readonly seed: number;
  readonly compare?: string;
  readonly baseline?: string;
  readonly fresh?: true;
  readonly json?: true;
};

const MAX_COUNT = 1_000_000;

export const benchCommand = (terminal: Terminal): Command =>
  new Command('bench')
    .description(
      'reconstruct collections of parts and tell how well; `designs` tells what designs are made of, `fit4cad` how well primitives are found in clouds, `editability` how many parameters of the results can be moved',
    )
    .argument('[suite...]', BENCH_NAMES.join(', '), ['parts'])
    .option('-o, --output <folder>', "the run's folder; an interrupted run goes on there", 'out/bench')
    .option('--data <folder>', 'where the real parts are', '../shared/data')
    .addOption(countOption('--every <k>', 'take every k-th part only').default(1))
    .addOption(countOption('--count <n>', 'generated designs of each style').default(200))
    .addOption(
      new Option('--time-limit <seconds>', 'for the search of each part')
        .argParser(positiveNumber)
        .default(15),
    )
    .addOption(workersOption())
    .addOption(seedOption())
    .option('--compare <folder>', 'tell what moved since the run in another folder')
    .option('--baseline <file>', "what another method found in fit4cad's clouds, to score beside")
    .option('--fresh', "forget the folder's results and designs, and start over")
    .addOption(jsonOption())
    .action((names: string[], options: Options) => bench(names, options, terminal));

const countOption = (flags: string, description: string): Option =>
  new Option(flags, description).argParser((text) => wholeNumber(text, 1, MAX_COUNT));

async function bench(names: readonly string[], options: Options, terminal: Terminal): Promise<void> {
  const status = statusLine(terminal);
  try {
    const { summary, page } = await runBench({
      ...options,
      names,
      fresh: options.fresh ?? false,
      generator: version,
      signal: terminal.signal,
      onProgress: status.show,
      onWarning: (message) => terminal.error(`${message}\n`),
    });
    status.clear();
    terminal.out(options.json ? `${JSON.stringify(summary, mapsAsEntries, 2)}\n` : summaryText(summary));
    terminal.error(`wrote ${page}\n`);
  } finally {
    status.clear();
  }
}

function summaryText({ figures, causes, moved, designs, primitives, editability }: BenchSummary): string {
  const failing = causes.filter((each) => each.causes.length > 0);
  return [
    ...(figures.length > 0 ? [tableOf(figures)] : []),
    ...failing.map((each) => `\nNot exact in ${each.suite}:\n${causesText(each.causes)}`),
    ...moved.map((each) => `\n${movedText(each)}`),
    ...(designs.length > 0 ? [`\n${designsTable(designs)}`] : []),
    ...(primitives.length > 0 ? [`\n${primitivesTable(primitives)}`] : []),
    ...editability.map((each) => `\n${editabilityTable(each)}`),
  ].join('');
}
