import { expect, test } from 'vitest';
import {
  addToHistograms,
  designStatistics,
  distributionOf,
  emptyHistograms,
} from '../../src/synth/statistics.ts';
import { circleAt, extrude, programOf, rectangleAt, revolve } from '../support/programs.ts';

test('a plate with a hole and a boss has 8 + 3 commands', () => {
  const plate = extrude('new', [{ outer: rectangleAt(0, 0, 9, 9), holes: [circleAt(3, 3, 1)] }], 0, 1);
  const boss = extrude('join', [circleAt(7, 7, 1)], 1, 2);
  // SOL, four lines, SOL, a circle, an extrusion; SOL, a circle, an extrusion.
  const counts = { faces: 9, edges: 18 };
  expect(designStatistics(programOf(plate, boss), counts)).toEqual({
    ...counts,
    extrusions: 2,
    commands: 11,
  });
  const ring = revolve('new', [circleAt(5, 0, 1)], 0, 1);
  expect(designStatistics(programOf(ring), counts)).toMatchObject({ extrusions: 0, commands: 3 });
});

test('a distribution has mean, quartiles, extremes and the designs of each value', () => {
  const histograms = emptyHistograms();
  for (const faces of [7, 3, 3, 5, 3, 9, 5, 5]) {
    addToHistograms(histograms, { faces, edges: 1, extrusions: 1, commands: 1 });
  }
  // Sorted: 3 3 3 5 5 5 7 9.
  expect(distributionOf(histograms.faces)).toEqual({
    mean: 5,
    min: 3,
    quartiles: [3, 5, 5],
    max: 9,
    histogram: [
      [3, 3],
      [5, 3],
      [7, 1],
      [9, 1],
    ],
  });
});
