import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { loadKernel } from '../../src/kernel/load.node.ts';
import type { Kernel } from '../../src/kernel/types.ts';
import { programBounds } from '../../src/program/bounds.ts';
import { moveProgram, scaleProgram } from '../../src/program/transform.ts';
import type { Loop, SweptProgram } from '../../src/program/types.ts';
import { arbitraryProgram, rectangle, roundedRectangle } from '../support/arbitrary-program.ts';
import { circleAt, extrude, programOf, revolve, WORLD } from '../support/programs.ts';

let kernel: Kernel;
beforeAll(async () => {
  kernel = await loadKernel();
});
afterAll(() => kernel.close());

const measured = async (program: SweptProgram) => kernel.measure(await kernel.build(program));
const TURN = 2 * Math.PI;

describe('an extrusion', () => {
  test('has the volume and the fewest faces that its sketch says', async () => {
    const plate = { outer: roundedRectangle(40, 30, 5), holes: [circleAt(10, 5, 3), circleAt(-10, 5, 3)] };
    const { volume, faces, edges, bounds, bodies } = await measured(
      programOf(extrude('new', [plate], -2, 6)),
    );
    expect(volume).toBeCloseTo(8 * (40 * 30 - (4 - Math.PI) * 25 - 2 * Math.PI * 9), 9);
    // Four sides, four corners, two holes, two caps.
    expect({ faces, edges, bodies }).toEqual({ faces: 12, edges: 24 + 2 * 3, bodies: 1 });
    for (const k of [0, 1, 2]) expect(bounds.max[k] - bounds.min[k]).toBeCloseTo([40, 30, 8][k], 6);
  });

  test('does not depend on the direction of its loops', async () => {
    const square: Loop = rectangle([0, 0], 4, 4);
    const back: Loop = {
      kind: 'path',
      start: [-2, -2],
      edges: [
        { kind: 'line', to: [-2, 2] },
        { kind: 'line', to: [2, 2] },
        { kind: 'line', to: [2, -2] },
        { kind: 'line', to: [-2, -2] },
      ],
    };
    for (const outer of [square, back]) {
      const hole: Loop = { kind: 'circle', center: [0, 0], radius: 1 };
      const program = programOf(extrude('new', [{ outer, holes: [hole] }], 0, 1));
      expect((await measured(program)).volume).toBeCloseTo(16 - Math.PI, 9);
      expect((await kernel.check(await kernel.build(program))).valid).toBe(true);
    }
  });

  test('makes one cylinder of arcs of one circle', async () => {
    const twoArcs: Loop = {
      kind: 'path',
      start: [3, 0],
      edges: [
        { kind: 'arc', through: [0, 3], to: [-3, 0] },
        { kind: 'arc', through: [0, -3], to: [3, 0] },
      ],
    };
    expect(await measured(programOf(extrude('new', [twoArcs], 0, 2)))).toMatchObject({ faces: 3, edges: 3 });
  });

  test('of several regions fuses those that touch and keeps apart those that do not', async () => {
    const regions = [rectangle([0, 0], 2, 2), rectangle([2, 0], 2, 2), rectangle([9, 0], 2, 2)];
    const part = await measured(programOf(extrude('new', regions, 0, 1)));
    expect(part).toMatchObject({ bodies: 2, faces: 12 });
    expect(part.volume).toBeCloseTo(12, 9);
  });
});

describe('a revolve', () => {
  const ring = { outer: rectangle([3.5, 1.5], 3, 3), holes: [circleAt(3.5, 1.5, 0.5)] };

  test.each([
    [0, TURN, 5],
    [0.3, 1.3, 7],
    [-1, 1, 7],
    [1, 1 + TURN, 5],
  ])('from %f to %f has the volume of Pappus', async (from, to, faces) => {
    const solid = await kernel.build(programOf(revolve('new', [ring], from, to)));
    const part = await kernel.measure(solid);
    expect(part.volume).toBeCloseTo((to - from) * 3.5 * (9 - Math.PI / 4), 9);
    expect(part.faces).toBe(faces);
    expect((await kernel.check(solid)).valid).toBe(true);
  });

  test('on the other side of its axis is as good', async () => {
    const left = { outer: rectangle([-3.5, 1.5], 3, 3), holes: [] };
    for (const to of [1, TURN]) {
      expect((await measured(programOf(revolve('new', [left], 0, to)))).volume).toBeCloseTo(to * 31.5, 9);
    }
  });

  test('of a half disc is a ball', async () => {
    const half: Loop = {
      kind: 'path',
      start: [0, -2],
      edges: [
        { kind: 'arc', through: [2, 0], to: [0, 2] },
        { kind: 'line', to: [0, -2] },
      ],
    };
    const ball = await measured(programOf(revolve('new', [half], 0, TURN)));
    expect(ball.volume).toBeCloseTo((32 / 3) * Math.PI, 9);
    expect(ball).toMatchObject({ faces: 1, bodies: 1 });
  });
});

describe('features', () => {
  const block = extrude('new', [rectangle([0, 0], 10, 10)], 0, 10);

  test('join, cut and intersect the body', async () => {
    const boss = extrude('join', [circleAt(0, 0, 2)], 10, 12);
    const holes = extrude('cut', [circleAt(0, 0, 1), circleAt(4, 4, 0.5)], -1, 13);
    const slab = extrude('intersect', [rectangle([0, 0], 20, 20)], 2, 11);
    const { volume, faces } = await measured(programOf(block, boss, holes, slab));
    expect(volume).toBeCloseTo(900 - 100 + 4 * Math.PI - 9 * Math.PI - 8 * 0.25 * Math.PI, 8);
    expect(faces).toBe(6 + 2 + 2);
  });

  test('intersect with what several regions cover together', async () => {
    const two = extrude('intersect', [rectangle([-4, 0], 2, 30), rectangle([4, 0], 2, 30)], -1, 11);
    expect(await measured(programOf(block, two))).toMatchObject({ bodies: 2 });
  });

  test('work on the body started last, and bodies that touch stay apart', async () => {
    const second = extrude('new', [rectangle([10, 0], 10, 10)], 0, 10);
    const through = extrude('cut', [rectangle([5, 0], 4, 4)], -1, 11);
    const part = await measured(programOf(block, second, through));
    expect(part).toMatchObject({ bodies: 2, faces: 6 + 10 });
    expect(part.volume).toBeCloseTo(2000 - 80, 8);
  });

  test('of sketches drawn the other way round still meet in plain faces', async () => {
    const tilted = { origin: [0, 0, 20], xAxis: [-1, 0, 0], normal: [0, 0, -1] } as const;
    const lower = extrude('cut', [circleAt(0, 0, 2)], 0, 5);
    const upper = extrude('cut', [circleAt(0, 0, 2)], 10, 15, tilted);
    const [whole, joined] = [
      programOf(block, extrude('cut', [circleAt(0, 0, 2)], 0, 10)),
      programOf(block, lower, upper),
    ];
    const [a, b] = [await kernel.build(whole), await kernel.build(joined)];
    expect((await kernel.measure(b)).edges).toBe((await kernel.measure(a)).edges);
    expect(await kernel.intersectionOverUnion(a, b)).toBeCloseTo(1, 9);
  });

  test('that cannot be built are named', async () => {
    const all = extrude('cut', [rectangle([0, 0], 20, 20)], -1, 11);
    await expect(kernel.build(programOf(block, all))).rejects.toMatchObject({
      code: 'kernel-failed',
      where: 'feature 1',
    });
    const apart = extrude('intersect', [circleAt(50, 0, 1)], 0, 1);
    await expect(kernel.build(programOf(block, apart))).rejects.toMatchObject({ where: 'feature 1' });
    await expect(kernel.build(programOf(block, { ...all, to: -1 }))).rejects.toMatchObject({
      code: 'program-invalid',
      where: 'feature 1 at to',
    });
  });
});

describe('any sound program', () => {
  test('builds a valid solid inside its box, the same however it lies and whatever its unit', async () => {
    await fc.assert(
      fc.asyncProperty(arbitraryProgram(), async (program) => {
        const solid = await kernel.build(program);
        expect(await kernel.check(solid)).toEqual({ valid: true, problems: [] });
        const { volume, bounds } = await kernel.measure(solid);
        const box = programBounds(program);
        for (const k of [0, 1, 2]) {
          expect(bounds.min[k]).toBeGreaterThan(box.min[k] - 1e-6);
          expect(bounds.max[k]).toBeLessThan(box.max[k] + 1e-6);
        }
        const tilted = { origin: [1, 2, 3], xAxis: [0, 0.6, 0.8], normal: [1, 0, 0] } as const;
        const changed = await kernel.measure(
          await kernel.build(scaleProgram(moveProgram(program, tilted), 2)),
        );
        // Where curved faces meet, OCCT approximates their curve.
        expect(changed.volume / (8 * volume)).toBeCloseTo(1, 5);
      }),
      { seed: 2, numRuns: 8, endOnFailure: true },
    );
  });

  test('is built the same way twice', async () => {
    const [program] = fc.sample(arbitraryProgram(), { seed: 9, numRuns: 1 });
    const [first, second] = [await kernel.build(program), await (await loadKernel()).build(program)];
    expect(second.brep).toEqual(first.brep);
  });

  test('may stand far from the origin or be tiny', async () => {
    const far = { ...WORLD, origin: [1e4, -1e4, 1e4] } as const;
    expect((await measured(programOf(extrude('new', [circleAt(0, 0, 1)], 0, 1, far)))).volume).toBeCloseTo(
      Math.PI,
      6,
    );
    const tiny = await measured(programOf(extrude('new', [circleAt(0, 0, 1e-3)], 0, 1e-3)));
    expect(tiny.volume / (Math.PI * 1e-9)).toBeCloseTo(1, 6);
  });

  test('stops before the feature that no time is left for, and goes on from there', async () => {
    const program = programOf(
      extrude('new', [circleAt(0, 0, 5)], 0, 1),
      extrude('join', [circleAt(0, 0, 4)], 1, 2),
      extrude('join', [circleAt(0, 0, 3)], 2, 3),
    );
    await expect(kernel.build(program, { seconds: 0 })).rejects.toMatchObject({
      code: 'kernel-timeout',
      where: expect.stringMatching(/^feature [012]$/),
    });
    expect((await measured(program)).volume / (Math.PI * (25 + 16 + 9))).toBeCloseTo(1, 6);
  });
});
