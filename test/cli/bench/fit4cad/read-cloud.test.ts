import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { cloudNames, readTrueCloud } from '../../../../src/cli/bench/fit4cad/read-cloud.ts';
import { signedDistance } from '../../../../src/geometry/surface-distance.ts';
import { temporaryFolder } from '../../../support/cli.ts';
import { sharedData } from '../../../support/shared-data.ts';

const PARAMETRIC = `
Primitive1:=[Plane, [1 0 0 -0 0 1 0 -31.75 15.6189]];

Primitive2:=[Cylinder, [-2 0 0 -0 -2 -0 0 0 1 5 6 -500000]];

Primitive3:=[Cone, [0 0 -2 2 0 0 0 0 1 -1 0 0 0 -1 -0 0 5 6]];

Primitive4:=[Sphere, [-4 0 0 0 -4 0 0 0 -4 8.67362e-16 0 -12.5]];

Primitive5:=[Torus, [-20 0 0 0 20 0 -5 0 0 0 5 0 0 0 -5 0 0 5.5]];

Primitive6:=[BSpline, [1 2 3]];

Primitive7:=[Cylinder, [0 2 0 2 0 0 0 0 -1 5 6 8]];
`;

async function written(members: readonly string[]): Promise<string> {
  const folder = await temporaryFolder();
  const points = Array.from({ length: 9 }, (_, i) => `[${i}.500000000000, -2.0, 1e-3]`);
  await writeFile(join(folder, 'PC1.txt'), `Points:=[\n${points.join(', \n')}\n ];`);
  const lists = members.map((list, i) => `Primitive${i + 1}:=[${list}];\n`);
  await writeFile(join(folder, 'PC1_primitives.txt'), lists.join('\n'));
  await writeFile(join(folder, 'PC1_parametric.txt'), PARAMETRIC);
  return folder;
}

test('points, members and the five kinds of surfaces are read; halves of a cylinder are one', async () => {
  const folder = await written(['3 1 2', '4', '5', '6', '7', '8', '4 9']);
  expect(cloudNames(folder)).toEqual(['PC1']);
  const { positions, primitives } = readTrueCloud(folder, 'PC1');
  expect([...positions.subarray(24)]).toEqual([8.5, -2, 1e-3]);
  expect(primitives.map(({ points }) => [...points])).toEqual([[0, 1, 2], [3, 8], [4], [5], [6], [7]]);
  const [plane, cylinder, cone, sphere, torus, spline] = primitives.map(({ surface }) => surface);
  expect(plane).toMatchObject({ kind: 'plane', origin: [0, -31.75, 15.6189] });
  expect(Math.abs(signedDistance(plane, [7, 0, 8]))).toBeCloseTo(31.75, 12);
  expect(cylinder).toEqual({ kind: 'cylinder', origin: [5, 6, -500000], axis: [0, 0, 1], radius: 2 });
  // Its radius falls from 2 to 1 where its height above the origin goes from 0 to -1 along y.
  expect(signedDistance(cone, [0, 5, 4])).toBeCloseTo(0, 12);
  expect(signedDistance(cone, [1, 4, 6])).toBeCloseTo(0, 12);
  expect(sphere).toEqual({ kind: 'sphere', center: [8.67362e-16, 0, -12.5], radius: 4 });
  expect(torus).toMatchObject({ center: [0, 0, 5.5], majorRadius: 20, minorRadius: 5 });
  expect(spline).toEqual({ kind: 'freeform' });
});

test('a member that is no point of the cloud, and files that are absent, are errors that name the file', async () => {
  expect(() => readTrueCloud('nowhere', 'PC1')).toThrow(/PC1\.txt: it cannot be read/);
  const folder = await written(['10', '4', '5', '6', '7', '8', '9']);
  expect(() => readTrueCloud(folder, 'PC1')).toThrow(/PC1_primitives\.txt: primitive 1/);
});

const clouds = sharedData('clouds', 'fit4cad');

test.skipIf(clouds === undefined)('members of real clouds lie on their primitives', () => {
  for (const name of cloudNames(clouds as string).filter((_, i) => i % 10 === 0)) {
    const { positions, primitives, diagonal } = readTrueCloud(clouds as string, name);
    for (const { surface, points } of primitives.filter(({ surface }) => surface.kind !== 'freeform')) {
      const distances = Array.from(points, (i) =>
        Math.abs(signedDistance(surface, [positions[3 * i], positions[3 * i + 1], positions[3 * i + 2]])),
      ).sort((a, b) => a - b);
      expect(distances[distances.length >> 1] / diagonal, name).toBeLessThan(1e-5);
    }
  }
});
