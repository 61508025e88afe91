import type { CaseResult, Outcome } from './case.ts';
import { featuresText } from './same-features.ts';

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
  /** Of the valid results: CAD-Recode's distance, and what two samplings of the input (of a scan the truth) alone give. */
  readonly meanChamfer: number;
  readonly medianChamfer: number;
  readonly medianChamferFloor: number;
  /** Mean number of steps over the designers' mean number, of the valid results. */
  readonly stepsRatio?: number;
  /** Median over the parts of the median error of dimensions, over the noise; and the share of dimensions that were found. */
  readonly dimensionError?: number;
  readonly dimensionsFound?: number;
  /** Of parts that were taken several times: the share whose results all have the same features. */
  readonly sameFeatures?: number;
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
    meanChamfer: mean(results.map(({ chamfer }) => chamfer)),
    medianChamfer: quantile(
      results.map(({ chamfer }) => chamfer),
      0.5,
    ),
    medianChamferFloor: quantile(
      results.map(({ chamferFloor }) => chamferFloor),
      0.5,
    ),
    stepsRatio: stepsRatio(outcomes),
    ...dimensionFigures(results),
    sameFeatures: sameFeatures(outcomes),
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

function dimensionFigures(
  results: readonly CaseResult[],
): Pick<Figures, 'dimensionError' | 'dimensionsFound'> {
  const measured = results.flatMap(({ dimensions }) => dimensions ?? []);
  const found = measured.filter((each) => each.found > 0);
  if (found.length === 0) return {};
  return {
    dimensionError: quantile(
      found.map(({ medianError }) => medianError),
      0.5,
    ),
    dimensionsFound: sum(found.map((each) => each.found)) / sum(measured.map(({ total }) => total)),
  };
}

/** A part whose results are not all valid counts as one without the same features. */
function sameFeatures(outcomes: readonly Outcome[]): number | undefined {
  const features = new Map<string, Set<string>>();
  for (const outcome of outcomes) {
    if (outcome.repeatOf === undefined) continue;
    const program = validResult(outcome)?.program;
    const text = program ? featuresText(program) : `failed: ${outcome.part}`;
    features.set(outcome.repeatOf, (features.get(outcome.repeatOf) ?? new Set()).add(text));
  }
  if (features.size === 0) return undefined;
  return [...features.values()].filter((each) => each.size === 1).length / features.size;
}

const sum = (values: readonly number[]): number => values.reduce((all, x) => all + x, 0);

const mean = (values: readonly number[]): number => (values.length === 0 ? 0 : sum(values) / values.length);

/** The value that a share `q` of the values lies below; 0 of none. */
export function quantile(values: readonly number[], q: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(q * sorted.length))] ?? 0;
}
