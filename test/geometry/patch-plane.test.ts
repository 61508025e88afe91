import { expect, test } from 'vitest';
import { fitPlane } from '../../src/geometry/fit-plane.ts';
import { emptyPatchPlane, patchPlane } from '../../src/geometry/patch-plane.ts';
import { seededRandom } from '../../src/geometry/random.ts';
import { dot, type Vec3 } from '../../src/geometry/vector.ts';

test('a patch has the plane that the full eigenvalue problem gives it, far from the origin too', () => {
  const random = seededRandom(2);
  for (let round = 0; round < 50; round++) {
    const far = round % 2 === 0 ? 0 : 1e5;
    const points = Float64Array.from(
      { length: 3 * 12 },
      (_, i) => far + random.normal(0, [1, 0.7, 0.05][i % 3]),
    );
    const plane = emptyPatchPlane();
    patchPlane(
      points,
      Uint32Array.from({ length: 12 }, (_, i) => i),
      0,
      12,
      plane,
    );
    const normal: Vec3 = [plane.nx, plane.ny, plane.nz];
    const expected = fitPlane(points);
    expect(Math.abs(dot(normal, expected?.surface.normal ?? [0, 0, 0]))).toBeCloseTo(1, 9);
    const heights = Array.from({ length: 12 }, (_, i) =>
      dot([points[3 * i] - plane.cx, points[3 * i + 1] - plane.cy, points[3 * i + 2] - plane.cz], normal),
    );
    expect(plane.rms).toBeCloseTo(Math.sqrt(heights.reduce((sum, h) => sum + h * h, 0) / 12), 8);
  }
});

test('exact points lie exactly on their plane; equal points have some plane', () => {
  const points = Float64Array.of(0, 0, 3, 1, 0, 3, 0, 1, 3, 1, 1, 3);
  const plane = emptyPatchPlane();
  patchPlane(points, Uint32Array.of(0, 1, 2, 3), 0, 4, plane);
  expect(Math.abs(plane.nz)).toBe(1);
  expect(plane.rms).toBeLessThan(1e-15);
  patchPlane(points, Uint32Array.of(1, 1, 1), 0, 3, plane);
  expect(Math.hypot(plane.nx, plane.ny, plane.nz)).toBeCloseTo(1, 12);
});
