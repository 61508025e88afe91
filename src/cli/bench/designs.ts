import { existsSync, readFileSync } from 'node:fs';
import { readFusionSequences } from '../../formats/fusion-sequence.ts';
import {
  addToHistograms,
  type DesignStatistics,
  distributionOf,
  emptyHistograms,
  type Histogram,
  type Histograms,
  STATISTICS,
} from '../../synth/statistics.ts';
import { type Style, styles } from '../../synth/styles.ts';
import { inWorkers } from '../../workers/pool.node.ts';
import { canGenerate, type Generation, generateDesigns, peoplesDesignsIn } from './generated.ts';
import { evenBins, histogram } from './html/plots.ts';
import { BENCH_WORKER, type CountJob } from './jobs.ts';
import { stopIfAborted } from './run-suites.ts';

/** Designs of one origin, and how often each count of faces and so on occurs among them. */
export type DesignSet = { readonly name: string; readonly designs: number; readonly histograms: Histograms };

/** The names that a survey is asked for by, and the styles that each of them is about. */
export const surveys: Readonly<Record<string, readonly Style[]>> = {
  designs: styles,
  ...Object.fromEntries(styles.map((style) => [`designs-${style.name}`, [style]])),
};

/**
 * Counts what designs are made of: those that people made, where they are there, and generated ones of some styles.
 * Throws what `generateDesigns` throws.
 */
export async function surveyDesigns(chosen: readonly Style[], survey: Generation): Promise<DesignSet[]> {
  const people = await peoplesDesigns(survey);
  const sets = people ? [people] : [];
  for (const style of chosen.filter((each) => canGenerate(each, survey.data))) {
    const { designs, histograms } = await generateDesigns(style, survey);
    sets.push({ name: style.name, designs, histograms });
  }
  return sets;
}

/** Designs that a worker counts at a time, and how long they may take. */
const BLOCK = 50;
const BLOCK_SECONDS = 300;
const COLLECTION = 'fusion360_train';

/** The designs of the training set that can be expressed and built; undefined where it is absent. */
async function peoplesDesigns({
  data,
  workers,
  signal,
  onProgress,
}: Generation): Promise<DesignSet | undefined> {
  const path = peoplesDesignsIn(data);
  if (!existsSync(path)) return undefined;
  const { designs } = readFusionSequences(readFileSync(path));
  const jobs = Array.from(
    { length: Math.ceil(designs.length / BLOCK) },
    (_, i): CountJob => ({
      kind: 'count',
      programs: designs.slice(BLOCK * i, BLOCK * (i + 1)).map(({ program }) => program),
    }),
  );
  const pool = { script: BENCH_WORKER, workers, secondsPerJob: BLOCK_SECONDS, signal };
  const histograms = emptyHistograms();
  let [read, counted] = [0, 0];
  for await (const result of inWorkers<CountJob, DesignStatistics[]>(jobs, pool)) {
    stopIfAborted(signal);
    const statistics = 'answer' in result ? result.answer : [];
    for (const each of statistics) addToHistograms(histograms, each);
    read += result.job.programs.length;
    counted += statistics.length;
    onProgress(`${COLLECTION}: ${read} of ${designs.length} designs`);
  }
  return counted > 0 ? { name: COLLECTION, designs: counted, histograms } : undefined;
}

/** The sets' means and medians as a Markdown table. */
export function designsTable(sets: readonly DesignSet[]): string {
  const row = (cells: readonly string[]): string => `| ${cells.join(' | ')} |\n`;
  return [
    row(['designs', 'number', ...STATISTICS.map((name) => `${name}, mean / median / max`)]),
    row(['---', '---', ...STATISTICS.map(() => '---')]),
    ...sets.map(({ name, designs, histograms }) =>
      row([
        name,
        String(designs),
        ...STATISTICS.map((each) => {
          const { mean, quartiles, max } = distributionOf(histograms[each]);
          return `${mean.toFixed(1)} / ${quartiles[1]} / ${max}`;
        }),
      ]),
    ),
  ].join('');
}

/** The largest value that gets a bin of its own in a plot, and the size of a bin. */
const PLOTTED: Readonly<Record<keyof DesignStatistics, readonly [most: number, bin: number]>> = {
  faces: [60, 3],
  edges: [160, 8],
  extrusions: [12, 1],
  commands: [80, 4],
};

/** A section of a report: each statistic of all sets side by side. */
export function designsSection(sets: readonly DesignSet[]): string {
  const plots = STATISTICS.map((each) => {
    const [most, size] = PLOTTED[each];
    const series = sets.map(({ name, histograms }) => ({ name, values: valuesOf(histograms[each]) }));
    return histogram(
      `${each} (more than ${most} in the last bin)`,
      series,
      evenBins(0, most, most / size, 0),
    );
  });
  return `<h2>Designs, generated and people's</h2><div class="plots">${plots.join('')}</div>`;
}

const valuesOf = (histogram: Histogram): number[] =>
  [...histogram].flatMap(([value, designs]) => new Array<number>(designs).fill(value));
