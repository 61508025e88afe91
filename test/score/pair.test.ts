import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { CadtraceError } from '../../src/errors.ts';
import { loadKernel } from '../../src/kernel/load.node.ts';
import type { Kernel, Solid } from '../../src/kernel/types.ts';
import type { LengthUnit, SweptProgram } from '../../src/program/types.ts';
import type { Comparable } from '../../src/score/comparable.ts';
import { measureReference, type PairOptions, scorePair } from '../../src/score/pair.ts';
import { boxMesh, joinMeshes, turned } from '../support/meshes.ts';

const cylinder = (radius: number, height: number, unit: LengthUnit): SweptProgram => ({
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

describe('scorePair', () => {
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
  const scores = (a: Comparable, b: Comparable, options: Partial<PairOptions> = {}) =>
    scorePair(a, b, { kernel, seed: 1, ...options });

  test('finds nothing between a solid and itself', async () => {
    const score = await scores(await solid(5, 10), await solid(5, 10));
    expect(score.recode.iou).toBeCloseTo(1, 9);
    expect(score.recode.iouMethod).toBe('solid');
    expect(score.deviation.fromReference.max).toBeCloseTo(0, 9);
    expect(score.deviation.fromReference.within).toBe(1);
  });

  test('measures a difference in height both ways', async () => {
    const score = await scores(await solid(5, 12), await solid(5, 10));
    expect(score.recode.iou).toBeCloseTo(10 / 12, 9);
    expect(score.deviation.fromReference.max).toBeCloseTo(2, 1);
    expect(score.deviation.toReference.max).toBeCloseTo(2, 1);
    expect(score.deviation.fromReference.within).toBeLessThan(0.9);
    expect(score.recode.chamfer).toBeGreaterThan(2 * score.recode.chamferFloor);
  });

  test('reports the overlap of meshes beside that of solids', async () => {
    const { recode } = await scores(await solid(5, 12), await solid(5, 10));
    expect(recode.iouOfMeshes).toBeCloseTo(10 / 12, 3);
    expect(recode.iouOfMeshes).not.toBe(recode.iou);
    // Half as much again in size is nothing to a box of its own.
    const larger = (await scores(await solid(7.5, 15), await solid(5, 10))).recode;
    expect(larger.chamfer).toBeGreaterThan(20);
    expect(larger.ownBoxChamfer).toBeLessThan(0.4);
  });

  test('takes the tolerance that it is given', async () => {
    const [tall, short] = [await solid(5, 12), await solid(5, 10)];
    expect((await scores(tall, short, { tolerance: 2.1 })).deviation.toReference.within).toBe(1);
    expect((await scores(tall, short, { tolerance: 0.1 })).deviation).toMatchObject({ tolerance: 0.1 });
    expect((await scores(tall, short, { tolerance: 0.1 })).deviation.toReference.within).toBeLessThan(0.9);
  });

  test('counts bodies, faces and edges, of a mesh the bodies', async () => {
    const part = await solid(5, 10);
    const counts = { bodies: 1, faces: 3, edges: 3 };
    expect((await scores(part, part)).topology).toEqual({ candidate: counts, reference: counts, same: true });
    const hollow = joinMeshes(boxMesh([0, 0, 0], [9, 9, 9]), turned(boxMesh([1, 1, 1], [8, 8, 8])));
    const box = { kind: 'mesh', unit: 'mm', unitAssumed: true } as const;
    const boxes = { ...box, mesh: joinMeshes(hollow, boxMesh([20, 0, 0], [29, 9, 9])) };
    expect((await scores(boxes, part)).topology).toEqual({
      candidate: { bodies: 2 },
      reference: counts,
    });
    expect((await scores(await solid(5, 12), part)).topology.same).toBe(true);
  });

  test('scores programs by their steps where both are known', async () => {
    const program = cylinder(5, 10, 'mm');
    const known = { ...(await solid(5, 10)), program };
    const twice: SweptProgram = {
      ...program,
      features: [...program.features, ...cylinder(4, 9, 'mm').features],
    };
    const longer = { ...(await solid(5, 10)), program: twice };
    const score = await scores(longer, known);
    expect(score.fusionGallery).toEqual({ iou: expect.closeTo(1, 9), exact: true, conciseness: 2 });
    expect(score.sequence).toEqual({ command: 1, parameter: 1 });
    expect(score.image2cadseq).toMatchObject({ acp: 0 });
    expect((await scores(known, known)).image2cadseq).toMatchObject({ acp: 1, edsot: 0 });
    expect(score.img2cadseq).toMatchObject({ segmentationAccuracy: 1, hangingFaceRatio: 0 });
    expect(await scores(longer, await solid(5, 10))).not.toHaveProperty('fusionGallery');
  });

  test('compares a mesh with the solid that it was made of within its facets', async () => {
    const part = await solid(5, 10);
    const score = await scores(await meshed(part, true), part);
    expect(score.recode.iouMethod).toBe('mesh');
    expect(score.recode.iou).toBeGreaterThan(0.997);
    expect(score.recode.iou).toBeLessThan(1);
    expect(score.deviation.fromReference.max).toBeLessThan(0.012);
    expect(score.warnings).toEqual([]);
  });

  test('converts units that differ and says so', async () => {
    const score = await scores(await solid(0.5, 1, 'cm'), await solid(5, 10, 'mm'));
    expect(score.unit).toBe('mm');
    expect(score.recode.iou).toBeCloseTo(1, 4);
    expect(score.warnings.join()).toMatch(/cm.*mm/);
  });

  test('an assumed unit gives way to a stated one', async () => {
    const stated = await solid(0.5, 1, 'in');
    const silent = { ...(await solid(0.5, 1, 'mm')), unitAssumed: true };
    const score = await scores(silent, stated);
    expect(score.unit).toBe('in');
    expect(score.recode.iou).toBeCloseTo(1, 9);
    expect(score.warnings).toHaveLength(1);
    expect((await scores(stated, silent)).unit).toBe('in');
  });

  test('tells what is wrong with a reference before any candidate is seen', async () => {
    const part = await solid(5, 10);
    const empty = { positions: new Float64Array(), triangles: new Uint32Array() };
    await expect(
      measureReference({ kind: 'mesh', mesh: empty, unit: 'mm', unitAssumed: false }, kernel),
    ).rejects.toMatchObject({ code: 'input-degenerate', where: 'reference' });
    const unchecked: Kernel = {
      ...kernel,
      check: () => Promise.reject(new CadtraceError('kernel-failed', 'it cannot be checked')),
    };
    await expect(measureReference(part, unchecked)).rejects.toMatchObject({ code: 'kernel-failed' });
  });

  test('refuses a part without volume', async () => {
    const nothing: Comparable = {
      kind: 'mesh',
      mesh: { positions: new Float64Array(), triangles: new Uint32Array() },
      unit: 'mm',
      unitAssumed: false,
    };
    const part = await solid(5, 10);
    const degenerate = { code: 'input-degenerate' };
    await expect(scores(nothing, part)).rejects.toMatchObject({ ...degenerate, where: 'candidate' });
    const flat = {
      positions: new Float64Array([0, 0, 0, 1, 0, 0, 2, 0, 0]),
      triangles: new Uint32Array([0, 1, 2]),
    };
    await expect(scores({ ...nothing, mesh: flat }, part)).rejects.toMatchObject(degenerate);
  });
});
