import { writeFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Case, ScannerPlan } from '../../../src/cli/bench/case.ts';
import { judgeScan } from '../../../src/cli/bench/judge-scan.ts';
import { type PosedTruth, readPosedTruth, scanPart } from '../../../src/cli/bench/scan-part.ts';
import { scanSuites } from '../../../src/cli/bench/scan-suites.ts';
import { boundsOf, diagonalOf } from '../../../src/geometry/mesh.ts';
import { loadKernel } from '../../../src/kernel/load.node.ts';
import type { Kernel } from '../../../src/kernel/types.ts';
import { moveProgram, scaleProgram } from '../../../src/program/transform.ts';
import type { SweptProgram } from '../../../src/program/types.ts';
import type { Result } from '../../../src/reconstruct.ts';
import { temporaryFolder } from '../../support/cli.ts';
import { circleAt, extrude, programOf, rectangleAt } from '../../support/programs.ts';

let kernel: Kernel;
beforeAll(async () => {
  kernel = await loadKernel();
});
afterAll(() => kernel.close());

const plate = (hole: number, height: number): SweptProgram =>
  programOf(extrude('new', [{ outer: rectangleAt(0, 0, 8, 6), holes: [circleAt(3, 3, hole)] }], 0, height));

async function posedPlate(scanner: ScannerPlan, poseSeed = 5): Promise<PosedTruth> {
  const path = resolve(await temporaryFolder(), 'plate.step');
  const step = await kernel.writeStep(await kernel.build(plate(1, 2)), { unit: 'mm', name: 'plate' });
  await writeFile(path, step);
  const scan = { scanner, points: 100, poseSeed, seed: 1 };
  return readPosedTruth({ kind: 'scan', truth: path, scan }, kernel);
}

const CLEAN: ScannerPlan = { kind: 'surface', noise: 0, rounding: 'none' };
const ROUNDED: ScannerPlan = { kind: 'surface', noise: 1e-3, rounding: 'decimals' };

test('a part is scanned as it lies', async () => {
  const truth = await posedPlate(CLEAN);
  const { cloud, count } = await scanPart(
    truth,
    { scanner: CLEAN, points: 3000, poseSeed: 5, seed: 1 },
    kernel,
  );
  expect(cloud.positions).toHaveLength(9000);
  expect(count).toBe(3000);
  const longest = truth.pose.scale * truth.diagonal;
  expect(diagonalOf(boundsOf(cloud.positions))).toBeGreaterThan(0.9 * longest);
  expect((await posedPlate(CLEAN, 6)).pose).not.toEqual(truth.pose);
});

test('rounded coordinates are those of a part of a size at which rounding tells', async () => {
  for (let poseSeed = 0; poseSeed < 8; poseSeed++) {
    const { pose, diagonal } = await posedPlate(ROUNDED, poseSeed);
    expect(pose.scale * diagonal).toBeGreaterThan(20);
    expect(pose.scale * diagonal).toBeLessThan(500);
  }
  const truth = await posedPlate(ROUNDED);
  const { cloud } = await scanPart(truth, { scanner: ROUNDED, points: 100, poseSeed: 5, seed: 1 }, kernel);
  for (const x of cloud.positions) expect(x).toBe(Number(x.toFixed(3)));
});

/** What a reconstruction of the posed part would be, had it found `program`. */
async function foundAs(program: SweptProgram, { pose }: PosedTruth): Promise<Result> {
  const posed = moveProgram(scaleProgram(program, pose.scale), pose.frame);
  const report = { unit: 'mm', valid: true, steps: 1, fit: { explained: 1 }, warnings: [] };
  return { program: posed, solid: await kernel.build(posed), report: report as unknown as Result['report'] };
}

test('a result is compared with the truth in the place and the size of the truth', async () => {
  const truth = await posedPlate(ROUNDED);
  const subject = {
    target: await scanPart(truth, { scanner: CLEAN, points: 10, poseSeed: 5, seed: 1 }, kernel),
    truth,
  };
  const judging = { kernel, seed: 1 };

  const same = await judgeScan(await foundAs(plate(1, 2), truth), subject, judging);
  expect(same).toMatchObject({ exact: true, faces: { truth: 7, result: 7 } });
  expect(same.iou).toBeCloseTo(1, 6);
  expect(same.dimensions).toMatchObject({ total: 4, found: 4 });
  expect(same.dimensions?.medianError).toBeCloseTo(0, 6);

  // Twice as high: half of it is common, and the middle of the planes that are found lies farther off than 1%.
  const higher = await judgeScan(await foundAs(plate(1, 4), truth), subject, judging);
  expect(higher).toMatchObject({ exact: false, dimensions: { total: 4, found: 3 } });
  expect(higher.iou).toBeCloseTo(0.5, 4);
  expect(higher.chamfer).toBeGreaterThan(10 * higher.chamferFloor);

  // Height and diameter are off by 0.02, the other two distances by nothing; the noise is 1e-3 of the diagonal.
  const larger = await judgeScan(await foundAs(plate(1.01, 2.02), truth), subject, judging);
  expect(larger.dimensions?.medianError).toBeCloseTo(0.02 / (1e-3 * Math.sqrt(8 ** 2 + 6 ** 2 + 2 ** 2)), 4);
});

test('a part that is scanned again lies the same way', () => {
  const parts = Array.from({ length: 7 }, (_, i) => ({ part: `part-${i}`, truth: `part-${i}.step` }));
  const repeat = scanSuites.find(({ name }) => name === 'scan-repeat')?.cases(parts) ?? [];
  const scanOf = ({ input }: Case) => (input.kind === 'scan' ? input.scan : undefined);
  expect(repeat.map(({ repeatOf }) => repeatOf)).toEqual([
    ...Array(5).fill('part-0'),
    ...Array(5).fill('part-6'),
  ]);
  expect(new Set(repeat.slice(0, 5).map((each) => scanOf(each)?.poseSeed)).size).toBe(1);
  expect(new Set(repeat.slice(0, 5).map((each) => scanOf(each)?.seed)).size).toBe(5);
  const all = scanSuites.flatMap(({ cases }) => cases(parts));
  expect(new Set(all.map(({ suite, part }) => `${suite}/${part}`)).size).toBe(all.length);
});
