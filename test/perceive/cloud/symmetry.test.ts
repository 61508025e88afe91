import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { signedDistance } from '../../../src/geometry/surface-distance.ts';
import { dot, type Vec3 } from '../../../src/geometry/vector.ts';
import { loadKernel } from '../../../src/kernel/load.node.ts';
import type { Kernel } from '../../../src/kernel/types.ts';
import { completed, visibleSymmetry } from '../../../src/perceive/cloud/symmetry.ts';
import type { PerceivedCloud } from '../../../src/perceive/cloud/types.ts';
import type { SweptProgram } from '../../../src/program/types.ts';
import { circleAt, extrude, programOf, rectangleAt } from '../../support/programs.ts';
import { trueCloud } from '../../support/true-cloud.ts';

let kernel: Kernel;
beforeAll(async () => {
  kernel = await loadKernel();
});
afterAll(() => kernel.close());

const never = () => false;

/** A clevis: a plate with two ears and a hole in its middle; x = 30 and y = 20 are its mirror planes. */
const CLEVIS = programOf(
  extrude('new', [rectangleAt(0, 0, 60, 40)], 0, 8),
  extrude('join', [rectangleAt(15, 0, 8, 40), rectangleAt(37, 0, 8, 40)], 8, 30),
  extrude('cut', [circleAt(30, 20, 5)], 0, 8),
);
/** The same with a step on one side and a hole in a corner: not symmetric in x. */
const LOPSIDED = programOf(
  extrude('new', [rectangleAt(0, 0, 60, 40)], 0, 8),
  extrude('join', [rectangleAt(15, 0, 8, 40), rectangleAt(37, 0, 8, 40)], 8, 30),
  extrude('join', [rectangleAt(45, 0, 15, 40)], 8, 14),
  extrude('cut', [circleAt(30, 20, 5), circleAt(8, 9, 5)], 0, 8),
);

/** A scan of a part's points where `seen`. */
async function scanOf(
  program: SweptProgram,
  seen: (point: Vec3) => boolean,
  noise = 0,
): Promise<PerceivedCloud> {
  const cloud = await trueCloud(kernel, await kernel.build(program), { count: 9000, noise });
  const { positions } = cloud;
  const kept: number[] = [];
  const place = new Map<number, number>();
  for (let i = 0; i < positions.length / 3; i++) {
    const point: Vec3 = [positions[3 * i], positions[3 * i + 1], positions[3 * i + 2]];
    if (!seen(point)) continue;
    place.set(i, kept.length / 3);
    kept.push(...point);
  }
  const faces = cloud.faces.map((face) => {
    const points = face.points.filter((i) => place.has(i)).map((i) => place.get(i) ?? 0);
    return { ...face, points, area: (face.area * points.length) / face.points.length };
  });
  return {
    ...cloud,
    positions: Float64Array.from(kept),
    faces: faces.filter(({ points }) => points.length > 0),
  };
}

describe('a part seen from one side', () => {
  test.each([0, 2e-3])('is symmetric as far as it was seen, with noise of %f', async (noise) => {
    const cloud = await scanOf(CLEVIS, ([x]) => x > 20, noise);
    const symmetry = visibleSymmetry(cloud, never);
    expect(symmetry?.share).toBeGreaterThan(0.2);
    const { origin, normal } = symmetry?.plane ?? { origin: [0, 0, 0], normal: [0, 0, 1] };
    expect(Math.abs(normal[0])).toBeCloseTo(1, 6);
    expect(dot(origin as Vec3, normal as Vec3) / normal[0]).toBeCloseTo(30, 6);
  });

  test('is completed by the mirror images of points without any, on the faces that they are on', async () => {
    const cloud = await scanOf(CLEVIS, ([x]) => x > 20);
    const symmetry = visibleSymmetry(cloud, never);
    if (!symmetry) throw new Error('no symmetry');
    const whole = completed(cloud, symmetry);
    expect([...whole.positions.subarray(0, cloud.positions.length)]).toEqual([...cloud.positions]);
    // About as dense as the rest, where nothing was seen, and hardly anywhere else.
    const xs = whole.positions.subarray(cloud.positions.length).filter((_, i) => i % 3 === 0);
    expect(xs.length / (whole.positions.length / 3)).toBeCloseTo(symmetry.share, 2);
    expect(xs.filter((x) => x > 20).length).toBeLessThan(0.02 * xs.length);
    expect(Math.min(...xs)).toBeCloseTo(0, 6);
    // The end at x = 0 and two walls are new, all else continues faces that were seen; no point is on two.
    expect(whole.faces.length).toBeLessThanOrEqual((await scanOf(CLEVIS, () => true)).faces.length);
    expect(whole.faces.length).toBeGreaterThan(cloud.faces.length);
    const points = whole.faces.flatMap((face) => [...face.points]);
    expect(new Set(points).size).toBe(points.length);
    for (const face of whole.faces)
      for (const i of face.points) {
        const [x, y, z] = whole.positions.subarray(3 * i, 3 * i + 3);
        expect(Math.abs(signedDistance(face.surface, [x, y, z]))).toBeLessThan(1e-2);
      }
  });
});

describe('nothing is assumed', () => {
  test.each([
    ['of a symmetric part seen from all sides', CLEVIS, () => true],
    ['of a lopsided part seen from all sides', LOPSIDED, () => true],
    ['of a lopsided part whose sides were both seen in part', LOPSIDED, ([x]: Vec3) => x > 4],
    ['where less than half was seen, and nothing has a partner', CLEVIS, ([x]: Vec3) => x > 34],
  ] as const)('%s', async (_, program, seen) => {
    expect(visibleSymmetry(await scanOf(program, seen), never)).toBeUndefined();
  });

  test('once time is up', async () => {
    expect(visibleSymmetry(await scanOf(CLEVIS, ([x]) => x > 20), () => true)).toBeUndefined();
  });
});
