import type { Amount, CloudReport, Report, ShapeReport } from '../report/report.ts';
import { editabilityRows } from './editability-text.ts';
import { countText, lengthText, numberText, percentText, tableText } from './text.ts';

type Row = readonly [string, string | undefined];

/** A report in a few lines for people. */
export function reportText(report: Report, written: readonly string[]): string {
  const { steps, bodies, valid, seconds, warnings, edits } = report;
  const made = `${countText(steps, 'step')}, ${countText(bodies, 'body')}, ${valid ? 'valid' : 'NOT VALID'}`;
  return tableText([
    ['made', `${made}, in ${seconds.toFixed(1)} s`],
    ...(report.kind === 'cloud' ? cloudRows(report) : shapeRows(report)),
    ...(edits ? editabilityRows(edits) : []),
    ...warnings.map((warning): Row => ['warning', warning]),
    ...written.map((path): Row => ['wrote', path]),
  ]);
}

function cloudRows({ unit, points, fit, certificate, parameters, snapped }: CloudReport): Row[] {
  const { rms, p95, max } = fit.deviation;
  const { tolerance, withinTolerance, worst } = certificate;
  const length = (x: number) => `${numberText(Number(x.toPrecision(3)))} ${unit}`;
  return [
    [
      'points',
      `${points.used} of ${points.count}, ${length(points.spacing)} apart, noise ${length(points.noise)}`,
    ],
    ['deviation', `rms ${length(rms)}, 95% ${length(p95)}, max ${length(max)}`],
    [
      'within tolerance',
      `${withinTolerance ? 'yes' : 'no'}: ${percentText(fit.explained)} of the points within ${length(tolerance)}`,
    ],
    ['worst place', `${length(worst.distance)} at (${worst.place.map(numberText).join(', ')})`],
    ['assumed', `${percentText(certificate.assumed)} of the surface, where there are no points`],
    ...parameters.map(
      ({ name, value, standardDeviation }): Row => [
        'parameter',
        Number.isFinite(standardDeviation)
          ? `${name} = ${length(value)}, give or take ${length(standardDeviation)}`
          : `${name} = ${length(value)}, which no point tells`,
      ],
    ),
    ...snapped.map(
      ({ what, from, to, cost }): Row => [
        'snapped',
        `${what}: ${numberText(from)} to ${numberText(to)}, ${Math.sqrt(cost).toFixed(1)} standard deviations`,
      ],
    ),
  ];
}

function shapeRows({ unit, fit, unexplained }: ShapeReport): Row[] {
  const { mean, p95, max } = fit.deviation;
  const [meanText, p95Text, maxText] = [mean, p95, max].map((x) => lengthText(x, fit.tolerance));
  const { missingVolume, extraVolume, area, faces } = unexplained;
  return [
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
      .map(
        (face): Row => [
          'face',
          `${face.surface}, ${numberText(face.area)} ${unit}², at (${face.at.map(numberText).join(', ')})`,
        ],
      ),
  ];
}

/** Unexplained faces that are listed; the JSON report has them all. */
const MOST_FACES = 5;

/** "1.2% (34.5 mm³)", or "none" where the share is no more than rounding. */
function amountText({ amount, share }: Amount, unit: string): string {
  if (share < 1e-6) return 'none';
  return `${percentText(Number(share.toPrecision(2)))} (${numberText(Number(amount.toPrecision(3)))} ${unit})`;
}
