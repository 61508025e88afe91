import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { CadtraceError } from '../../src/errors.ts';
import type { Frame } from '../../src/geometry/frame.ts';
import type { MeshTarget, SolidTarget } from '../../src/input/target.ts';
import { loadKernel } from '../../src/kernel/load.node.ts';
import type { Kernel } from '../../src/kernel/types.ts';
import type { Loop, SweptProgram } from '../../src/program/types.ts';
import { reconstruct } from '../../src/reconstruct.ts';
import { extrude, programOf, rectangleAt, revolve } from '../support/programs.ts';

let kernel: Kernel;
beforeAll(async () => {
  kernel = await loadKernel();
});
afterAll(() => kernel.close());

const circle = (u: number, v: number, radius: number): Loop => ({ kind: 'circle', center: [u, v], radius });
const FRONT: Frame = { origin: [0, 0, 0], xAxis: [1, 0, 0], normal: [0, -1, 0] };
const TILTED: Frame = { origin: [3, -2, 7], xAxis: [0.6, 0, 0.8], normal: [-0.8, 0, 0.6] };

const drilled = (frame: Frame) =>
  programOf(
    extrude(
      'new',
      [{ outer: rectangleAt(0, 0, 40, 25), holes: [circle(8, 8, 2.5), circle(32, 8, 2.5)] }],
      0,
      6,
      frame,
    ),
    extrude('join', [circle(20, 15, 6)], 6, 14, frame),
  );

const PARTS: Record<string, { program: SweptProgram; steps: number }> = {
  'a plate with holes and a boss': {
    program: drilled({ ...TILTED, xAxis: [1, 0, 0], normal: [0, 0, 1] }),
    steps: 2,
  },
  'the same, tilted': { program: drilled(TILTED), steps: 2 },
  'a block cut along two axes': {
    program: programOf(
      extrude('new', [rectangleAt(0, 0, 30, 20)], 0, 20),
      extrude('cut', [rectangleAt(10, 8, 10, 30)], -30, 10, FRONT),
      extrude('cut', [circle(5, 10, 3)], 0, 20),
    ),
    // The round hole is a hole of the block's own sketch.
    steps: 2,
  },
  'a stepped shaft': {
    program: programOf(
      revolve(
        'new',
        [
          {
            kind: 'path',
            start: [0, 0],
            edges: [
              [8, 0],
              [8, 10],
              [5, 12],
              [5, 40],
              [0, 40],
              [0, 0],
            ].map(([u, v]) => ({ kind: 'line', to: [u, v] })),
          },
        ],
        0,
        2 * Math.PI,
      ),
    ),
    steps: 1,
  },
  'two bodies that touch': {
    program: programOf(
      extrude('new', [rectangleAt(0, 0, 10, 10)], 0, 5),
      extrude('new', [circle(5, 5, 3)], 5, 9),
    ),
    steps: 2,
  },
};

async function solidTarget(program: SweptProgram): Promise<SolidTarget> {
  const solid = await kernel.build(program);
  return { kind: 'solid', solid, unit: 'mm', unitAssumed: false, warnings: [] };
}

/** The solid's facets, coordinates in single precision, as an STL file would give them. */
async function meshTarget(program: SweptProgram): Promise<MeshTarget> {
  const mesh = await kernel.tessellate(await kernel.build(program), { deviation: 0.05, angle: 0.2 });
  const { positions, triangles } = mesh;
  const rounded = { positions: Float64Array.from(positions, Math.fround), triangles };
  return {
    kind: 'mesh',
    mesh: rounded,
    unit: 'mm',
    unitAssumed: true,
    warnings: [],
    openEdges: 0,
    nonManifoldEdges: 0,
    shells: 1,
  };
}

describe.each(Object.entries(PARTS))('%s', (_, { program, steps }) => {
  test.each([
    ['solid', solidTarget],
    ['mesh', meshTarget],
  ] as const)('is found from its %s', async (_kind, targetOf) => {
    const result = await reconstruct(await targetOf(program), { kernel });
    expect(result.report).toMatchObject({ valid: true, steps, fit: { exact: true } });
    const truth = await kernel.build(program);
    expect(await kernel.intersectionOverUnion(truth, result.solid)).toBeGreaterThan(1 - 1e-6);
    const [ours, theirs] = [await kernel.measure(result.solid), await kernel.measure(truth)];
    expect([ours.faces, ours.bodies]).toEqual([theirs.faces, theirs.bodies]);
  });
});

test('a part with a free-form side still gets a valid program, and the report says what is missing', async () => {
  const torus = programOf(
    extrude('new', [rectangleAt(-20, -20, 40, 40)], 0, 5),
    revolve('join', [circle(12, 5, 3)], 0, 2 * Math.PI, FRONT),
  );
  const { report } = await reconstruct(await solidTarget(torus), { kernel, timeLimit: 10 });
  expect(report.valid).toBe(true);
  expect(report.fit.iou).toBeGreaterThan(0.9);
});

test('hardly any time still gives a valid program', async () => {
  const { report } = await reconstruct(await meshTarget(drilled(TILTED)), { kernel, timeLimit: 0.01 });
  expect(report.valid).toBe(true);
  expect(report.warnings.join()).toContain('time limit');
});

test('cancelling ends the search with its own error', async () => {
  const controller = new AbortController();
  controller.abort();
  const job = reconstruct(await solidTarget(drilled(TILTED)), { kernel, signal: controller.signal });
  await expect(job).rejects.toMatchObject({ code: 'cancelled' } satisfies Partial<CadtraceError>);
});

test('the same target gives the same program twice', async () => {
  const target = await meshTarget(drilled(TILTED));
  const [a, b] = [await reconstruct(target, { kernel }), await reconstruct(target, { kernel })];
  expect(a.program).toEqual(b.program);
});
