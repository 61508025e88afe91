import { expect, test } from 'vitest';
import { seededRandom } from '../../../src/geometry/random.ts';
import type { Surface } from '../../../src/geometry/surface.ts';
import type { Vec3 } from '../../../src/geometry/vector.ts';
import type { PerceivedCloud } from '../../../src/perceive/cloud/types.ts';
import { coverageAt, coverageOf, localSpacing } from '../../../src/propose/cloud/coverage.ts';

/** A cloud of one face whose points `place` puts on it. */
function covered(surface: Surface, count: number, area: number, place: (a: number, b: number) => Vec3) {
  const random = seededRandom(1);
  const positions = new Float64Array(3 * count);
  for (let i = 0; i < count; i++) positions.set(place(random.uniform(0, 1), random.uniform(0, 1)), 3 * i);
  const face = { surface, points: Uint32Array.from({ length: count }, (_, i) => i), area };
  const cloud: PerceivedCloud = {
    positions,
    faces: [face],
    spacing: Math.sqrt(area / count),
    noise: 0,
    tolerance: 1e-6,
    warnings: [],
  };
  const coverage = coverageOf(face, cloud, localSpacing(cloud))!;
  return (x: number, y: number, z: number) => coverageAt(coverage, x, y, z);
}

const PLANE: Surface = { kind: 'plane', origin: [0, 0, 0], normal: [0, 0, 1] };
const meanOf = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;
const along = Array.from({ length: 41 }, (_, k) => 2 + (6 * k) / 40);

test('a plane is covered where points are, half at their border, and not beyond', () => {
  const at = covered(PLANE, 1000, 100, (a, b) => [10 * a, 10 * b, 0]);
  expect(meanOf(along.map((y) => at(5, y, 0)))).toBeGreaterThan(0.95);
  const border = meanOf(along.map((y) => at(10, y, 0)));
  expect(border).toBeGreaterThan(0.3);
  expect(border).toBeLessThan(0.7);
  expect(Math.max(...along.map((y) => at(10.8, y, 0)))).toBe(0);
});

test('a strip narrower than the spacing is covered along its length', () => {
  const at = covered(PLANE, 60, 4, (a, b) => [20 * a, 0.2 * b, 0]);
  expect(meanOf(along.map((x) => at(2 * x, 0.1, 0)))).toBeGreaterThan(0.7);
  expect(Math.max(...along.map((x) => at(2 * x, 2, 0)))).toBe(0);
});

test('a cylinder is covered all round, and an arc of it only there', () => {
  const cylinder: Surface = { kind: 'cylinder', origin: [0, 0, 0], axis: [0, 0, 1], radius: 2 };
  const around = (share: number) =>
    covered(cylinder, 800, 8 * Math.PI * share, (a, b) => {
      const angle = 2 * Math.PI * share * a;
      return [2 * Math.cos(angle), 2 * Math.sin(angle), 2 * b];
    });
  const angles = along.map((_, k) => (2 * Math.PI * k) / along.length);
  const whole = around(1);
  expect(meanOf(angles.map((t) => whole(2 * Math.cos(t), 2 * Math.sin(t), 1)))).toBeGreaterThan(0.9);
  const quarter = around(0.25);
  expect(quarter(Math.SQRT2, Math.SQRT2, 1)).toBeGreaterThan(0.9);
  expect(quarter(-2, 0, 1)).toBe(0);
  expect(quarter(0, -2, 1)).toBe(0);
});

test('a cap of a sphere is covered at its top, whichever way that points', () => {
  const at = covered({ kind: 'sphere', center: [0, 0, 0], radius: 3 }, 1000, 18 * Math.PI, (a, b) => {
    const r = Math.sqrt(1 - b * b);
    return [3 * r * Math.cos(2 * Math.PI * a), 3 * r * Math.sin(2 * Math.PI * a), 3 * b];
  });
  expect(at(0, 0, 3)).toBeGreaterThan(0.8);
  expect(at(0, 0, -3)).toBe(0);
});
