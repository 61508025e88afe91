import type { Amount, Report } from '../report/report.ts';
import { countText, lengthText, numberText, percentText, tableText } from './text.ts';

/** A report in a few lines for people. */
export function reportText(report: Report, written: readonly string[]): string {
  const { unit, steps, bodies, valid, seconds, fit, unexplained, warnings } = report;
  const { mean, p95, max } = fit.deviation;
  const [meanText, p95Text, maxText] = [mean, p95, max].map((x) => lengthText(x, fit.tolerance));
  const made = `${countText(steps, 'step')}, ${countText(bodies, 'body')}, ${valid ? 'valid' : 'NOT VALID'}`;
  const { missingVolume, extraVolume, area, faces } = unexplained;
  return tableText([
    ['made', `${made}, in ${seconds.toFixed(1)} s`],
    ['fit', `IoU ${fit.iou.toFixed(6)}${fit.exact ? ', exact' : ''}`],
    [
      'volume',
      `${amountText(missingVolume, `${unit}³`)} missing, ${amountText(extraVolume, `${unit}³`)} too much`,
    ],
    ['deviation', `mean ${meanText}, 95% ${p95Text}, max ${maxText} ${unit}`],
    ['Chamfer', `${numberText(fit.chamfer)} (floor ${numberText(fit.chamferFloor)})`],
    ['explained', `${percentText(fit.explained)} of the surface within ${numberText(fit.tolerance)} ${unit}`],
    [
      'unexplained',
      faces.length > 0
        ? `${amountText(area, `${unit}²`)} of the surface, on ${countText(faces.length, 'face')}`
        : undefined,
    ],
    ...faces
      .slice(0, MOST_FACES)
      .map((face): [string, string] => [
        'face',
        `${face.surface}, ${numberText(face.area)} ${unit}², at (${face.at.map(numberText).join(', ')})`,
      ]),
    ...warnings.map((warning): [string, string] => ['warning', warning]),
    ...written.map((path): [string, string] => ['wrote', path]),
  ]);
}

/** Unexplained faces that are listed; the JSON report has them all. */
const MOST_FACES = 5;

/** "1.2% (34.5 mm³)", or "none" where the share is no more than rounding. */
function amountText({ amount, share }: Amount, unit: string): string {
  if (share < 1e-6) return 'none';
  return `${percentText(Number(share.toPrecision(2)))} (${numberText(Number(amount.toPrecision(3)))} ${unit})`;
}
