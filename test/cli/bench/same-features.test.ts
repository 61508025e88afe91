import { expect, test } from 'vitest';
import { featuresText } from '../../../src/cli/bench/same-features.ts';
import { circleAt, extrude, programOf, rectangleAt } from '../../support/programs.ts';

const block = (width: number) => extrude('new', [rectangleAt(0, 0, width, 4)], 0, 2);
const hole = (radius: number) => extrude('cut', [circleAt(1, 1, radius)], 0, 2);
const slot = extrude('cut', [rectangleAt(1, 1, 1, 1)], 0, 2);

test('numbers and the order of features do not matter', () => {
  expect(featuresText(programOf(block(4), hole(0.2), slot))).toBe(
    featuresText(programOf(block(5), slot, hole(0.3))),
  );
});

test('kinds, operations, loops and edges do', () => {
  const texts = [
    programOf(block(4)),
    programOf(block(4), hole(1)),
    programOf(block(4), slot),
    programOf(block(4), { ...slot, operation: 'join' }),
    programOf(extrude('new', [{ outer: rectangleAt(0, 0, 4, 4), holes: [circleAt(1, 1, 1)] }], 0, 2)),
  ].map(featuresText);
  expect(new Set(texts).size).toBe(texts.length);
});
