import type { CaseResult, Outcome } from './case.ts';

/** The figures of one suite. Shares are from 0 to 1; what was not to be had is undefined. */
export type Figures = {
  readonly suite: string;
  readonly parts: number;
  readonly valid: number;
  readonly iouOver99: number;
  readonly iouOver999: number;
  readonly exact: number;
  /** Over all parts, with invalid results and failures as 0, and over the valid ones, as papers report it. */
  readonly meanIou: number;
  readonly meanIouOfValid: number;
  /** Of the valid results: CAD-Recode's distance, and what two samplings of the input alone give. */
  readonly medianChamfer: number;
  readonly medianChamferFloor: number;
  /** Mean number of steps over the designers' mean number, of the valid results. */
  readonly stepsRatio?: number;
  readonly medianSeconds: number;
  readonly p95Seconds: number;
};

/** What of an outcome counts: undefined for failures and for results that are not valid. */
export const validResult = (outcome: Outcome): CaseResult | undefined =>
  'result' in outcome && outcome.result.valid ? outcome.result : undefined;

/** IoU with invalid results and failures as 0. */
export const iouOf = (outcome: Outcome): number => validResult(outcome)?.iou ?? 0;

/** The figures of a suite's outcomes, of which there is at least one. */
export function figuresOf(suite: string, outcomes: readonly Outcome[]): Figures {
  const results = outcomes.flatMap((outcome) => validResult(outcome) ?? []);
  const share = (pass: (result: CaseResult) => boolean): number =>
    results.filter(pass).length / outcomes.length;
  const seconds = outcomes.map((outcome) => outcome.seconds);
  return {
    suite,
    parts: outcomes.length,
    valid: share(() => true),
    iouOver99: share(({ iou }) => iou >= 0.99),
    iouOver999: share(({ iou }) => iou >= 0.999),
    exact: share(({ exact }) => exact),
    meanIou: mean(outcomes.map(iouOf)),
    meanIouOfValid: mean(results.map(({ iou }) => iou)),
    medianChamfer: quantile(
      results.map(({ chamfer }) => chamfer),
      0.5,
    ),
    medianChamferFloor: quantile(
      results.map(({ chamferFloor }) => chamferFloor),
      0.5,
    ),
    stepsRatio: stepsRatio(outcomes),
    medianSeconds: quantile(seconds, 0.5),
    p95Seconds: quantile(seconds, 0.95),
  };
}

function stepsRatio(outcomes: readonly Outcome[]): number | undefined {
  let [ours, theirs] = [0, 0];
  for (const outcome of outcomes) {
    const result = validResult(outcome);
    if (!result || outcome.designerSteps === undefined) continue;
    ours += result.steps;
    theirs += outcome.designerSteps;
  }
  return theirs > 0 ? ours / theirs : undefined;
}

const mean = (values: readonly number[]): number =>
  values.length === 0 ? 0 : values.reduce((sum, x) => sum + x, 0) / values.length;

/** The value that a share `q` of the values lies below; 0 of none. */
export function quantile(values: readonly number[], q: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(q * sorted.length))] ?? 0;
}
