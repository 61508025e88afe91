import { expect, test } from 'vitest';
import { joinMeshes } from '../../src/geometry/join-meshes.ts';
import { cross, dot, length, type Vec3 } from '../../src/geometry/vector.ts';
import { perceiveMesh } from '../../src/perceive/perceive-mesh.ts';
import { randomNumbers, randomRotation, rotate } from '../support/motion.ts';
import { arc, prism, tumbled } from '../support/solids.ts';

/** A long strip and, beyond its end, a small pad of many vertices, both of them flat in z. */
const strip = prism(
  [
    [0, 0],
    [75, 0],
    [75, 3],
    [0, 3],
  ],
  0.5,
);
const pad = prism(arc([79, 1.5], 1.5, 0, 2 * Math.PI, 64).slice(0, -1), 0.5);

test.each([1, 2, 3, 4])(
  'a small face leans no more than the large ones that it is parallel to (%i)',
  (seed) => {
    const up = rotate(randomRotation(randomNumbers(seed)), [0, 0, 1]);
    const { faces } = perceiveMesh(tumbled(joinMeshes([strip, pad]), seed));
    const directions = faces.flatMap(({ surface }): Vec3[] =>
      surface.kind === 'plane' ? [surface.normal] : surface.kind === 'cylinder' ? [surface.axis] : [],
    );
    const upright = directions.filter((d) => Math.abs(dot(d, up)) > 0.9);
    expect(upright).toHaveLength(5);
    for (const d of upright) expect(length(cross(d, upright[0]))).toBe(0);
    // Along the strip its vertices, rounded to 4e-6, tell how it leans; across it, its sides do.
    expect(length(cross(upright[0], up))).toBeLessThan(2e-6);
  },
);

test('a part along the axes of the world is exactly so', () => {
  const positions = pad.positions.map((x) => Math.fround(x + 0.123456));
  const { faces } = perceiveMesh({ ...pad, positions });
  for (const { surface } of faces)
    if (surface.kind === 'cylinder') expect(surface.axis.map(Math.abs)).toEqual([0, 0, 1]);
});
