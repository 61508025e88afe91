import { expect, test } from 'vitest';
import { mirrorDirection, mirrorPoint, mirrorPositions, mirrorSurface } from '../../src/geometry/mirror.ts';
import { seededRandom } from '../../src/geometry/random.ts';
import type { Surface, SurfaceOf } from '../../src/geometry/surface.ts';
import { signedDistance } from '../../src/geometry/surface-distance.ts';
import { normalize, type Vec3 } from '../../src/geometry/vector.ts';

const PLANE: SurfaceOf<'plane'> = { kind: 'plane', origin: [1, 2, 3], normal: normalize([1, -2, 0.5]) };
const AXIS = normalize([0.3, 1, 2]);
const surfaces: Surface[] = [
  { kind: 'plane', origin: [4, 0, 1], normal: AXIS },
  { kind: 'cylinder', origin: [4, 0, 1], axis: AXIS, radius: 2 },
  { kind: 'cone', origin: [4, 0, 1], axis: AXIS, radius: 2, halfAngle: 0.4 },
  { kind: 'sphere', center: [4, 0, 1], radius: 2 },
  { kind: 'torus', center: [4, 0, 1], axis: AXIS, majorRadius: 3, minorRadius: 1 },
];

test.each(surfaces)('the mirror image of a $kind is as far from images as it is from points', (surface) => {
  const random = seededRandom(1);
  const image = mirrorSurface(PLANE, surface);
  for (let i = 0; i < 20; i++) {
    const point: Vec3 = [random.uniform(-5, 5), random.uniform(-5, 5), random.uniform(-5, 5)];
    const there = signedDistance(image, mirrorPoint(PLANE, point));
    expect(there).toBeCloseTo(signedDistance(surface, point), 9);
  }
});

test('positions are mirrored as points are, and twice gives them back', () => {
  const positions = Float64Array.of(0, 0, 0, 5, -1, 2);
  const images = mirrorPositions(PLANE, positions);
  expect([...images]).toEqual([
    ...mirrorPoint(PLANE, [0, 0, 0]).map((x) => expect.closeTo(x, 12)),
    ...mirrorPoint(PLANE, [5, -1, 2]).map((x) => expect.closeTo(x, 12)),
  ]);
  expect([...mirrorPositions(PLANE, images)]).toEqual([...positions].map((x) => expect.closeTo(x, 12)));
  expect(mirrorDirection(PLANE, PLANE.normal)).toEqual(PLANE.normal.map((x) => expect.closeTo(-x, 12)));
});
