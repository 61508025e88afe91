import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { reportText } from '../src/cli/report-text.ts';
import type { Frame } from '../src/geometry/frame.ts';
import type { Target } from '../src/input/target.ts';
import { loadKernel } from '../src/kernel/load.node.ts';
import type { Kernel } from '../src/kernel/types.ts';
import { perceive } from '../src/perceive/perceive.ts';
import type { Loop, SweptProgram } from '../src/program/types.ts';
import type { ShapeReport } from '../src/report/report.ts';
import { reportOnShape } from '../src/report/shape-report.ts';
import { circleAt, extrude, programOf, WORLD } from './support/programs.ts';

let kernel: Kernel;
beforeAll(async () => {
  kernel = await loadKernel();
});
afterAll(() => kernel.close());

const square = (size: number): Loop => ({
  kind: 'path',
  start: [0, 0],
  edges: [
    { kind: 'line', to: [size, 0] },
    { kind: 'line', to: [size, size] },
    { kind: 'line', to: [0, size] },
    { kind: 'line', to: [0, 0] },
  ],
});
const beside: Frame = { ...WORLD, origin: [20, 0, 0] };

/** The report on `made` as the answer for the solid of `wanted`. */
async function reportFor(
  made: SweptProgram,
  wanted: SweptProgram,
  as: 'solid' | 'mesh',
): Promise<ShapeReport> {
  const solid = await kernel.build(made);
  const truth = await kernel.build(wanted);
  const about = { unit: wanted.unit, unitAssumed: false, warnings: [] };
  const mesh = await kernel.tessellate(truth, { deviation: 0.01, angle: 0.1 });
  const target: Target =
    as === 'solid'
      ? { kind: 'solid', solid: truth, ...about }
      : { kind: 'mesh', mesh, openEdges: 0, nonManifoldEdges: 0, shells: 1, ...about };
  const iou = await kernel.intersectionOverUnion(truth, solid);
  const { faces, bodies } = await kernel.measure(solid);
  const solution = { features: made.features, solid, faces, bodies, iou, exact: iou > 1 - 1e-9, dropped: [] };
  return reportOnShape(
    {
      target,
      parts: await perceive(target, kernel, () => false),
      program: made,
      solid,
      solutions: [solution],
    },
    { kernel, seed: 1, seconds: () => 1, timedOut: () => false },
  );
}

const cube = programOf(extrude('new', [square(10)], 0, 10));

describe.each(['solid', 'mesh'] as const)('the report on a %s', (kind) => {
  test('that is explained has nothing unexplained', async () => {
    const { fit, unexplained } = await reportFor(cube, cube, kind);
    expect(fit).toMatchObject({ iou: 1, exact: true, explained: 1 });
    expect(fit.chamfer / fit.chamferFloor).toBeCloseTo(1, 1);
    const nothing = { amount: expect.closeTo(0, 9), share: expect.closeTo(0, 9) };
    expect(unexplained).toEqual({ faces: [], area: nothing, missingVolume: nothing, extraVolume: nothing });
  });

  test('of which the result lacks a piece tells how much, and which faces', async () => {
    const low = programOf(extrude('new', [square(10)], 0, 8));
    const { fit, unexplained } = await reportFor(low, cube, kind);
    expect(fit.iou).toBeCloseTo(0.8, 6);
    expect(fit.chamfer).toBeGreaterThan(5 * fit.chamferFloor);
    expect(unexplained.missingVolume.amount).toBeCloseTo(200, 3);
    expect(unexplained.missingVolume.share).toBeCloseTo(0.2, 6);
    expect(unexplained.extraVolume.amount).toBeCloseTo(0, 3);
    // The top, and a fifth of each side.
    expect(unexplained.area.share).toBeCloseTo((1 + 4 / 5) / 6, 1);
    expect(unexplained.area.amount).toBeCloseTo(600 * unexplained.area.share, 6);
    const top = unexplained.faces.find(({ at }) => Math.abs(at[2] - 10) < 1e-6);
    expect(top).toMatchObject({ surface: 'plane', area: expect.closeTo(100, 6) });
  });

  test('that the result exceeds tells by how much', async () => {
    const high = programOf(extrude('new', [square(10)], 0, 12));
    const { unexplained } = await reportFor(high, cube, kind);
    expect(unexplained.missingVolume.amount).toBeCloseTo(0, 3);
    expect(unexplained.extraVolume).toEqual({
      amount: expect.closeTo(200, 3),
      share: expect.closeTo(0.2, 6),
    });
  });
});

test('a large round face of a solid is explained, whatever its facets', async () => {
  const disc = programOf(extrude('new', [circleAt(0, 0, 50)], 0, 2));
  const { fit, unexplained } = await reportFor(disc, disc, 'solid');
  expect(fit.explained).toBe(1);
  expect(unexplained.faces).toEqual([]);
});

test('people read how much is unexplained, and where', async () => {
  const two = programOf(extrude('new', [square(10)], 0, 10), extrude('join', [square(10)], 0, 10, beside));
  const text = reportText(await reportFor(cube, two, 'solid'), []);
  expect(text).toMatch(/^volume: +50% \(1000 mm³\) missing, none too much$/m);
  expect(text).toMatch(/^unexplained: +(49|5\d)(\.\d+)?% \(\d+ mm²\) of the surface, on 6 faces$/m);
  expect(text.match(/^face: +plane, 100 mm², at \(/gm)).toHaveLength(5);
});
