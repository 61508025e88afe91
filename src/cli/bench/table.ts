import type { Cause } from './causes.ts';
import type { Figures } from './figures.ts';

const percent = (share: number): string => `${(100 * share).toFixed(1)}%`;

/** What the tables show: a heading and how a suite's figure is written. */
export const COLUMNS: readonly (readonly [heading: string, cell: (figures: Figures) => string])[] = [
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
  ['median CD (floor)', (f) => `${f.medianChamfer.toFixed(3)} (${f.medianChamferFloor.toFixed(3)})`],
  ["steps over the designer's", ({ stepsRatio }) => stepsRatio?.toFixed(2) ?? ''],
  ['seconds, median / 95%', (f) => `${f.medianSeconds.toFixed(2)} / ${f.p95Seconds.toFixed(1)}`],
];

/** Suites and their figures as a Markdown table. */
export function tableOf(figures: readonly Figures[]): string {
  const row = (cells: readonly string[]): string => `| ${cells.join(' | ')} |\n`;
  return [
    row(COLUMNS.map(([heading]) => heading)),
    row(COLUMNS.map(() => '---')),
    ...figures.map((each) => row(COLUMNS.map(([, cell]) => cell(each)))),
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
