import type { Outcome } from './run-job.ts';

const percent = (share: number): string => `${(100 * share).toFixed(1)}%`;
const quantile = (sorted: readonly number[], q: number): number =>
  sorted[Math.min(sorted.length - 1, Math.floor(q * sorted.length))];
const mean = (values: readonly number[]): number => values.reduce((sum, x) => sum + x, 0) / values.length;

/** The figures of one set as a row of a Markdown table. */
export function rowOf(set: string, outcomes: readonly Outcome[]): string {
  const share = (pass: (outcome: Outcome) => boolean) =>
    percent(outcomes.filter(pass).length / outcomes.length);
  const times = outcomes.map(({ seconds }) => seconds).sort((a, b) => a - b);
  const designed = outcomes.filter(({ designerSteps, valid }) => designerSteps !== undefined && valid);
  const steps = designed.length
    ? (mean(designed.map((o) => o.steps)) / mean(designed.map((o) => o.designerSteps as number))).toFixed(2)
    : '';
  const cells = [
    set,
    outcomes.length,
    share(({ valid }) => valid),
    share(({ iou }) => iou >= 0.999),
    share(({ exact }) => exact),
    mean(outcomes.map(({ iou }) => iou)).toFixed(4),
    steps,
    `${quantile(times, 0.5).toFixed(2)} / ${quantile(times, 0.95).toFixed(2)}`,
  ];
  return `| ${cells.join(' | ')} |`;
}

export const HEADER = [
  "| set | parts | valid | IoU >= 0.999 | exact | mean IoU (invalid as 0) | steps over the designer's | seconds, median / 95th percentile |",
  '|---|---|---|---|---|---|---|---|',
].join('\n');

/** Why parts are not exact, with counts. */
export function failuresByCause(outcomes: readonly Outcome[]): string[] {
  const causes = new Map<string, string[]>();
  for (const outcome of outcomes) {
    if (outcome.exact) continue;
    const cause = causeOf(outcome);
    causes.set(cause, [...(causes.get(cause) ?? []), outcome.part]);
  }
  return [...causes]
    .sort((a, b) => b[1].length - a[1].length)
    .map(
      ([cause, parts]) =>
        `- ${cause}: ${parts.length} (${parts.slice(0, 8).join(', ')}${parts.length > 8 ? ', …' : ''})`,
    );
}

function causeOf({ error, valid, iou, faces, bodies }: Outcome): string {
  if (error) return `error: ${error.replace(/[-\d.e]+/g, '#').slice(0, 90)}`;
  if (!valid) return 'invalid result';
  if (bodies && bodies[0] !== bodies[1]) return 'another number of bodies';
  if (iou < 0.99) return 'IoU below 0.99';
  if (iou < 0.999) return 'IoU below 0.999';
  if (faces && faces[0] !== faces[1]) return 'another number of faces';
  return 'IoU below the limit of exactness';
}
