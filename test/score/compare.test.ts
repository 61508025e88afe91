import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { loadKernel } from '../../src/kernel/load.node.ts';
import type { Kernel, Solid } from '../../src/kernel/types.ts';
import type { LengthUnit, Program } from '../../src/program/types.ts';
import { type Comparable, compare } from '../../src/score/compare.ts';

const cylinder = (radius: number, height: number, unit: LengthUnit): Program => ({
  unit,
  features: [
    {
      kind: 'extrude',
      operation: 'new',
      sketch: {
        frame: { origin: [0, 0, 0], xAxis: [1, 0, 0], normal: [0, 0, 1] },
        profiles: [{ outer: { kind: 'circle', center: [0, 0], radius }, holes: [] }],
      },
      from: 0,
      to: height,
    },
  ],
});

describe('compare', () => {
  let kernel: Kernel;
  beforeAll(async () => {
    kernel = await loadKernel();
  });
  afterAll(() => kernel.close());

  const solid = async (radius: number, height: number, unit: LengthUnit = 'mm', unitAssumed = false) =>
    ({
      kind: 'solid',
      solid: await kernel.build(cylinder(radius, height, unit)),
      unit,
      unitAssumed,
    }) as const;
  const meshed = async (
    part: { solid: Solid; unit: LengthUnit },
    unitAssumed: boolean,
  ): Promise<Comparable> => ({
    kind: 'mesh',
    mesh: await kernel.tessellate(part.solid, { deviation: 0.01, angle: 0.1 }),
    unit: part.unit,
    unitAssumed,
  });
  const scores = (a: Comparable, b: Comparable) => compare(a, b, { kernel, seed: 1 });

  test('finds nothing between a solid and itself', async () => {
    const score = await scores(await solid(5, 10), await solid(5, 10));
    expect(score.iou).toBeCloseTo(1, 9);
    expect(score.iouMethod).toBe('solid');
    expect(score.deviation.fromReference.max).toBeCloseTo(0, 9);
    expect(score.explained).toBe(1);
  });

  test('measures a difference in height both ways', async () => {
    const score = await scores(await solid(5, 12), await solid(5, 10));
    expect(score.iou).toBeCloseTo(10 / 12, 9);
    expect(score.deviation.fromReference.max).toBeCloseTo(2, 1);
    expect(score.deviation.toReference.max).toBeCloseTo(2, 1);
    expect(score.explained).toBeLessThan(0.9);
    expect(score.chamfer).toBeGreaterThan(2 * score.chamferFloor);
  });

  test('compares a mesh with the solid that it was made of within its facets', async () => {
    const part = await solid(5, 10);
    const score = await scores(await meshed(part, true), part);
    expect(score.iouMethod).toBe('mesh');
    expect(score.iou).toBeGreaterThan(0.997);
    expect(score.iou).toBeLessThan(1);
    expect(score.deviation.fromReference.max).toBeLessThan(0.012);
    expect(score.warnings).toEqual([]);
  });

  test('converts units that differ and says so', async () => {
    const score = await scores(await solid(0.5, 1, 'cm'), await solid(5, 10, 'mm'));
    expect(score.unit).toBe('mm');
    expect(score.iou).toBeCloseTo(1, 4);
    expect(score.warnings.join()).toMatch(/cm.*mm/);
  });

  test('an assumed unit gives way to a stated one', async () => {
    const stated = await solid(0.5, 1, 'in');
    const silent = { ...(await solid(0.5, 1, 'mm')), unitAssumed: true };
    const score = await scores(silent, stated);
    expect(score.unit).toBe('in');
    expect(score.iou).toBeCloseTo(1, 9);
    expect(score.warnings).toHaveLength(1);
    expect((await scores(stated, silent)).unit).toBe('in');
  });

  test('refuses a part without volume', async () => {
    const nothing: Comparable = {
      kind: 'mesh',
      mesh: { positions: new Float64Array(), triangles: new Uint32Array() },
      unit: 'mm',
      unitAssumed: false,
    };
    await expect(scores(nothing, await solid(5, 10))).rejects.toMatchObject({ code: 'input-degenerate' });
  });
});
