import { type DetectionSummary, PRIMITIVE_KINDS } from '../../../score/primitives/index.ts';
import { escapeHtml } from '../html/plots.ts';
import type { PrimitiveFigures } from './run-fit4cad.ts';

/** Precision and recall of each method by kind of primitive, with the errors of what it found, as a Markdown table. */
export function primitivesTable(figures: readonly PrimitiveFigures[]): string {
  const row = (cells: readonly string[]): string => `| ${cells.join(' | ')} |\n`;
  const [head, ...rows] = rowsOf(figures);
  return [row(head), row(head.map(() => '---')), ...rows.map(row), '\n', ...figures.map(aboutText)].join('');
}

/** A section of a report: the same table, in HTML. */
export function primitivesSection(figures: readonly PrimitiveFigures[]): string {
  const row = (cells: readonly string[], tag: string): string =>
    `<tr>${cells.map((cell) => `<${tag}>${escapeHtml(cell)}</${tag}>`).join('')}</tr>`;
  const [head, ...rows] = rowsOf(figures);
  const body = rows.map((cells) => row(cells, 'td')).join('');
  const about = figures.map((each) => `<p>${escapeHtml(aboutText(each))}</p>`).join('');
  return `<h2>Primitives of Fit4CAD</h2><table><thead>${row(head, 'th')}</thead><tbody>${body}</tbody></table>${about}`;
}

const HEAD = [
  'method',
  'primitive',
  'true',
  'found',
  'precision',
  'recall',
  'median error of direction, degrees',
  'of place, over diagonal',
  'of radius, over diagonal',
];

const rowsOf = (figures: readonly PrimitiveFigures[]): string[][] => [
  HEAD,
  ...figures.flatMap(({ method, summary }) => [
    ...PRIMITIVE_KINDS.map((kind) => [method, kind, ...cellsOf(summary.kinds[kind])]),
    [method, 'all', ...cellsOf(summary.all)],
  ]),
];

const DEGREE = Math.PI / 180;
/** Errors below are those of arithmetic. */
const ROUNDING = 1e-12;

const cellsOf = ({ reference, found, precision, recall, medianErrors }: DetectionSummary): string[] => [
  String(reference),
  String(found),
  percent(precision),
  percent(recall),
  ...(medianErrors
    ? [medianErrors.angle / DEGREE, medianErrors.place, medianErrors.size].map((error) =>
        error < ROUNDING ? '0' : error.toExponential(1),
      )
    : ['', '', '']),
];

const percent = (share: number | undefined): string =>
  share === undefined ? '' : `${(100 * share).toFixed(1)}%`;

function aboutText({ method, summary, failures, medianSeconds, p95Seconds }: PrimitiveFigures): string {
  const failed = failures.map(({ cloud, message }) => ` ${cloud} failed: ${message}.`).join('');
  const seconds = `${medianSeconds.toFixed(2)} (median), ${p95Seconds.toFixed(2)} (95%)`;
  return `${method}: points on the right primitive ${percent(summary.labelled)}, seconds a cloud ${seconds}, clouds ${summary.clouds}.${failed}\n`;
}
