import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { loadKernel } from '../../src/kernel/load.node.ts';
import type { Kernel } from '../../src/kernel/types.ts';
import type { Loop, Sweep } from '../../src/program/types.ts';
import { arbitraryProgram, rectangle } from '../support/arbitrary-program.ts';
import { circleAt, extrude, programOf } from '../support/programs.ts';

let used: Kernel;
let fresh: Kernel;
beforeAll(async () => {
  used = await loadKernel();
  fresh = await loadKernel();
});
afterAll(() => {
  used.close();
  fresh.close();
});

const BLOCK = extrude('new', [rectangle([0, 0], 8, 8)], 0, 4);
const BOSS = extrude('join', [circleAt(0, 0, 3)], 4, 6);
const HOLE = extrude('cut', [circleAt(0, 0, 1)], -1, 9);
const CORNER = extrude('cut', [rectangle([4, 4], 2, 2)], -1, 9);
const TOO_MUCH = extrude('cut', [rectangle([0, 0], 99, 99)], -1, 9);

/** The bytes, or the message, that a program comes to. */
const outcome = async (kernel: Kernel, features: readonly Sweep[]) =>
  kernel.build(programOf(...features)).then(
    ({ brep }) => brep,
    (error) => error.message,
  );

describe('a program built after others', () => {
  test.each<[string, Sweep[][]]>([
    ['again', [[BLOCK, BOSS, HOLE]]],
    ['with a feature more', [[BLOCK, BOSS]]],
    ['with a feature less', [[BLOCK, BOSS, HOLE, CORNER]]],
    ['without one from the middle', [[BLOCK, CORNER, BOSS, HOLE]]],
    ['without the one that failed', [[BLOCK, BOSS, TOO_MUCH, HOLE]]],
    ['with a second body', [[BLOCK, BOSS, HOLE, BLOCK, CORNER]]],
    ['after one with nothing in common', [[CORNER], [HOLE], [{ ...BOSS, operation: 'new' }]]],
  ])('%s is what it is alone', async (_, before) => {
    for (const features of before) await outcome(used, features);
    fresh.close();
    expect(await outcome(used, [BLOCK, BOSS, HOLE])).toEqual(await outcome(fresh, [BLOCK, BOSS, HOLE]));
  });

  test('does not feel that its merged faces were turned', async () => {
    // Two arcs that do not begin at angle 0 merge to a cylinder whose seam is then moved there.
    const halves: Loop = {
      kind: 'path',
      start: [1.2, 1.6],
      edges: [
        { kind: 'arc', through: [-1.6, 1.2], to: [-1.2, -1.6] },
        { kind: 'arc', through: [1.6, -1.2], to: [1.2, 1.6] },
      ],
    };
    const features = [BLOCK, extrude('cut', [halves], -1, 9)];
    const first = await outcome(used, features);
    expect(await outcome(used, features)).toEqual(first);
  });

  test('is the same solid, whatever it is', async () => {
    await fc.assert(
      fc.asyncProperty(arbitraryProgram(), fc.nat(5), async ({ features }, skipped) => {
        fresh.close();
        const expected = await outcome(fresh, features);
        await outcome(used, features.toSpliced(1 + skipped, 1));
        expect(await outcome(used, features)).toEqual(expected);
        expect(await outcome(used, features)).toEqual(expected);
      }),
      { seed: 5, numRuns: 6, endOnFailure: true },
    );
  });

  test('still names the feature that cannot be built', async () => {
    for (const features of [
      [BLOCK, BOSS, TOO_MUCH],
      [BLOCK, BOSS, TOO_MUCH],
      [BLOCK, BOSS, TOO_MUCH, HOLE],
    ]) {
      await expect(used.build(programOf(...features))).rejects.toMatchObject({
        code: 'kernel-failed',
        where: 'feature 2',
      });
    }
  });
});
