import { expect, test } from 'vitest';
import { seededRandom } from '../../src/geometry/random.ts';
import { perceiveCloud } from '../../src/perceive/cloud/perceive-cloud.ts';

/** Points on what the line from one (radius, height) to the other sweeps about an axis that is along no coordinate. */
function turned([r0, h0]: [number, number], [r1, h1]: [number, number], density: number): number[] {
  const random = seededRandom(5);
  const slant = Math.hypot(r1 - r0, h1 - h0);
  const positions: number[] = [];
  for (let i = 0; i < density * Math.PI * (r0 + r1) * slant; i++) {
    // A disc's points are even over its area.
    const t = r0 === 0 ? Math.sqrt(random.uniform(0, 1)) : random.uniform(0, 1);
    const [radius, height] = [r0 + t * (r1 - r0), h0 + t * (h1 - h0)];
    const angle = random.uniform(0, 2 * Math.PI);
    const [x, y] = [radius * Math.cos(angle), radius * Math.sin(angle)];
    positions.push(
      ...[0.8 * x - 0.6 * height, y, 0.6 * x + 0.8 * height].map((k) => Math.round(k * 1000) / 1000),
    );
  }
  return positions;
}

// Balls of points around a seed on a narrow band reach over its neighbours, so that no cone fitted any of them.
test('narrow cones between other faces are found whole', () => {
  const positions = Float64Array.from([
    ...turned([0, 0], [19.5, 0], 6),
    ...turned([19.5, 0], [19.5, 2], 10),
    ...turned([19.5, 2], [18.5, 2.6], 14),
    ...turned([18.5, 2.6], [17.9, 3.6], 14),
    ...turned([17.9, 3.6], [17.9, 5], 10),
    ...turned([0, 5], [17.9, 5], 6),
  ]);
  const [{ faces }] = perceiveCloud({ positions }, { expired: () => false });
  expect(faces.map(({ surface }) => surface.kind).sort()).toEqual([
    'cone',
    'cone',
    'cylinder',
    'cylinder',
    'plane',
    'plane',
  ]);
});
