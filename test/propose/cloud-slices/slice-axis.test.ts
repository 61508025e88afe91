import { afterAll, beforeAll, expect, test } from 'vitest';
import { toWorld } from '../../../src/geometry/frame.ts';
import { seededRandom } from '../../../src/geometry/random.ts';
import { loadKernel } from '../../../src/kernel/load.node.ts';
import type { Kernel } from '../../../src/kernel/types.ts';
import type { PerceivedCloud } from '../../../src/perceive/cloud/types.ts';
import { regionContains } from '../../../src/program/region.ts';
import { cloudEvidence } from '../../../src/propose/cloud-slices/cloud-view.ts';
import { sliceCloud } from '../../../src/propose/cloud-slices/slice-axis.ts';
import { circleAt, extrude, programOf, rectangleAt, WORLD } from '../../support/programs.ts';
import { trueCloud } from '../../support/true-cloud.ts';

let kernel: Kernel;
beforeAll(async () => {
  kernel = await loadKernel();
});
afterAll(() => kernel.close());

/** A plate of 60 x 40 x 8 with a boss of 24 x 20 up to 20, a blind hole and a through hole. */
const PLATE = programOf(
  extrude('new', [rectangleAt(0, 0, 60, 40)], 0, 8),
  extrude('join', [rectangleAt(4, 10, 24, 20)], 8, 20),
  extrude('cut', [circleAt(16, 20, 6)], 12, 20),
  extrude('cut', [circleAt(45, 20, 5)], 0, 8),
);
const isSolid = (u: number, v: number, w: number): boolean => {
  const boss = u > 4 && u < 28 && v > 10 && v < 30;
  if (w > 8) return boss && (w < 12 || Math.hypot(u - 16, v - 20) > 6);
  return Math.hypot(u - 45, v - 20) > 5;
};
const cloudOf = async (options: { count: number; noise?: number }) =>
  trueCloud(kernel, await kernel.build(PLATE), options);

/** Shares of places in each slab that are labelled as they are. */
function agreement(cloud: PerceivedCloud): { levels: readonly number[]; shares: number[] } {
  const { levels, sections } = sliceCloud(cloudEvidence(cloud), WORLD, () => false);
  const random = seededRandom(1);
  const shares = sections.map(({ flat, w }) => {
    let right = 0;
    for (let k = 0; k < 500; k++) {
      const [u, v] = [random.uniform(0, 60), random.uniform(0, 40)];
      if (regionContains(flat, u, v) === isSolid(u, v, w)) right++;
    }
    return right / 500;
  });
  return { levels, shares };
}

test('a clean cloud is cut as the part is', async () => {
  const { levels, shares } = agreement(await cloudOf({ count: 6000 }));
  expect(levels).toEqual([0, 8, 12, 20].map((level) => expect.closeTo(level, 6)));
  expect(Math.min(...shares)).toBe(1);
});

test('so is a noisy one', async () => {
  const { shares } = agreement(await cloudOf({ count: 20_000, noise: 5e-3 }));
  expect(shares).toHaveLength(3);
  expect(Math.min(...shares)).toBeGreaterThan(0.99);
});

test('an outline closes where a side was not scanned', async () => {
  const cloud = await cloudOf({ count: 6000 });
  const unseen = cloud.faces.findIndex(
    ({ surface }) => surface.kind === 'plane' && Math.abs(surface.normal[0]) > 0.9 && surface.origin[0] > 59,
  );
  expect(unseen).toBeGreaterThanOrEqual(0);
  const { shares } = agreement({ ...cloud, faces: cloud.faces.filter((_, face) => face !== unseen) });
  expect(Math.min(...shares)).toBeGreaterThan(0.95);
});

test('most of what a missing patch leaves open is still solid', async () => {
  const cloud = await cloudOf({ count: 8000 });
  const hole = (i: number) =>
    Math.hypot(cloud.positions[3 * i] - 50, cloud.positions[3 * i + 1] - 5, cloud.positions[3 * i + 2] - 8) <
    9;
  const faces = cloud.faces.map((face) => ({ ...face, points: face.points.filter((i) => !hole(i)) }));
  expect(Math.min(...agreement({ ...cloud, faces }).shares)).toBeGreaterThan(0.95);
});

test('rays tell inside from outside without normals', async () => {
  const { sidedness } = cloudEvidence(await cloudOf({ count: 6000 }));
  const random = seededRandom(2);
  for (let k = 0; k < 200; k++) {
    const [u, v, w] = [random.uniform(-5, 65), random.uniform(-5, 45), random.uniform(-5, 25)];
    const within = u > 0 && u < 60 && v > 0 && v < 40 && w > 0 && w < 20 && isSolid(u, v, w);
    expect(sidedness(toWorld(WORLD, [u, v, w])) > 0).toBe(within);
  }
});
