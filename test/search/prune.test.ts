import { expect, test } from 'vitest';
import type { Sweep } from '../../src/program/types.ts';
import { prune } from '../../src/search/prune.ts';
import { extrude, rectangleAt } from '../support/programs.ts';

const feature = (height: number): Sweep => extrude('join', [rectangleAt(0, 0, 1, 1)], 0, height);
const [base, needed, idle, harmful] = [feature(1), feature(2), feature(3), feature(4)];

/** Agreement of features of which one helps, one harms and one changes nothing that matters. */
const agreement = (features: readonly Sweep[]): number =>
  0.5 +
  (features.includes(needed) ? 0.3 : 0) +
  (features.includes(idle) ? 1e-5 : 0) -
  (features.includes(harmful) ? 0.1 : 0);
const build = async (features: readonly Sweep[]) => ({ features, iou: agreement(features) });
const never = () => false;

test('features that add nothing, or harm, are left out', async () => {
  const start = await build([base, harmful, needed, idle]);
  const { features } = await prune(start, { worth: 1e-4, build, expired: never });
  expect(features).toEqual([base, needed]);
});

test('the first feature stays, and nothing changes once time is up', async () => {
  const start = await build([idle, harmful]);
  expect((await prune(start, { worth: 1, build, expired: never })).features).toEqual([idle]);
  expect(await prune(start, { worth: 1, build, expired: () => true })).toBe(start);
});
