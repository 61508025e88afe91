import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { loadKernel } from '../../src/kernel/load.node.ts';
import type { Kernel, Solid } from '../../src/kernel/types.ts';
import { moveProgram } from '../../src/program/transform.ts';
import type { SweptProgram } from '../../src/program/types.ts';
import { arbitraryProgram, rectangle, roundedRectangle } from '../support/arbitrary-program.ts';
import { circleAt, extrude, programOf, WORLD } from '../support/programs.ts';

let kernel: Kernel;
beforeAll(async () => {
  kernel = await loadKernel();
});
afterAll(() => kernel.close());

const overlap = async (a: SweptProgram, b: SweptProgram) =>
  kernel.intersectionOverUnion(await kernel.build(a), await kernel.build(b));
const block = (u: number, size = 2) => programOf(extrude('new', [rectangle([u, 0], size, size)], 0, 2));
/** The same solid in other bytes (one more at the end, never read), so that the kernel cannot tell. */
const copyOf = ({ brep }: Solid): Solid => ({ brep: Uint8Array.of(...brep, 0) });

describe('the intersection over union', () => {
  test.each([
    [0, 1],
    [1, 1 / 3],
    [1.5, 0.5 / 3.5],
    [2, 0],
    [5, 0],
  ])('of two blocks %f apart is %f', async (distance, expected) => {
    expect(await overlap(block(0), block(distance))).toBeCloseTo(expected, 9);
  });

  test('of a part inside another is the ratio of their volumes', async () => {
    expect(await overlap(block(0, 4), block(0, 2))).toBeCloseTo(1 / 4, 9);
  });

  test('of bodies that touch, overlap or lie in one another counts what they cover', async () => {
    const halves = programOf(
      extrude('new', [rectangle([0, 0], 2, 2)], 0, 2),
      extrude('new', [rectangle([2, 0], 2, 2)], 0, 2),
    );
    const whole = programOf(extrude('new', [rectangle([1, 0], 4, 2)], 0, 2));
    expect(await overlap(halves, whole)).toBeCloseTo(1, 9);
    expect(await overlap(whole, halves)).toBeCloseTo(1, 9);
    expect(await overlap(halves, halves)).toBeCloseTo(1, 9);
    const twice = programOf(...block(0).features, ...block(1).features);
    expect(await overlap(twice, block(0))).toBeCloseTo(2 / 3, 9);
    const ring = extrude('new', [{ outer: circleAt(0, 0, 3), holes: [circleAt(0, 0, 1)] }], 0, 2);
    const pin = extrude('new', [circleAt(0, 0, 1)], 0, 2);
    expect(await overlap(programOf(ring, pin), programOf({ ...pin, operation: 'new' }))).toBeCloseTo(
      1 / 9,
      9,
    );
  });

  test('of a solid with its own copy is 1', async () => {
    await fc.assert(
      fc.asyncProperty(arbitraryProgram(), async (program) => {
        const solid = await kernel.build(program);
        expect(await kernel.intersectionOverUnion(solid, copyOf(solid))).toBeCloseTo(1, 6);
      }),
      { seed: 12, numRuns: 4, endOnFailure: true },
    );
  });

  test.each([1e-6, 1e-5, 1e-4, 1e-3, 1e-2])('sees a shift by %f of the part', async (share) => {
    // Two planes, two arcs and a hole, of which the shift takes a slice of its own width each.
    const plate = programOf(
      extrude('new', [{ outer: roundedRectangle(40, 30, 5), holes: [circleAt(5, 0, 4)] }], 0, 10),
    );
    const shift = 40 * share;
    const moved = moveProgram(plate, { ...WORLD, origin: [shift, 0, 0] });
    const volume = 10 * (1200 - (4 - Math.PI) * 25 - 16 * Math.PI);
    const lost = 10 * shift * (30 + 8);
    expect(1 - (await overlap(plate, moved))).toBeCloseTo(
      (2 * lost) / (volume + lost),
      1 - Math.log10(share),
    );
  });
});

describe('a Boolean', () => {
  test('joins, cuts and leaves what is common', async () => {
    const [a, b] = [await kernel.build(block(0)), await kernel.build(block(1))];
    const volumeOf = async (operation: 'fuse' | 'cut' | 'common') =>
      (await kernel.measure(await kernel.boolean(operation, a, b))).volume;
    expect(await volumeOf('fuse')).toBeCloseTo(12, 9);
    expect(await volumeOf('cut')).toBeCloseTo(4, 9);
    expect(await volumeOf('common')).toBeCloseTo(4, 9);
  });

  test('without a result is a solid without bodies', async () => {
    const [a, b] = [await kernel.build(block(0)), await kernel.build(block(9))];
    const nothing = await kernel.boolean('common', a, b);
    expect(await kernel.measure(nothing)).toMatchObject({ bodies: 0, faces: 0, volume: 0 });
    expect((await kernel.check(nothing)).valid).toBe(false);
    expect(await kernel.faces(nothing)).toEqual([]);
    expect(await kernel.intersectionOverUnion(nothing, a)).toBe(0);
    expect((await kernel.measure(await kernel.boolean('fuse', nothing, a))).volume).toBeCloseTo(8, 9);
  });

  test('leaves its operands as they are', async () => {
    const [a, b] = [await kernel.build(block(0)), await kernel.build(block(1e-5))];
    const before = await kernel.writeStep(a, { unit: 'mm', name: 'a' });
    await kernel.boolean('fuse', a, b);
    await kernel.intersectionOverUnion(a, b);
    expect(await kernel.writeStep(a, { unit: 'mm', name: 'a' })).toEqual(before);
  });
});
