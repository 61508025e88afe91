import { Command, Option } from 'commander';
import type { Plan } from '../synth/manifest.ts';
import { distributionOf, STATISTICS } from '../synth/statistics.ts';
import { loadStyleInput } from '../synth/style-input.node.ts';
import { styleNamed, styles } from '../synth/styles.ts';
import { type SynthResult, synthesize } from '../synth/synthesize.node.ts';
import { jsonOption, wholeNumber, workersOption } from './options.ts';
import { statusLine, type Terminal } from './terminal.ts';
import { jsonText, numberText, tableText } from './text.ts';
import { version } from './version.ts';

type Options = {
  readonly style: string;
  readonly count: number;
  readonly seed: number;
  readonly shardSize: number;
  readonly output: string;
  readonly workers: number;
  readonly source?: string;
  readonly json?: true;
};

const MAX_COUNT = 100_000_000;

/** A shard is held in memory: so many designs take less than 100 MB. */
const MAX_SHARD_SIZE = 20_000;

/** Seconds between two reports of progress, to a person and to a file. */
const PROGRESS_SECONDS = { interactive: 1, file: 10 };

export const synthCommand = (terminal: Terminal): Command =>
  new Command('synth')
    .description('generate designs: gzipped JSON lines in shards, with a manifest')
    .addOption(
      new Option('--style <style>', styles.map((style) => `${style.name}: ${style.description}`).join('; '))
        .choices(styles.map(({ name }) => name))
        .default('recode'),
    )
    .addOption(countOption('--count <n>', 'how many different designs', MAX_COUNT).makeOptionMandatory())
    .addOption(
      new Option('--seed <n>', 'the same seed gives the same files')
        .argParser((text) => wholeNumber(text))
        .default(1),
    )
    .requiredOption('-o, --output <folder>', 'where they go; an interrupted run goes on there')
    .addOption(countOption('--shard-size <n>', 'designs a file', MAX_SHARD_SIZE).default(1000))
    .option(
      '--source <file>',
      'the designs that semi varies: Fusion 360 Gallery sequences, one a line, .gz or not',
    )
    .addOption(workersOption())
    .addOption(jsonOption())
    .action((options: Options) => synth(options, terminal));

const countOption = (flags: string, description: string, most: number): Option =>
  new Option(flags, description).argParser((text) => wholeNumber(text, 1, most));

async function synth(options: Options, terminal: Terminal): Promise<void> {
  const { count, seed, shardSize, output, workers, json } = options;
  const style = styleNamed(options.style);
  const { input, source, warnings } = await loadStyleInput(style, options.source);
  for (const warning of warnings) terminal.error(`warning: ${warning}\n`);
  const plan: Plan = { generator: version, style: style.name, seed, count, shardSize, source };
  const status = statusLine(terminal);
  const start = performance.now();
  try {
    const result = await synthesize(plan, {
      folder: output,
      input,
      workers,
      signal: terminal.signal,
      onProgress: progressReport(count, terminal, status.show),
    });
    const seconds = (performance.now() - start) / 1000;
    status.clear();
    terminal.out(json ? jsonText(summaryOf(output, plan, result, seconds)) : summaryText(result, seconds));
  } finally {
    status.clear();
  }
}

/** Shows how far it is, now and then. */
function progressReport(
  count: number,
  { interactive }: Terminal,
  show: (text: string) => void,
): (designs: number) => void {
  const interval = 1000 * PROGRESS_SECONDS[interactive ? 'interactive' : 'file'];
  let begun: { readonly at: number; readonly designs: number } | undefined;
  let next = 0;
  return (designs) => {
    const now = performance.now();
    if (now < next) return;
    next = now + interval;
    // What an earlier run has made does not tell how fast this one is.
    begun ??= { at: now, designs };
    const rate = (1000 * (designs - begun.designs)) / Math.max(1, now - begun.at);
    show(`${designs} of ${count} designs${rate > 0 ? `, ${rate.toFixed(0)} a second` : ''}`);
  };
}

const summaryOf = (folder: string, plan: Plan, { histograms, ...totals }: SynthResult, seconds: number) => ({
  folder,
  ...plan,
  ...totals,
  seconds,
  statistics: Object.fromEntries(STATISTICS.map((name) => [name, distributionOf(histograms[name])])),
});

function summaryText({ designs, attempts, rejected, histograms }: SynthResult, seconds: number): string {
  const reasons = Object.entries(rejected).flatMap(([reason, n]) => (n > 0 ? [`${n} ${reason}`] : []));
  return tableText([
    ['designs', `${designs} of ${attempts} attempts, in ${numberText(Number(seconds.toFixed(1)))} s`],
    ['rejected', reasons.join(', ') || 'none'],
    ...STATISTICS.map((name): [string, string] => {
      const { mean, min, quartiles, max } = distributionOf(histograms[name]);
      return [
        name,
        `mean ${mean.toFixed(1)}, median ${quartiles[1]}, half from ${quartiles[0]} to ${quartiles[2]}, all from ${min} to ${max}`,
      ];
    }),
  ]);
}
