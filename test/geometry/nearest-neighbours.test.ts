import { expect, test } from 'vitest';
import { buildKdTree } from '../../src/geometry/kd-tree.ts';
import { nearestNeighbours } from '../../src/geometry/nearest-neighbours.ts';
import { seededRandom } from '../../src/geometry/random.ts';

const random = seededRandom(4);
const points = Float64Array.from({ length: 3 * 500 }, () => random.uniform(-1, 1));

const distance = (i: number, j: number): number =>
  Math.hypot(...[0, 1, 2].map((k) => points[3 * i + k] - points[3 * j + k]));

/** The others by distance, found one by one. */
const byDistance = (i: number): number[] =>
  Array.from({ length: points.length / 3 }, (_, j) => j)
    .filter((j) => j !== i)
    .sort((a, b) => distance(i, a) - distance(i, b));

test('neighbours are those that a look at all points finds, nearest first', () => {
  const { count, indices, reach } = nearestNeighbours(buildKdTree(points), 20);
  expect(count).toBe(20);
  for (let i = 0; i < 500; i += 7) {
    const expected = byDistance(i).slice(0, 20);
    expect([...indices.subarray(20 * i, 20 * i + 20)]).toEqual(expected);
    expect(reach[i]).toBeCloseTo(distance(i, expected[19]), 12);
  }
});

test('neighbours of some points only come in their order', () => {
  const { indices } = nearestNeighbours(buildKdTree(points), 3, Uint32Array.of(42, 7));
  expect([...indices]).toEqual([...byDistance(42).slice(0, 3), ...byDistance(7).slice(0, 3)]);
});

test('there are no more neighbours than other points, and equal points are neighbours of one another', () => {
  const { count, indices, reach } = nearestNeighbours(buildKdTree(new Float64Array(9)), 5);
  expect(count).toBe(2);
  expect([...indices.subarray(0, 2)].sort()).toEqual([1, 2]);
  expect([...reach]).toEqual([0, 0, 0]);
  expect(nearestNeighbours(buildKdTree(new Float64Array(3)), 5).count).toBe(0);
  expect(nearestNeighbours(buildKdTree(new Float64Array(0)), 5).indices).toHaveLength(0);
});
