import { expect, test } from 'vitest';
import { type Mesh, triangleArea } from '../../src/geometry/mesh.ts';
import { subdivide } from '../../src/geometry/subdivide.ts';

/** A sliver 8 long and a small triangle, both in the plane z = 1. */
const mesh: Mesh = {
  positions: Float64Array.of(0, 0, 1, 8, 0, 1, 0, 1, 1, 0, -1, 1, 1, -1, 1, 0, -0.5, 1),
  triangles: Uint32Array.of(0, 1, 2, 3, 4, 5),
};
const areaOf = (each: Mesh): number =>
  Array.from({ length: each.triangles.length / 3 }, (_, t) => triangleArea(each, t)).reduce(
    (a, b) => a + b,
    0,
  );

test('edges become short, the surface stays', () => {
  const { mesh: fine, parents } = subdivide(mesh, 1.2);
  expect(areaOf(fine)).toBeCloseTo(areaOf(mesh), 12);
  for (let i = 0; i < fine.positions.length; i += 9) {
    for (const [a, b] of [
      [0, 3],
      [3, 6],
      [6, 0],
    ]) {
      const d = [0, 1, 2].map((k) => fine.positions[i + a + k] - fine.positions[i + b + k]);
      expect(Math.hypot(...d)).toBeLessThanOrEqual(1.2);
    }
  }
  const ofSliver = Array.from(parents).filter((parent) => parent === 0).length;
  expect(ofSliver).toBeGreaterThanOrEqual(8);
  expect(parents.length - ofSliver).toBe(1);
});

test('triangles keep their side', () => {
  const { positions: p } = subdivide(mesh, 1.2).mesh;
  for (let i = 0; i < p.length; i += 9) {
    const z = (p[i + 3] - p[i]) * (p[i + 7] - p[i + 1]) - (p[i + 4] - p[i + 1]) * (p[i + 6] - p[i]);
    expect(z).toBeGreaterThan(0);
  }
});
