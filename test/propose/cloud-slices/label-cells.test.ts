import { expect, test } from 'vitest';
import { settleCells } from '../../../src/propose/cloud-slices/label-cells.ts';

/** Beside the unbounded cell: a solid one, a void one, and a sliver whose borders with them and outside have lengths. */
const labelled = (bySolid: number, byVoid: number, slivers: readonly number[]) =>
  settleCells({
    votes: Float64Array.of(-Infinity, 4, -4, -0.5),
    links: [
      { a: 0, b: 1, odds: 1, length: 4 },
      { a: 1, b: 2, odds: 1, length: 4 },
      { a: 1, b: 3, odds: 0.1, length: bySolid },
      { a: 2, b: 3, odds: 0.1, length: byVoid },
    ],
    slivers,
  }).solid;

test('a sliver is what most of its border lies next to, whatever lines through it say', () => {
  expect([...labelled(3, 2, [3])]).toEqual([0, 1, 0, 1]);
  expect([...labelled(2, 3, [3])]).toEqual([0, 1, 0, 0]);
  // Not clearly more of one.
  expect([...labelled(3, 2.95, [3])]).toEqual([0, 1, 0, 0]);
  expect([...labelled(3, 2, [])]).toEqual([0, 1, 0, 0]);
});
