import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { type Random, seededRandom } from '../../src/geometry/random.ts';
import type { Vec3 } from '../../src/geometry/vector.ts';
import type { CloudReport } from '../../src/report/report.ts';
import { cadtrace, temporaryFolder } from '../support/cli.ts';

type Attempt = { readonly code: number; readonly error: string; readonly report?: CloudReport };

/** Reconstructs a cloud from a text file of its points. */
async function reconstructed(points: readonly (readonly number[])[]): Promise<Attempt> {
  const path = join(await temporaryFolder(), 'cloud.xyz');
  await writeFile(path, points.map((point) => `${point.join(' ')}\n`).join(''));
  const { code, out, error } = await cadtrace('reconstruct', path, '--json', '--time-limit', '10');
  expect(error).not.toContain('unexpected failure');
  return { code, error, ...(code === 0 && { report: JSON.parse(out) as CloudReport }) };
}

const cloudOf = (count: number, point: (random: Random) => Vec3): Vec3[] => {
  const random = seededRandom(1);
  return Array.from({ length: count }, () => point(random));
};

/** A point on a box of 4 x 3 x 2, on one of the given faces: 0 and 1 across x, and so on. */
function onBox(random: Random, faces: readonly number[]): Vec3 {
  const size = [4, 3, 2];
  const face = random.pick(faces);
  const point: [number, number, number] = [0, 0, 0];
  for (let k = 0; k < 3; k++) {
    point[k] = k === face >> 1 ? (face % 2) * size[k] : random.uniform(0, size[k]);
  }
  return point;
}

/** Fails where a result claims to explain what no part explains. */
function expectNothingInvented({ code, error, report }: Attempt): void {
  if (report === undefined) {
    expect([1, 2]).toContain(code);
    expect(error.trim()).not.toBe('');
    return;
  }
  expect(report.kind === 'cloud' && report.certificate.withinTolerance).toBe(false);
  expect(report.fit.explained).toBeLessThan(0.5);
  expect(report.warnings).not.toEqual([]);
}

/** Fails unless the cloud was refused with words. */
function expectRefused({ code, error }: Attempt): void {
  expect(code).toBe(2);
  expect(error).toMatch(/point|plane|flat|line|volume/);
}

test('three points, one point many times and a line are refused', async () => {
  expectRefused(
    await reconstructed([
      [0, 0, 0],
      [1, 0, 0],
      [0, 1, 0],
    ]),
  );
  expectRefused(await reconstructed(Array(2000).fill([5, 6, 7])));
  expectRefused(await reconstructed(cloudOf(2000, (random) => [random.uniform(0, 9), 1, 2])));
});

test('a plane is no part', async () => {
  const flat = await reconstructed(
    cloudOf(4000, (random) => [random.uniform(0, 4), random.uniform(0, 3), 0]),
  );
  expect(flat.report).toBeUndefined();
  expect([1, 2]).toContain(flat.code);
  const noisy = await reconstructed(
    cloudOf(4000, (random) => [random.uniform(0, 4), random.uniform(0, 3), random.normal(0, 0.01)]),
  );
  expectNothingInvented(noisy);
});

test('noise without any surface is not explained', async () => {
  const ball = cloudOf(4000, (random) => [random.normal(0, 1), random.normal(0, 1), random.normal(0, 1)]);
  expectNothingInvented(await reconstructed(ball));
  const cube = cloudOf(4000, (random) => [random.uniform(0, 1), random.uniform(0, 1), random.uniform(0, 1)]);
  expectNothingInvented(await reconstructed(cube));
});

test('half a box is not said to be all of what it is', async () => {
  const { code, error, report } = await reconstructed(cloudOf(6000, (random) => onBox(random, [0, 2, 4])));
  if (report === undefined) {
    expect([1, 2]).toContain(code);
    expect(error.trim()).not.toBe('');
    return;
  }
  // What is made of three faces lies within the box, and what was not seen is told.
  expect(report.volume).toBeLessThanOrEqual(4 * 3 * 2 * 1.05);
  expect(report.kind === 'cloud' && report.certificate.withinTolerance).toBe(false);
  expect(report.warnings).not.toEqual([]);
});

test('a whole box, for comparison, is explained', async () => {
  const { code, report } = await reconstructed(cloudOf(6000, (random) => onBox(random, [0, 1, 2, 3, 4, 5])));
  expect(code).toBe(0);
  expect(report?.volume).toBeCloseTo(24, 2);
  expect(report?.fit.explained).toBeGreaterThan(0.99);
});
