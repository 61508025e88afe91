import type { Cause } from './causes.ts';
import type { Figures } from './figures.ts';

const percent = (share: number): string => `${(100 * share).toFixed(1)}%`;

/** What a table shows: a heading and how a suite's figure is written, empty where the suite has none. */
export type Column = readonly [heading: string, cell: (figures: Figures) => string];

const COLUMNS: readonly Column[] = [
  ['suite', ({ suite }) => suite],
  ['parts', ({ parts }) => String(parts)],
  ['valid', ({ valid }) => percent(valid)],
  ['IoU >= 0.99', ({ iouOver99 }) => percent(iouOver99)],
  ['IoU >= 0.999', ({ iouOver999 }) => percent(iouOver999)],
  ['exact', ({ exact }) => percent(exact)],
  [
    'mean IoU (of valid)',
    ({ meanIou, meanIouOfValid }) => `${meanIou.toFixed(4)} (${meanIouOfValid.toFixed(4)})`,
  ],
  ['CD, mean / median (floor)', chamferText],
  ["steps over the designer's", ({ stepsRatio }) => stepsRatio?.toFixed(2) ?? ''],
  ['error of dimensions over noise (found)', dimensionsText],
  ['same features again', ({ sameFeatures }) => (sameFeatures === undefined ? '' : percent(sameFeatures))],
  ['seconds, median / 95%', (f) => `${f.medianSeconds.toFixed(2)} / ${f.p95Seconds.toFixed(1)}`],
];

function chamferText({ meanChamfer, medianChamfer, medianChamferFloor }: Figures): string {
  const ratio = medianChamferFloor > 0 ? `, x ${(medianChamfer / medianChamferFloor).toFixed(2)}` : '';
  return `${meanChamfer.toFixed(3)} / ${medianChamfer.toFixed(3)} (${medianChamferFloor.toFixed(3)}${ratio})`;
}

function dimensionsText({ dimensionError, dimensionsFound }: Figures): string {
  if (dimensionError === undefined || dimensionsFound === undefined) return '';
  return `${dimensionError.toFixed(3)} (${percent(dimensionsFound)})`;
}

/** The columns in which some suite has something. */
export const columnsOf = (figures: readonly Figures[]): readonly Column[] =>
  COLUMNS.filter(([, cell]) => figures.some((each) => cell(each) !== ''));

/** Suites and their figures as a Markdown table. */
export function tableOf(figures: readonly Figures[]): string {
  const row = (cells: readonly string[]): string => `| ${cells.join(' | ')} |\n`;
  const columns = columnsOf(figures);
  return [
    row(columns.map(([heading]) => heading)),
    row(columns.map(() => '---')),
    ...figures.map((each) => row(columns.map(([, cell]) => cell(each)))),
  ].join('');
}

/** Names shown of the parts with one cause. */
const SHOWN = 8;

/** Causes as a Markdown list; nothing where there are none. */
export const causesText = (causes: readonly Cause[]): string =>
  causes
    .map(({ cause, parts }) => {
      const names = [...parts.slice(0, SHOWN), ...(parts.length > SHOWN ? ['…'] : [])].join(', ');
      return `- ${cause}: ${parts.length} (${names})\n`;
    })
    .join('');
