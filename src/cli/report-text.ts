import type { Report } from '../report.ts';
import { countText, lengthText, numberText, percentText, tableText } from './text.ts';

/** A report in a few lines for people. */
export function reportText(report: Report, written: readonly string[]): string {
  const { unit, steps, bodies, valid, seconds, fit, unexplained, warnings } = report;
  const { mean, p95, max } = fit.deviation;
  const [meanText, p95Text, maxText] = [mean, p95, max].map((x) => lengthText(x, fit.tolerance));
  const made = `${countText(steps, 'step')}, ${countText(bodies, 'body')}, ${valid ? 'valid' : 'NOT VALID'}`;
  return tableText([
    ['made', `${made}, in ${seconds.toFixed(1)} s`],
    ['fit', `IoU ${fit.iou.toFixed(6)}${fit.exact ? ', exact' : ''}`],
    ['deviation', `mean ${meanText}, 95% ${p95Text}, max ${maxText} ${unit}`],
    ['explained', `${percentText(fit.explained)} of the surface within ${numberText(fit.tolerance)} ${unit}`],
    ...unexplained
      .slice(0, MOST_FACES)
      .map(({ surface, at }): [string, string] => [
        'missing',
        `${surface} at (${at.map(numberText).join(', ')})`,
      ]),
    ...warnings.map((warning): [string, string] => ['warning', warning]),
    ...written.map((path): [string, string] => ['wrote', path]),
  ]);
}

/** Missing faces that are listed; the JSON report has them all. */
const MOST_FACES = 5;
