import { expect, test } from 'vitest';
import type { Outcome } from '../../src/synth/attempt.ts';
import { createCollector, type Shard } from '../../src/synth/collector.ts';

const statistics = { faces: 6, edges: 12, extrusions: 1, commands: 6 };
const design = (n: number): Outcome => ({
  key: n.toString(16).padStart(16, '0'),
  statistics,
  fields: `"n":${n}`,
});

test('fills shards with designs that differ, in order, and counts what it left out', () => {
  const collector = createCollector({ count: 5, shardSize: 2 });
  const outcomes: Outcome[] = [
    design(1),
    { refused: 'empty' },
    design(1),
    design(2),
    { refused: 'invalid' },
    { refused: 'unbuildable' },
    design(3),
    design(2),
    design(4),
    design(5),
  ];
  const shards = outcomes.flatMap((outcome): Shard | never[] => collector.take(outcome) ?? []);
  const none = { empty: 0, unbuildable: 0, invalid: 0, duplicate: 0 };
  expect(shards).toEqual([
    {
      lines: ['{"index":0,"n":1}', '{"index":1,"n":2}'],
      attempts: 4,
      rejected: { ...none, empty: 1, duplicate: 1 },
    },
    {
      lines: ['{"index":2,"n":3}', '{"index":3,"n":4}'],
      attempts: 5,
      rejected: { ...none, unbuildable: 1, invalid: 1, duplicate: 1 },
    },
    { lines: ['{"index":4,"n":5}'], attempts: 1, rejected: none },
  ]);
  expect(collector.designs()).toBe(5);
  expect([...collector.histograms.faces]).toEqual([[6, 5]]);
});

test('does not repeat the designs of finished shards', () => {
  const collector = createCollector({ count: 2, shardSize: 2 });
  collector.recall('0000000000000001', statistics);
  expect(collector.take(design(1))).toBeUndefined();
  expect(collector.take(design(2))?.lines).toEqual(['{"index":1,"n":2}']);
});

test('gives up when no new designs come', () => {
  const collector = createCollector({ count: 10, shardSize: 2 });
  collector.take(design(1));
  expect(() => {
    for (;;) collector.take(design(1));
  }).toThrow(/no new design after 1/);
});
