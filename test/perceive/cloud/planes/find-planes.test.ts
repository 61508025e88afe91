import { describe, expect, test } from 'vitest';
import { type Random, seededRandom } from '../../../../src/geometry/random.ts';
import type { Vec3 } from '../../../../src/geometry/vector.ts';
import { localGeometry, withNoise } from '../../../../src/perceive/cloud/local/local-geometry.ts';
import { findPlanes } from '../../../../src/perceive/cloud/planes/find-planes.ts';
import { growPlane, startGrowth } from '../../../../src/perceive/cloud/planes/grow-plane.ts';
import { fitPlaneTo } from '../../../../src/perceive/cloud/planes/plane-fit.ts';

const never = { expired: () => false };

const cloudOf = (count: number, noise: number, at: (random: Random) => Vec3): Float64Array => {
  const random = seededRandom(6);
  const points = Array.from({ length: count }, () => at(random).map((x) => x + random.normal(0, noise)));
  return Float64Array.from(points.flat());
};

/** A point of the surface of a box of sides 4, 3 and 2. */
function onBox(random: Random): Vec3 {
  const side = random.integer(0, 5);
  const point = [random.uniform(0, 4), random.uniform(0, 3), random.uniform(0, 2)];
  point[side >> 1] = side % 2 === 0 ? 0 : [4, 3, 2][side >> 1];
  return point as unknown as Vec3;
}

function onCylinder(random: Random): Vec3 {
  const angle = random.uniform(0, 2 * Math.PI);
  return [Math.cos(angle), Math.sin(angle), random.uniform(0, 3)];
}

describe('noise that planes say is far less', () => {
  const positions = cloudOf(5000, 1e-6, onBox);

  test('is measured again, and everything is looked at anew', () => {
    const rough = withNoise(localGeometry(positions, never), 5e-3, never.expired);
    const { planes, local } = findPlanes(rough, never);
    expect(planes).toHaveLength(6);
    expect(local.noise).toBeLessThan(5e-6);
    expect(local.tolerance).toBeLessThan(1e-4);
    // Normals of so exact points are those of the faces.
    const straight = Array.from({ length: 5000 }, (_, i) =>
      Math.max(...local.normals.subarray(3 * i, 3 * i + 3).map(Math.abs)),
    ).filter((cosine) => cosine > 0.9999);
    expect(straight.length).toBeGreaterThan(4800);
  });
});

describe('a round face among noisy points', () => {
  const positions = cloudOf(8000, 0.01, onCylinder);
  const local = localGeometry(positions, never);

  test('has no planes', () => {
    expect(findPlanes(local, never).planes).toEqual([]);
  });

  test('ends the growth of a plane as soon as its points bulge', () => {
    const growth = startGrowth(local);
    const wide: number[] = [];
    for (let i = 0; i < positions.length; i += 3)
      if (positions[i] > 0 && Math.abs(positions[i + 1]) < 0.3) wide.push(i / 3);
    const fit = fitPlaneTo(positions, wide, wide.length);
    if (!fit) throw new Error('no plane');
    const before = growth.growths;
    growPlane(growth, wide, fit);
    expect(growth.growths - before).toBe(1);
  });
});
