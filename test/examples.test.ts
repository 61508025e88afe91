import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { readProgram } from '../src/formats/index.ts';
import { loadTarget } from '../src/input/load.node.ts';
import type { SolidTarget } from '../src/input/target.ts';
import { loadKernel } from '../src/kernel/load.node.ts';
import type { Kernel, Solid } from '../src/kernel/types.ts';
import { hasOracle, runCadQuery } from './support/cadquery-oracle.ts';
import { cadtrace, temporaryFolder } from './support/cli.ts';

const example = (file: string): string => join(import.meta.dirname, '../examples', file);

let kernel: Kernel;
beforeAll(async () => {
  kernel = await loadKernel();
});
afterAll(() => kernel.close());

/** What kernel and reader make of a file: a STEP solid, or a program that is built. */
async function solidOf(path: string): Promise<Solid> {
  if (path.endsWith('.step')) return ((await loadTarget(path, { kernel })) as SolidTarget).solid;
  return kernel.build(readProgram(await readFile(path), path));
}

/** Valid, with the same faces and edges, and volume, area, center and extent equal to six digits. */
async function expectAlike(solid: Solid, truth: Solid): Promise<void> {
  expect(await kernel.check(solid)).toMatchObject({ valid: true });
  const [made, wanted] = [await kernel.measure(solid), await kernel.measure(truth)];
  const { bodies, faces, edges } = wanted;
  expect(made).toMatchObject({ bodies, faces, edges });
  expect(made.volume / wanted.volume).toBeCloseTo(1, 6);
  expect(made.area / wanted.area).toBeCloseTo(1, 6);
  for (const k of [0, 1, 2]) {
    expect(made.center[k]).toBeCloseTo(wanted.center[k], 4);
    expect(made.bounds.min[k]).toBeCloseTo(wanted.bounds.min[k], 4);
    expect(made.bounds.max[k]).toBeCloseTo(wanted.bounds.max[k], 4);
  }
}

describe.each(['bearing-plate', 'flanged-shaft', 'tilted-bracket'])('%s', (name) => {
  test('its program makes its solid', async () => {
    const truth = await solidOf(example(`${name}.step`));
    const solid = await solidOf(example(`${name}.cad.json`));
    await expectAlike(solid, truth);
    expect(await kernel.intersectionOverUnion(truth, solid)).toBeGreaterThanOrEqual(1 - 1e-6);
  });

  // The vertices of the mesh are points of the true surfaces, rounded to single precision.
  test.each(['step', 'stl'])('is reconstructed exactly from .%s', { timeout: 120_000 }, async (extension) => {
    const folder = await temporaryFolder();
    const outputs = ['again.step', 'again.cad.json', 'again.py'].map((file) => join(folder, file));
    const report = join(folder, 'report.json');
    const asked = [...outputs.flatMap((path) => ['-o', path]), '--report', report];
    const { code, error } = await cadtrace('reconstruct', example(`${name}.${extension}`), ...asked);
    expect(code, error).toBe(0);
    expect(JSON.parse(await readFile(report, 'utf8'))).toMatchObject({ valid: true, fit: { exact: true } });
    const truth = await solidOf(example(`${name}.step`));
    for (const path of outputs) {
      const solid = await solidOf(path);
      await expectAlike(solid, truth);
      if (extension === 'step')
        expect(await kernel.intersectionOverUnion(truth, solid)).toBeGreaterThanOrEqual(1 - 1e-6);
    }
    if (hasOracle()) await expectCadQueryAgrees(await readFile(outputs[2], 'utf8'), truth);
  });
});

async function expectCadQueryAgrees(code: string, truth: Solid): Promise<void> {
  const [outcome] = await runCadQuery([{ name: 'example', code }], 50);
  if ('error' in outcome) throw new Error(outcome.error);
  expect(outcome).toMatchObject({ valid: true, solids: 1 });
  expect(outcome.volume / (await kernel.measure(truth)).volume).toBeCloseTo(1, 6);
}
