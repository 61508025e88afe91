import { expect, test } from 'vitest';
import { groupValues, weightedMean } from '../../../../src/perceive/cloud/regularize/group-values.ts';

const measured = (value: number, deviation: number) => ({ value, weight: 1 / deviation ** 2 });
const limits = { significant: 4, slack: 0 };

test('numbers within their errors are one, others are not', () => {
  const items = [measured(5, 0.01), measured(1, 0.01), measured(5.03, 0.01), measured(5.2, 0.01)];
  expect(groupValues(items, limits)).toEqual([[1], [0, 2], [3]]);
});

test('a vague number joins what it is nearest to in standard errors, and hardly moves it', () => {
  const items = [measured(1, 0.001), measured(2, 0.001), measured(1.7, 0.1)];
  const groups = groupValues(items, limits);
  expect(groups).toEqual([[0], [2, 1]]);
  expect(weightedMean([items[1], items[2]])).toBeCloseTo(2, 4);
});

test('slack and further errors allow more', () => {
  const items = [measured(1, 1e-6), measured(1.01, 1e-6)];
  expect(groupValues(items, limits)).toHaveLength(2);
  expect(groupValues(items, { ...limits, slack: 0.02 })).toHaveLength(1);
  expect(groupValues(items, limits, () => 0.01)).toHaveLength(1);
  expect(groupValues([], limits)).toEqual([]);
});
