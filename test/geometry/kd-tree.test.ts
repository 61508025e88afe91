import { expect, test } from 'vitest';
import { buildKdTree, type Neighbour, nearestPoint, squaredDistances } from '../../src/geometry/kd-tree.ts';
import { randomNumbers } from '../support/motion.ts';

test.each([0, 1, 8, 9, 100, 3000])('nearestPoint agrees with brute force on %i points', (count) => {
  const random = randomNumbers(count);
  // Half of the coordinates from a coarse grid: many equal ones, many coincident points.
  const coordinate = () => (random() < 0.5 ? Math.round(4 * random()) / 4 : random());
  const points = Float64Array.from({ length: 3 * count }, coordinate);
  const tree = buildKdTree(points);
  const found: Neighbour = { index: -1, squaredDistance: 0 };
  for (let i = 0; i < 300; i++) {
    const [x, y, z] = [1.4 * random() - 0.2, 1.4 * random() - 0.2, 1.4 * random() - 0.2];
    const squared = (j: number) =>
      (points[3 * j] - x) ** 2 + (points[3 * j + 1] - y) ** 2 + (points[3 * j + 2] - z) ** 2;
    let expected = Infinity;
    for (let j = 0; j < count; j++) expected = Math.min(expected, squared(j));
    expect(nearestPoint(tree, x, y, z, found)).toBeCloseTo(expected, 12);
    if (count === 0) expect(found).toEqual({ index: -1, squaredDistance: Infinity });
    else expect(squared(found.index)).toBeCloseTo(expected, 12);
  }
});

test('a tree over many coincident points stays fast', () => {
  const tree = buildKdTree(new Float64Array(300_000).fill(1));
  const found: Neighbour = { index: -1, squaredDistance: 0 };
  expect(nearestPoint(tree, 1, 1, 3, found)).toBe(4);
});

test.each([
  [1, 500],
  [500, 1],
  [700, 900],
])('squaredDistances of %i points from %i are those of each point alone', (countFrom, countTo) => {
  const random = randomNumbers(countFrom);
  const cloud = (count: number, size: number) =>
    buildKdTree(Float64Array.from({ length: 3 * count }, () => size * random()));
  const [from, to] = [cloud(countFrom, 3), cloud(countTo, 1)];
  const found: Neighbour = { index: -1, squaredDistance: 0 };
  const { positions: p } = from;
  squaredDistances(from, to).forEach((squared, i) => {
    expect(squared).toBe(nearestPoint(to, p[3 * i], p[3 * i + 1], p[3 * i + 2], found));
  });
});

test('there is no distance from no points', () => {
  const [one, none] = [buildKdTree(Float64Array.of(1, 2, 3)), buildKdTree(new Float64Array())];
  expect([...squaredDistances(one, none)]).toEqual([Infinity]);
  expect([...squaredDistances(none, one)]).toEqual([]);
});
