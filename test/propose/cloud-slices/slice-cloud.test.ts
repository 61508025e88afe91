import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Frame } from '../../../src/geometry/frame.ts';
import { signedDistance } from '../../../src/geometry/surface-distance.ts';
import { loadKernel } from '../../../src/kernel/load.node.ts';
import type { Kernel } from '../../../src/kernel/types.ts';
import type { PerceivedCloud } from '../../../src/perceive/cloud/types.ts';
import { profileArea } from '../../../src/program/region.ts';
import type { Sweep } from '../../../src/program/types.ts';
import { cloudEvidence } from '../../../src/propose/cloud-slices/cloud-view.ts';
import { lineCrossings, MOST_CROSSINGS } from '../../../src/propose/cloud-slices/line-crossings.ts';
import { sliceCloud } from '../../../src/propose/cloud-slices/slice-axis.ts';
import type { SlabSection } from '../../../src/propose/regions.ts';
import { circleAt, extrude, programOf, rectangleAt, WORLD } from '../../support/programs.ts';
import { trueCloud } from '../../support/true-cloud.ts';

let kernel: Kernel;
beforeAll(async () => {
  kernel = await loadKernel();
});
afterAll(() => kernel.close());

const cloudOf = async (count: number, ...features: Sweep[]): Promise<PerceivedCloud> =>
  trueCloud(kernel, await kernel.build(programOf(...features)), { count });
const areaOf = ({ profiles }: SlabSection) =>
  profiles.reduce((sum, profile) => sum + profileArea(profile), 0);
const slice = (cloud: PerceivedCloud, frame: Frame = WORLD) =>
  sliceCloud(cloudEvidence(cloud), frame, () => false);

describe('sliceCloud', () => {
  const plate = extrude('new', [rectangleAt(0, 0, 20, 12)], 0, 3);
  const hole = extrude('cut', [circleAt(6, 6, 2)], 0, 3);
  const boss = extrude('join', [circleAt(14, 6, 3)], 3, 8);

  test.each([256, 8192])('finds levels and exact sections in %d points', async (count) => {
    const { levels, sections } = slice(await cloudOf(count, plate, hole, boss));
    expect(levels).toEqual([0, 3, 8].map((level) => expect.closeTo(level, 9)));
    expect(areaOf(sections[0])).toBeCloseTo(240 - 4 * Math.PI, 6);
    expect(areaOf(sections[1])).toBeCloseTo(9 * Math.PI, 6);
  });

  test('does without the underside', async () => {
    const cloud = await cloudOf(8192, plate, hole, boss);
    const isUnderside = ({ surface }: (typeof cloud.faces)[number]) =>
      surface.kind === 'plane' && Math.abs(surface.normal[2]) > 0.9 && Math.abs(surface.origin[2]) < 0.1;
    const { levels, sections } = slice({ ...cloud, faces: cloud.faces.filter((face) => !isUnderside(face)) });
    expect(levels[0]).toBeCloseTo(0, 1);
    expect(areaOf(sections[0])).toBeCloseTo(240 - 4 * Math.PI, 6);
  });

  test('closes an outline over a patch that was not scanned', async () => {
    const cloud = await cloudOf(8192, plate, hole, boss);
    const isSeen = (i: number) =>
      Math.hypot(cloud.positions[3 * i], cloud.positions[3 * i + 1], cloud.positions[3 * i + 2]) > 4;
    const faces = cloud.faces.map((face) => ({ ...face, points: face.points.filter(isSeen) }));
    const { sections } = slice({ ...cloud, faces });
    expect(areaOf(sections[0])).toBeCloseTo(240 - 4 * Math.PI, 6);
  });

  test('sees a wall thinner than the spacing', async () => {
    const shell = extrude('cut', [rectangleAt(0.1, 0.1, 19.8, 11.8)], 0.5, 3);
    const cloud = await cloudOf(8192, plate, shell);
    expect(cloud.spacing).toBeGreaterThan(0.1);
    const { levels, sections } = slice(cloud);
    expect(levels).toHaveLength(3);
    expect(areaOf(sections[1])).toBeCloseTo(240 - 19.8 * 11.8, 6);
  });
});

test('lines cross surfaces at points on them', () => {
  const found = new Float64Array(MOST_CROSSINGS);
  const axis = [0.6, 0, 0.8] as const;
  const surfaces = [
    { kind: 'plane', origin: [1, 2, 3], normal: axis },
    { kind: 'cylinder', origin: [0, 0.2, 0], axis, radius: 2 },
    { kind: 'cone', origin: [0, 0, 0], axis, radius: 2, halfAngle: 0.3 },
    { kind: 'sphere', center: [0.1, 0, 0], radius: 3 },
    { kind: 'torus', center: [0, 0, 0], axis, majorRadius: 3, minorRadius: 1 },
  ] as const;
  const counts = surfaces.map((surface) => {
    const count = lineCrossings(surface, -0.3, 0.1, 0.2, 0.48, 0.6, 0.64, found);
    for (let k = 0; k < count; k++) {
      const [x, y, z] = [-0.3 + 0.48 * found[k], 0.1 + 0.6 * found[k], 0.2 + 0.64 * found[k]];
      expect(signedDistance(surface, [x, y, z])).toBeCloseTo(0, 5);
    }
    return count;
  });
  expect(counts).toEqual([1, 2, 2, 2, expect.any(Number)]);
  expect(lineCrossings(surfaces[4], 5, 0, 0, 0, 1, 0, found)).toBe(0);
  expect(lineCrossings({ ...surfaces[4], axis: [0, 0, 1] }, 0, 0, 0, 1, 0, 0, found)).toBe(4);
});
