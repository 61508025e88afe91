import { join, resolve } from 'node:path';
import { CadtraceError } from '../../errors.ts';
import type { Case } from './case.ts';
import { type Cause, causesOf } from './causes.ts';
import { compareRuns, type Moved } from './compare-runs.ts';
import { type DesignSet, designsSection, surveyDesigns, surveys } from './designs.ts';
import {
  EDITABILITY,
  EDITED_SUITE,
  type EditabilityFigures,
  editabilitySection,
  moveParameters,
} from './editability.ts';
import { type Figures, figuresOf } from './figures.ts';
import { primitivesSection } from './fit4cad/primitives-table.ts';
import { FIT4CAD, type PrimitiveFigures, runFit4cad } from './fit4cad/run-fit4cad.ts';
import type { Generation } from './generated.ts';
import { htmlReport } from './html/report.ts';
import { designsIn, openRunFolder, readRun } from './run-folder.ts';
import { drawWorst, runSuites, type SuiteRun } from './run-suites.ts';
import { groups, type Suite, suites } from './suites.ts';

export type BenchOptions = Omit<Generation, 'designs'> & {
  /** Suites, groups of them, surveys of designs, `fit4cad`, or `editability`. */
  readonly names: readonly string[];
  /** The run's folder. */
  readonly output: string;
  /** The folder of real parts. */
  readonly data: string;
  /** Take every k-th part only. */
  readonly every: number;
  /** Seconds of search a part. */
  readonly timeLimit: number;
  /** A file of what another method found in Fit4CAD's clouds, to score beside. */
  readonly baseline?: string;
  /** The folder of a run to compare with. */
  readonly compare?: string;
  /** Whether to forget the folder's results. */
  readonly fresh: boolean;
  readonly onWarning: (message: string) => void;
};

export type BenchSummary = {
  readonly timeLimit: number;
  readonly seed: number;
  readonly workers: number;
  readonly peakResidentBytes: number;
  readonly figures: readonly Figures[];
  readonly causes: readonly { readonly suite: string; readonly causes: readonly Cause[] }[];
  readonly moved: readonly Moved[];
  readonly designs: readonly DesignSet[];
  readonly primitives: readonly PrimitiveFigures[];
  readonly editability: readonly EditabilityFigures[];
};

/** Parts of each suite whose pictures are in the report. */
const WORST_SHOWN = 8;

/** Every name that a benchmark can be asked for. */
export const BENCH_NAMES: readonly string[] = [
  ...Object.keys(groups),
  ...suites.map(({ name }) => name),
  ...Object.keys(surveys),
  FIT4CAD,
  EDITABILITY,
];

/**
 * Runs suites, going on where the folder's run was interrupted, and writes `summary.json` and `report.html` there.
 * Throws `usage` for an unknown name and for a folder that was begun with other options, `input-unreadable` when there
 * is no run to compare with, `output-unwritable`, and `cancelled`.
 */
export async function runBench(options: BenchOptions): Promise<{ summary: BenchSummary; page: string }> {
  const { output, timeLimit, seed, workers, compare, signal, fresh, generator } = options;
  const chosen = suitesNamed(options.names);
  const before = compare === undefined ? undefined : readRun(compare);
  const conditions = { generator, data: resolve(options.data), timeLimit, seed };
  const folder = openRunFolder(output, { fresh, conditions });
  const generation = { ...options, designs: join(designsIn(output), `${options.count}-of-seed-${seed}`) };
  const wanted = await casesOf(chosen, options, generation);

  let peakResidentBytes = 0;
  const context = { folder, timeLimit, seed, workers, signal };
  const runs = await runSuites(wanted, context, ({ done, total, outcome }) => {
    peakResidentBytes = Math.max(peakResidentBytes, process.memoryUsage.rss());
    options.onProgress(`${done} of ${total}: ${outcome.suite} ${outcome.part}`);
  });
  const surveyed = [...new Set(options.names.flatMap((name) => surveys[name] ?? []))];
  const designs = surveyed.length > 0 ? await surveyDesigns(surveyed, generation) : [];
  const primitives = options.names.includes(FIT4CAD) ? await runFit4cad(options) : [];
  const editability: EditabilityFigures[] = [];
  for (const run of options.names.includes(EDITABILITY) ? runs : [])
    if (run.suite === EDITED_SUITE) editability.push(await moveParameters(run, options));
  options.onProgress('drawing the worst');
  const drawn = [];
  for (const run of runs)
    drawn.push({ ...run, worst: await drawWorst(run, WORST_SHOWN, { workers, signal }) });

  const summary: BenchSummary = {
    timeLimit,
    seed,
    workers,
    peakResidentBytes,
    figures: runs.map(({ suite, outcomes }) => figuresOf(suite, outcomes)),
    causes: runs.map(({ suite, outcomes }) => ({ suite, causes: causesOf(outcomes) })),
    moved: before ? runs.flatMap((run) => movedSince(before, run) ?? []) : [],
    designs,
    primitives,
    editability,
  };
  const about = `${timeLimit} s of search a part, ${workers} worker threads, seed ${seed}.`;
  const sections = [
    ...(designs.length > 0 ? [designsSection(designs)] : []),
    ...(primitives.length > 0 ? [primitivesSection(primitives)] : []),
    ...editability.map(editabilitySection),
  ];
  folder.write('summary.json', `${JSON.stringify(summary, mapsAsEntries, 2)}\n`);
  const page = folder.write('report.html', htmlReport({ ...summary, about, suites: drawn, sections }));
  return { summary, page };
}

/** For JSON.stringify: histograms are maps. */
export const mapsAsEntries = (_: string, value: unknown): unknown =>
  value instanceof Map ? [...value].sort(([a], [b]) => a - b) : value;

/** The suites that names mean, each once. Throws `usage` for a name that is none. */
function suitesNamed(names: readonly string[]): readonly Suite[] {
  const chosen = names.flatMap((name): readonly Suite[] => {
    if (name === FIT4CAD || Object.hasOwn(surveys, name)) return [];
    const suiteName = name === EDITABILITY ? EDITED_SUITE : name;
    const found = Object.hasOwn(groups, name)
      ? groups[name]
      : suites.filter((suite) => suite.name === suiteName);
    if (found.length > 0) return found;
    const message = `there is no suite of this name; there are ${BENCH_NAMES.join(', ')}.`;
    throw new CadtraceError('usage', message, { value: name });
  });
  return [...new Set(chosen)];
}

async function casesOf(
  chosen: readonly Suite[],
  { data, every, onWarning }: BenchOptions,
  generation: Generation,
): Promise<Omit<SuiteRun, 'outcomes'>[]> {
  const wanted = [];
  for (const { name, cases } of chosen) {
    const all = await cases({ ...generation, data });
    if (all.length === 0) onWarning(`${name}: no parts in ${data}; skipped.`);
    else wanted.push({ suite: name, cases: everyKthPart(all, every) });
  }
  return wanted;
}

/** A part that is taken several times is kept with all of them or not at all. */
function everyKthPart(cases: readonly Case[], every: number): Case[] {
  const nameOf = ({ part, repeatOf }: Case): string => repeatOf ?? part;
  const kept = new Set([...new Set(cases.map(nameOf))].filter((_, index) => index % every === 0));
  return cases.filter((each) => kept.has(nameOf(each)));
}

function movedSince(before: ReturnType<typeof readRun>, { suite, outcomes }: SuiteRun): Moved | undefined {
  const old = before.get(suite);
  return old && compareRuns(suite, old, new Map(outcomes.map((outcome) => [outcome.part, outcome])));
}
