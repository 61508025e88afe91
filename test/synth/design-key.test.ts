import fc from 'fast-check';
import { expect, test } from 'vitest';
import { reverseLoop } from '../../src/program/region.ts';
import type { Loop, SweptProgram } from '../../src/program/types.ts';
import { designKey, EXACT, SIX_BITS } from '../../src/synth/design-key.ts';
import { createKeySet } from '../../src/synth/key-set.ts';
import { circleAt, extrude, programOf, rectangleAt, WORLD } from '../support/programs.ts';

const outline: Loop = {
  kind: 'path',
  start: [0, 0],
  edges: [
    { kind: 'line', to: [40, 0] },
    { kind: 'arc', through: [50, 10], to: [40, 20] },
    { kind: 'line', to: [0, 20] },
    { kind: 'line', to: [0, 0] },
  ],
};
const holes = [circleAt(10, 10, 4), circleAt(30, 10, 4)];
const base = extrude('new', [{ outer: outline, holes }], 0, 10);
const boss = extrude('join', [rectangleAt(0, 0, 20, 5)], 10, 30);
const program = programOf(base, boss);

const keyOf = (each: SweptProgram, step = EXACT): Promise<string> => designKey(each, step);

test('is the same for every way to write a design', async () => {
  const key = await keyOf(program);
  expect(key).toMatch(/^[\da-f]{16}$/);
  const started: Loop = {
    kind: 'path',
    start: [40, 20],
    edges: [...outline.edges.slice(2), ...outline.edges.slice(0, 2)],
  };
  const ways: SweptProgram[] = [
    programOf(extrude('new', [{ outer: started, holes }], 0, 10), boss),
    programOf(extrude('new', [{ outer: reverseLoop(outline), holes }], 0, 10), boss),
    programOf(extrude('new', [{ outer: outline, holes: [...holes].reverse() }], 0, 10), boss),
    programOf({ ...boss, operation: 'new' }, { ...base, operation: 'join' }),
    programOf(base, extrude('join', [rectangleAt(0, 0, 20, 5)], -20, 0, { ...WORLD, origin: [0, 0, 30] })),
  ];
  for (const way of ways) expect(await keyOf(way)).toBe(key);
});

test('differs where the design does', async () => {
  const others: SweptProgram[] = [
    programOf(base),
    programOf(base, { ...boss, operation: 'cut' }),
    programOf(base, { ...boss, to: 31 }),
    programOf(base, extrude('join', [rectangleAt(0, 0, 20, 5.001)], 10, 30)),
    programOf(extrude('new', [{ outer: outline, holes: holes.slice(1) }], 0, 10), boss),
    programOf(base, extrude('join', [rectangleAt(0, 0, 20, 5)], 10, 30, { ...WORLD, normal: [0, 0, -1] })),
  ];
  const keys = await Promise.all([program, ...others].map((each) => keyOf(each)));
  expect(new Set(keys).size).toBe(keys.length);
});

test('in six bits, is the same within one of 64 values', async () => {
  // A value is 200 / 63 wide: 3.17 steps of the grid. 20 / 3.17 = 6.3 and 19 / 3.17 = 5.985 are both 6.
  const disc = (radius: number): SweptProgram => programOf(extrude('new', [circleAt(0, 0, radius)], 0, 100));
  expect(await keyOf(disc(20), SIX_BITS)).toBe(await keyOf(disc(19), SIX_BITS));
  expect(await keyOf(disc(20), SIX_BITS)).not.toBe(await keyOf(disc(17), SIX_BITS));
  expect(await keyOf(disc(20))).not.toBe(await keyOf(disc(19)));
});

test('a set of keys knows what it has seen', () => {
  const key = fc
    .tuple(fc.integer({ min: 0, max: 3 }), fc.integer({ min: 0, max: 0xffffffff }))
    .map((parts) => parts.map((part) => part.toString(16).padStart(8, '0')).join(''));
  fc.assert(
    fc.property(fc.array(key, { minLength: 1, maxLength: 3000 }), (keys) => {
      const [set, known] = [createKeySet(), new Set<string>()];
      for (const each of [...keys, ...keys.slice(0, 10), '0000000000000000']) {
        expect(set.add(each)).toBe(!known.has(each));
        known.add(each);
      }
    }),
    { seed: 8, numRuns: 20 },
  );
});
