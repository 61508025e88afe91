import { afterAll, expect, test } from 'vitest';
import { loadKernel } from '../../../src/kernel/load.node.ts';
import type { TaggedMesh } from '../../../src/kernel/types.ts';
import type { PerceivedCloud } from '../../../src/perceive/cloud/types.ts';
import type { Sweep } from '../../../src/program/types.ts';
import { agreementWithCloud } from '../../../src/refine/cloud/agreement.ts';
import { certify } from '../../../src/refine/cloud/certificate.ts';
import { circleAt, extrude, programOf, rectangleAt } from '../../support/programs.ts';
import { trueCloud } from '../../support/true-cloud.ts';

const kernel = await loadKernel();
afterAll(() => kernel.close());

const plate = extrude('new', [rectangleAt(-20, -15, 40, 30)], 0, 6);
const boss = extrude('join', [circleAt(0, 0, 8)], 6, 12);
const hole = extrude('cut', [circleAt(0, 0, 4)], 0, 12);
const side = extrude('cut', [circleAt(14, 8, 2)], 0, 6);
const right = [plate, boss, hole, side];

const meshOf = async (...features: Sweep[]): Promise<TaggedMesh> =>
  kernel.tessellate(await kernel.build(programOf(...features)), { deviation: 0.005, angle: 0.1 });
const cloudOf = async (noise: number, count = 8192): Promise<PerceivedCloud> =>
  trueCloud(kernel, await kernel.build(programOf(...right)), { count, noise });

/** The cloud without the points that lie lowest: what no scanner sees of a part on a table. */
function seenFromAbove(cloud: PerceivedCloud): PerceivedCloud {
  const kept: number[] = [];
  const place = new Map<number, number>();
  for (let i = 0; i < cloud.positions.length / 3; i++) {
    if (cloud.positions[3 * i + 2] < 0.5) continue;
    place.set(i, place.size);
    kept.push(...cloud.positions.subarray(3 * i, 3 * i + 3));
  }
  const faces = cloud.faces.map((face) => ({
    ...face,
    points: Uint32Array.from([...face.points].flatMap((i) => place.get(i) ?? [])),
  }));
  return { ...cloud, positions: Float64Array.from(kept), faces };
}

const wrong: readonly (readonly [string, readonly Sweep[]])[] = [
  ['a hole is missing', [plate, boss, hole]],
  ['the boss is missing', [plate, extrude('cut', [circleAt(0, 0, 4)], 0, 6), side]],
  ['the boss is too high', [plate, { ...boss, to: 12.6 }, { ...hole, to: 13 }, side]],
  ['the plate is too thick', [{ ...plate, from: -0.6 }, boss, { ...hole, from: -1 }, { ...side, from: -1 }]],
  ['there is a hole too many', [...right, extrude('cut', [circleAt(-14, 8, 2)], 0, 6)]],
  ['there is a boss too many', [...right, extrude('join', [circleAt(-14, 8, 2)], 6, 8)]],
  ['a huge block holds everything', [extrude('new', [rectangleAt(-20, -15, 40_000, 40_000)], 0, 40_000)]],
];

test.each([0, 2e-3])('the right program wins at noise %f', async (noise) => {
  const cloud = await cloudOf(noise);
  const { score, supported } = agreementWithCloud(cloud, await meshOf(...right));
  expect(score).toBeGreaterThan(0.99);
  expect(supported).toBeGreaterThan(0.995);
  for (const [what, features] of wrong) {
    expect(agreementWithCloud(cloud, await meshOf(...features)).score, what).toBeLessThan(score - 0.0005);
  }
});

test('the score falls with the overlap', async () => {
  const cloud = await cloudOf(0);
  const scores: number[] = [];
  for (const to of [6, 6.5, 7.5, 9, 11]) {
    scores.push(agreementWithCloud(cloud, await meshOf({ ...plate, to }, boss, hole, side)).score);
  }
  expect(scores).toEqual([...scores].sort((a, b) => b - a));
  expect(new Set(scores).size).toBe(scores.length);
});

test('extra surface costs less where the scan saw nothing', async () => {
  const whole = await cloudOf(0);
  const above = seenFromAbove(whole);
  const good = await meshOf(...right);
  const below = await meshOf(...right, extrude('join', [circleAt(-14, 8, 2)], -2, 0));
  const lossOf = (cloud: PerceivedCloud) =>
    agreementWithCloud(cloud, good).score - agreementWithCloud(cloud, below).score;
  expect(lossOf(whole)).toBeGreaterThan(1.5 * lossOf(above));
  expect(lossOf(above)).toBeGreaterThan(0);
});

test('a certificate says where a result is wrong, and what of it is assumed', async () => {
  const cloud = await cloudOf(1e-3, 20_000);
  const good = certify(cloud, await meshOf(...right));
  expect(good.withinTolerance).toBe(true);
  expect(good.explained).toBeGreaterThan(0.999);
  expect(good.assumed).toBeLessThan(0.01);

  const bad = certify(cloud, await meshOf(plate, extrude('cut', [circleAt(0, 0, 4)], 0, 6), side));
  expect(bad.withinTolerance).toBe(false);
  expect(bad.worst.distance).toBeGreaterThan(4);
  expect(bad.worst.place[2]).toBeGreaterThan(10);
  expect(bad.withinTolerance).toBe(false);

  const assumed = certify(seenFromAbove(cloud), await meshOf(...right));
  expect(assumed.withinTolerance).toBe(true);
  expect(assumed.assumed).toBeGreaterThan(0.2);
});

test('lone outliers do not spoil a certificate', async () => {
  const cloud = await cloudOf(1e-3, 20_000);
  const positions = cloud.positions.slice();
  for (let i = 0; i < 20; i++) positions[3 * 1000 * i + 2] += 5;
  expect(certify({ ...cloud, positions }, await meshOf(...right)).withinTolerance).toBe(true);
});
