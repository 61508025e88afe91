import { expect, test } from 'vitest';
import { seededRandom } from '../../src/geometry/random.ts';
import { localGeometry } from '../../src/perceive/cloud/local/local-geometry.ts';

// Points that no flat patch reached have no normal; averaging spread that as NaN to their neighbours.
test('every point of a noisy cloud has a unit normal, or none where no patch holds it', () => {
  const random = seededRandom(2);
  const positions = Float64Array.from({ length: 3 * 5000 }, (_, k) => {
    const isStray = k >= 3 * 4900;
    if (k % 3 === 2) return isStray ? random.uniform(-20, 20) : random.normal(0, 0.5);
    return random.uniform(0, 60);
  });
  const { normals } = localGeometry(positions, { expired: () => false });
  const lengths = Array.from({ length: 5000 }, (_, i) => Math.hypot(...normals.subarray(3 * i, 3 * i + 3)));
  expect(lengths.filter((length) => length !== 0 && !(Math.abs(length - 1) < 1e-9))).toEqual([]);
  expect(lengths.filter((length) => length === 0).length).toBeLessThan(100);
});
