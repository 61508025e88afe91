import { expect, test } from 'vitest';
import { evenBins, histogram, powerBins, sharesOf } from '../../../src/cli/bench/html/plots.ts';

test('a bin has its lower end, and the outer bins what lies beyond', () => {
  expect(sharesOf([-5, 0, 0.99, 1, 2, 9], [0, 1, 2])).toEqual([0.5, 0.5]);
  expect(sharesOf([], [0, 1])).toEqual([0]);
});

test('bins by size and by power', () => {
  expect(evenBins(0, 2, 4, 1).edges).toEqual([0, 0.5, 1, 1.5, 2]);
  expect(powerBins(-1, 1, 1).edges).toEqual([0.1, 1, 10]);
});

test('a plot has a bar for each series and bin, as high as its share, and says names safely', () => {
  const series = [
    { name: '<ours>', values: [0.5, 0.5, 1.5, 1.5] },
    { name: 'theirs', values: [0.5] },
  ];
  const svg = histogram('title', series, evenBins(0, 2, 2, 0));
  const heights = [...svg.matchAll(/height="([\d.]+)" fill/g)].map(([, height]) => Number(height));
  expect(heights).toHaveLength(4);
  expect(heights[0] / heights[2]).toBeCloseTo(0.5, 1);
  expect(heights[3]).toBe(0);
  expect(svg).not.toContain('<ours>');
});
