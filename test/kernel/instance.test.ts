import type { OpenCascadeInstance } from 'replicad-opencascadejs';
import { describe, expect, test } from 'vitest';
import { instantiate } from '../../src/kernel/instance.ts';
import { createKernel } from '../../src/kernel/kernel.ts';
import { compileKernel } from '../../src/kernel/load.node.ts';
import { rectangle } from '../support/arbitrary-program.ts';
import { circleAt, extrude, programOf } from '../support/programs.ts';

const plate = programOf(
  extrude('new', [{ outer: rectangle([0, 0], 4, 4), holes: [circleAt(0, 0, 1)] }], 0, 2),
);

const loadOpenCascade = async () => instantiate(await compileKernel());

/** A kernel whose n-th instance is changed by `change(instance, n)`, and the number of instances so far. */
function countedKernel(change: (instance: OpenCascadeInstance, index: number) => object = () => ({})) {
  let count = 0;
  const kernel = createKernel(async () => {
    const instance = await loadOpenCascade();
    // The instance's own properties cannot be set; what inherits from it can have others.
    return Object.create(instance, Object.getOwnPropertyDescriptors(change(instance, count++)));
  });
  return { kernel, instances: () => count };
}

describe('the instance of OpenCascade', () => {
  test('is loaded once, however many calls come together', async () => {
    const { kernel, instances } = countedKernel();
    const solids = await Promise.all([kernel.build(plate), kernel.build(plate), kernel.build(plate)]);
    expect(instances()).toBe(1);
    expect(solids[2].brep).toEqual(solids[0].brep);
  });

  test('is replaced when it crashes, and solids outlive it', async () => {
    const { kernel, instances } = countedKernel(({ BRepGProp }, index) => ({
      BRepGProp: {
        VolumeProperties: (...args: Parameters<typeof BRepGProp.VolumeProperties>) =>
          BRepGProp.VolumeProperties(...args),
        SurfaceProperties: () => {
          if (index === 0) throw new WebAssembly.RuntimeError('unreachable');
        },
      },
    }));
    const solid = await kernel.build(plate);
    await expect(kernel.measure(solid)).rejects.toMatchObject({ code: 'kernel-crashed' });
    expect((await kernel.measure(solid)).faces).toBe(7);
    expect(instances()).toBe(2);
  });

  test('is renewed when its memory has grown', async () => {
    const { kernel, instances } = countedKernel((_, index) => ({
      wasmMemory: { buffer: { byteLength: index === 0 ? 1e9 : 1e8 } },
    }));
    const solid = await kernel.build(plate);
    expect((await kernel.measure(solid)).faces).toBe(7);
    await kernel.measure(solid);
    expect(instances()).toBe(2);
  });

  test('survives what OCCT refuses', async () => {
    const { kernel, instances } = countedKernel();
    const solid = await kernel.build(plate);
    for (const bytes of [new Uint8Array(0), new Uint8Array(200), solid.brep.slice(0, 300)]) {
      await expect(kernel.measure({ brep: bytes })).rejects.toMatchObject({ name: 'CadtraceError' });
    }
    expect((await kernel.measure(solid)).faces).toBe(7);
    expect(instances()).toBe(1);
  });

  test('that cannot be loaded is an error, not the end', async () => {
    let broken = true;
    const kernel = createKernel(async () => {
      if (broken) throw new Error('no such file');
      return loadOpenCascade();
    });
    await expect(kernel.build(plate)).rejects.toMatchObject({ code: 'kernel-crashed' });
    broken = false;
    expect((await kernel.build(plate)).brep.length).toBeGreaterThan(1000);
  });

  test('is freed on close and loaded again when needed', async () => {
    const { kernel, instances } = countedKernel();
    const solid = await kernel.build(plate);
    kernel.close();
    expect((await kernel.measure(solid)).faces).toBe(7);
    expect(instances()).toBe(2);
  });
});
