import { expect, test } from 'vitest';
import { deviationScale, scaleColor, scalePicture, segmentColor } from '../../../src/synth/index.ts';

const GREYS = {
  low: 0,
  high: 4,
  stops: [
    [0, 0, 0],
    [100, 100, 100],
    [200, 0, 100],
  ],
} as const;

test('a scale has straight lines between its stops and holds beyond them', () => {
  expect(scaleColor(GREYS, 0)).toEqual([0, 0, 0]);
  expect(scaleColor(GREYS, 1)).toEqual([50, 50, 50]);
  expect(scaleColor(GREYS, 2)).toEqual([100, 100, 100]);
  expect(scaleColor(GREYS, 3)).toEqual([150, 50, 100]);
  expect(scaleColor(GREYS, 99)).toEqual([200, 0, 100]);
  expect(scaleColor(GREYS, -99)).toEqual([0, 0, 0]);
});

test('deviations are blue below, red above, grey between', () => {
  const scale = deviationScale(0.1);
  const [low, none, high] = [-0.1, 0, 0.1].map((value) => scaleColor(scale, value));
  expect(low[2]).toBeGreaterThan(low[0] + 100);
  expect(high[0]).toBeGreaterThan(high[2] + 100);
  expect(Math.max(...none) - Math.min(...none)).toBeLessThan(10);
});

test('a scale without extent has a color', () => {
  expect(scaleColor(deviationScale(0), 0)).toHaveLength(3);
});

test('a legend runs from low to high', () => {
  const { rgba } = scalePicture(GREYS, 4, 2);
  expect([...rgba.subarray(0, 4)]).toEqual([25, 25, 25, 255]);
  expect(rgba[4 * 3]).toBe(175);
  expect(rgba.subarray(0, 16)).toEqual(rgba.subarray(16));
});

test('segments next to each other have colors far apart', () => {
  for (let i = 0; i < 50; i++) {
    const [a, b] = [segmentColor(i), segmentColor(i + 1)];
    expect(Math.hypot(a[0] - b[0], a[1] - b[1], a[2] - b[2])).toBeGreaterThan(60);
    for (const channel of a) expect(channel).toBeGreaterThanOrEqual(0);
    for (const channel of a) expect(channel).toBeLessThanOrEqual(255);
  }
});
