import { expect, test } from 'vitest';
import { seededRandom } from '../../src/geometry/random.ts';

const COUNT = 20_000;
const drawn = (draw: () => number): number[] => Array.from({ length: COUNT }, draw);
const mean = (values: readonly number[]): number => values.reduce((sum, x) => sum + x, 0) / values.length;

test('the same seed and stream give the same numbers, others do not', () => {
  const first = (seed: number, stream: number) => {
    const random = seededRandom(seed, stream);
    return drawn(() => random.uniform(0, 1)).slice(0, 5);
  };
  expect(first(3, 8)).toEqual(first(3, 8));
  const starts = [0, 1, 2, 3].flatMap((seed) => [0, 1, 2, 3].map((stream) => first(seed, stream)[0]));
  expect(new Set(starts).size).toBe(16);
});

test('the first numbers of neighbouring streams are uniform', () => {
  const firsts = Array.from({ length: COUNT }, (_, stream) => seededRandom(1, stream).uniform(0, 1));
  expect(mean(firsts)).toBeCloseTo(1 / 2, 2);
  expect(mean(firsts.map((x) => x * x))).toBeCloseTo(1 / 3, 2);
});

test('whole numbers take both ends', () => {
  const random = seededRandom(5);
  const counts = new Map<number, number>();
  for (const value of drawn(() => random.integer(-1, 2))) counts.set(value, (counts.get(value) ?? 0) + 1);
  expect([...counts.keys()].sort((a, b) => a - b)).toEqual([-1, 0, 1, 2]);
  for (const count of counts.values()) expect(count / COUNT).toBeCloseTo(1 / 4, 1);
});

test('normal numbers have their mean, deviation and tails', () => {
  const random = seededRandom(7);
  const values = drawn(() => random.normal(3, 2));
  expect(mean(values)).toBeCloseTo(3, 1);
  expect(Math.sqrt(mean(values.map((x) => (x - 3) ** 2)))).toBeCloseTo(2, 1);
  expect(values.filter((x) => Math.abs(x - 3) > 4).length / COUNT).toBeCloseTo(0.0455, 2);
});

test('nothing can be picked from nothing', () => {
  const random = seededRandom(1);
  expect(random.pick(['only'])).toBe('only');
  expect(() => random.pick([])).toThrow(RangeError);
});
