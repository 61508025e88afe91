import { expect, test } from 'vitest';
import type { CaseResult, Outcome } from '../../../src/cli/bench/case.ts';
import { causesOf } from '../../../src/cli/bench/causes.ts';
import { compareRuns, movedText } from '../../../src/cli/bench/compare-runs.ts';
import { figuresOf, quantile } from '../../../src/cli/bench/figures.ts';
import { tableOf } from '../../../src/cli/bench/table.ts';
import { circleAt, extrude, programOf } from '../../support/programs.ts';

const result = (iou: number, differing: Partial<CaseResult> = {}): CaseResult => ({
  unit: 'mm',
  program: { unit: 'mm', features: [] },
  valid: true,
  steps: 2,
  iou,
  exact: iou === 1,
  chamfer: 0.2,
  chamferFloor: 0.1,
  deviation: { mean: 0, p95: 0, max: 0 },
  explained: 1,
  warnings: [],
  ...differing,
});
const outcome = (part: string, seconds: number, each: CaseResult | string): Outcome => ({
  suite: 'some',
  part,
  seconds,
  designerSteps: 4,
  ...(typeof each === 'string' ? { error: each } : { result: each }),
});

const outcomes = [
  outcome('a', 1, result(1)),
  outcome('b', 2, result(0.995, { steps: 6 })),
  outcome('c', 3, result(0.9, { valid: false, chamfer: 9 })),
  outcome('d', 40, 'feature 12 failed at 1.5'),
];

test('invalid results and failures count as nothing, and only as nothing', () => {
  const figures = figuresOf('some', outcomes);
  expect(figures).toMatchObject({ parts: 4, valid: 0.5, exact: 0.25, iouOver99: 0.5, iouOver999: 0.25 });
  expect(figures.meanIou).toBeCloseTo(1.995 / 4, 12);
  expect(figures.meanIouOfValid).toBeCloseTo(1.995 / 2, 12);
  expect(figures.stepsRatio).toBe(1);
  expect(figures.medianChamfer).toBe(0.2);
  expect([figures.medianSeconds, figures.p95Seconds]).toEqual([3, 40]);
  expect(tableOf([figures]).split('\n')[2]).toContain(
    '| some | 4 | 50.0% | 50.0% | 25.0% | 25.0% | 0.4988 (0.9975) |',
  );
});

test('suites without designers have no ratio of steps', () => {
  const anonymous = outcomes.map(({ designerSteps, ...rest }) => rest as Outcome);
  expect(figuresOf('some', anonymous).stepsRatio).toBeUndefined();
});

test('dimensions count by the parts, and those not found by their number', () => {
  const measured = (part: string, total: number, found: number, medianError: number) =>
    outcome(part, 1, result(1, { dimensions: { total, found, medianError } }));
  const figures = figuresOf('some', [
    measured('a', 10, 10, 0.1),
    measured('b', 8, 5, 0.3),
    measured('c', 2, 0, 0),
    measured('d', 5, 5, 0.2),
  ]);
  expect(figures.dimensionError).toBe(0.2);
  expect(figures.dimensionsFound).toBe(20 / 25);
  expect(tableOf([figures])).toContain('0.200 (80.0%)');
  expect(tableOf([figuresOf('some', outcomes)])).not.toContain('dimensions');
});

test('a part that is taken several times has the same features only if all of them are valid and alike', () => {
  const steps = (count: number) => ({
    program: programOf(...Array.from({ length: count }, () => extrude('cut', [circleAt(0, 0, 1)], 0, 1))),
  });
  const taken = (repeatOf: string, part: string, each: CaseResult | string): Outcome => ({
    ...outcome(part, 1, each),
    repeatOf,
  });
  const figures = figuresOf('some', [
    taken('a', 'a.1', result(1, steps(2))),
    taken('a', 'a.2', result(0.9, steps(2))),
    taken('b', 'b.1', result(1, steps(1))),
    taken('b', 'b.2', result(1, steps(2))),
    taken('c', 'c.1', 'broken'),
    taken('c', 'c.2', 'broken'),
  ]);
  expect(figures.sameFeatures).toBeCloseTo(1 / 3, 12);
});

test('quantiles of few values and of none', () => {
  expect(quantile([3, 1, 2], 0.5)).toBe(2);
  expect(quantile([3, 1, 2], 0.95)).toBe(3);
  expect(quantile([], 0.5)).toBe(0);
});

test('failures that differ in their numbers alone are one cause', () => {
  const causes = causesOf([...outcomes, outcome('e', 1, 'feature 3 failed at -2e-7')]);
  expect(causes).toEqual([
    { cause: 'failed: feature # failed at #', parts: ['d', 'e'] },
    { cause: 'IoU below 0.999', parts: ['b'] },
    { cause: 'invalid result', parts: ['c'] },
  ]);
});

test('a wrong number of bodies matters more than the overlap, of faces less', () => {
  const counted = (iou: number, bodies: number, faces: number) =>
    outcome(
      'x',
      1,
      result(iou, { exact: false, bodies: { truth: 1, result: bodies }, faces: { truth: 6, result: faces } }),
    );
  const causes = [counted(0.5, 2, 7), counted(0.5, 1, 7), counted(1, 1, 7), counted(0.9995, 1, 6)].map(
    (each) => causesOf([each])[0].cause,
  );
  expect(causes).toEqual([
    'another number of bodies',
    'IoU below 0.99',
    'another number of faces',
    'IoU below the limit of exactness',
  ]);
});

test('a comparison of runs tells what moved, of the parts that both have', () => {
  const byPart = (list: readonly Outcome[]) => new Map(list.map((each) => [each.part, each]));
  const now = [
    outcome('a', 1, result(0.9)),
    outcome('b', 1, result(1)),
    outcome('c', 1, result(1)),
    outcome('new', 1, result(0)),
  ];
  const moved = compareRuns('some', byPart(outcomes), byPart(now));
  expect(moved).toMatchObject({
    gained: ['b', 'c'],
    lost: ['a'],
    changes: [
      { part: 'a', before: 1, after: 0.9 },
      { part: 'b', before: 0.995, after: 1 },
      { part: 'c', before: 0, after: 1 },
    ],
  });
  expect(moved?.after.parts).toBe(3);
  expect(movedText(moved!)).toContain('exact 33.3% -> 66.7%');
  expect(compareRuns('some', new Map(), byPart(now))).toBeUndefined();
});
