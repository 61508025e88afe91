import { expect, test } from 'vitest';
import { seededRandom } from '../../src/geometry/random.ts';
import { perceiveCloud } from '../../src/perceive/cloud/perceive-cloud.ts';

/** Points on the six sides of a box about the origin, each off by normal noise. */
function noisyBox(sides: readonly number[], count: number, noise: number): Float64Array {
  const random = seededRandom(1);
  const areas = [0, 1, 2].map((k) => sides[(k + 1) % 3] * sides[(k + 2) % 3]);
  const total = areas[0] + areas[1] + areas[2];
  const positions: number[] = [];
  for (let i = 0; i < count; i++) {
    const pick = random.uniform(0, total);
    const across = pick < areas[0] ? 0 : pick < areas[0] + areas[1] ? 1 : 2;
    for (let k = 0; k < 3; k++) {
      const half = sides[k] / 2;
      const at = k === across ? (random.uniform(0, 1) < 0.5 ? -half : half) : random.uniform(-half, half);
      positions.push(at + random.normal(0, noise));
    }
  }
  return Float64Array.from(positions);
}

// One by one the narrow sides gave way to a cylinder that passes through both of them within the noise.
test('a noisy bar has six planes, and no cylinder through two of them', () => {
  const positions = noisyBox([10.3, 4.42, 99.4], 50_000, 0.5);
  const [part] = perceiveCloud({ positions }, { expired: () => false });
  expect(part.faces.map(({ surface }) => surface.kind)).toEqual(Array.from({ length: 6 }, () => 'plane'));
});
