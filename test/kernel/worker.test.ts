import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { instantiate } from '../../src/kernel/instance.ts';
import { createKernel } from '../../src/kernel/kernel.ts';
import { compileKernel, loadKernel } from '../../src/kernel/load.node.ts';
import type { Kernel } from '../../src/kernel/types.ts';
import { rectangle } from '../support/arbitrary-program.ts';
import { circleAt, extrude, programOf } from '../support/programs.ts';

let kernel: Kernel;
beforeAll(async () => {
  kernel = await loadKernel();
});
afterAll(() => kernel.close());

const plate = programOf(
  extrude('new', [{ outer: rectangle([0, 0], 4, 4), holes: [circleAt(0, 0, 1)] }], 0, 2),
);

/** Bars across bars: OCCT intersects each with each, which takes it minutes. */
const BARS = Array.from({ length: 150 }, (_, i) => 2 * i);
const weave = programOf(
  extrude(
    'new',
    BARS.map((x) => rectangle([x, 150], 1, 400)),
    0,
    2,
  ),
  extrude(
    'join',
    BARS.map((y) => rectangle([150, y], 400, 1)),
    1,
    3,
  ),
);

describe('the kernel in a thread', () => {
  test('gives what the kernel in this thread gives', async () => {
    const here = createKernel(async () => instantiate(await compileKernel()));
    const [solid, expected] = [await kernel.build(plate), await here.build(plate)];
    expect(solid.brep).toEqual(expected.brep);
    expect(await kernel.measure(solid)).toEqual(await here.measure(expected));
    expect(await kernel.faces(solid)).toEqual(await here.faces(expected));
    const fineness = { deviation: 0.01, angle: 0.1 };
    expect(await kernel.tessellate(solid, fineness)).toEqual(await here.tessellate(expected, fineness));
    const step = await kernel.writeStep(solid, { unit: 'mm', name: 'plate' });
    const [read, expectedRead] = [await kernel.readStep(step), await here.readStep(step)];
    expect(read).toEqual(expectedRead);
    expect(await kernel.intersectionOverUnion(solid, read.solid)).toBeCloseTo(1, 9);
    expect(await kernel.gather(solid, [[0], [0]])).toHaveLength(2);
  });

  test('tells what went wrong', async () => {
    const cut = extrude('cut', [rectangle([0, 0], 9, 9)], -1, 9);
    await expect(kernel.build(programOf(...plate.features, cut))).rejects.toMatchObject({
      name: 'CadtraceError',
      code: 'kernel-failed',
      where: 'feature 1',
    });
  });

  test('ends a call amid OpenCascade, and solids outlive it', async () => {
    const solid = await kernel.build(plate);
    const start = performance.now();
    await expect(kernel.within(() => 0).build(weave)).rejects.toMatchObject({ code: 'kernel-timeout' });
    expect(performance.now() - start).toBeLessThan(10_000);
    expect((await kernel.measure(solid)).faces).toBe(7);
  });
});
