import { expect, test } from 'vitest';
import { seededRandom } from '../../../../src/geometry/random.ts';
import type { Vec3 } from '../../../../src/geometry/vector.ts';
import { localGeometry } from '../../../../src/perceive/cloud/local/local-geometry.ts';
import { freePointsOf } from '../../../../src/perceive/cloud/sparse/free-points.ts';

test('points just off a face, beside points of it, are not free; those well off it or far from it are', () => {
  const random = seededRandom(3);
  const tolerance = 0.003;
  const sheet = Array.from({ length: 400 }, (): Vec3 => [random.uniform(0, 1), random.uniform(0, 1), 0]);
  const others: Vec3[] = [
    [0.3, 0.4, 1.5 * tolerance],
    [0.6, 0.2, -1.5 * tolerance],
    [0.5, 0.5, 3 * tolerance],
    [0.5, 0.8, 0.4],
    // On the plane, but neighbours of what is not.
    ...Array.from({ length: 20 }, (_, i): Vec3 => [9 + 0.01 * i, 9, 0]),
  ];
  const positions = Float64Array.from([...sheet, ...others].flat());
  const local = { ...localGeometry(positions, { expired: () => false }), noise: tolerance / 3, tolerance };
  const points = Uint32Array.from(sheet, (_, i) => i);
  const face = { surface: { kind: 'plane', origin: [0, 0, 0], normal: [0, 0, 1] }, points, area: 1 } as const;
  const free = [...freePointsOf(local, [face]).free].map((i) => i - sheet.length);
  expect(free).toEqual(others.map((_, i) => i).slice(2));
});
