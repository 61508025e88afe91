import { describe, expect, test } from 'vitest';
import { buildBvh } from '../../src/geometry/bvh.ts';
import type { Mesh } from '../../src/geometry/mesh.ts';
import { seededRandom } from '../../src/geometry/random.ts';
import { castRay, type RayHit } from '../../src/geometry/ray-cast.ts';
import { cross, dot, subtract, type Vec3 } from '../../src/geometry/vector.ts';
import { boxMesh, torusMesh } from '../support/meshes.ts';

const cast = (mesh: Mesh, origin: Vec3, direction: Vec3, guess = -1): RayHit => {
  const hit = { distance: Number.NaN, triangle: guess };
  const met = castRay(buildBvh(mesh), ...origin, ...direction, hit);
  expect(met).toBe(hit.triangle >= 0);
  return hit;
};

/** The nearest of all triangles, by intersecting each one's plane and testing the sides of its edges. */
function castAtAll({ positions: p, triangles }: Mesh, origin: Vec3, direction: Vec3): number {
  let nearest = Infinity;
  for (let t = 0; t < triangles.length; t += 3) {
    const [a, b, c] = [0, 1, 2].map((k): Vec3 => {
      const at = 3 * triangles[t + k];
      return [p[at], p[at + 1], p[at + 2]];
    });
    const normal = cross(subtract(b, a), subtract(c, a));
    const distance = dot(subtract(a, origin), normal) / dot(direction, normal);
    const point = origin.map((x, k) => x + distance * direction[k]) as unknown as Vec3;
    const inside = [
      [a, b],
      [b, c],
      [c, a],
    ].every(([from, to]) => dot(cross(subtract(to, from), subtract(point, from)), normal) >= 0);
    if (inside && distance > 0 && distance < nearest) nearest = distance;
  }
  return nearest;
}

describe('castRay', () => {
  test('finds what trying every triangle finds, whatever it is told to try first', () => {
    const mesh = torusMesh([0, 0, 0], 2, 0.7, 30, 15);
    const random = seededRandom(1);
    let hits = 0;
    for (let i = 0; i < 500; i++) {
      const coordinates = (size: number): Vec3 => [
        random.uniform(-size, size),
        random.uniform(-size, size),
        random.uniform(-size, size),
      ];
      const [origin, direction] = [coordinates(4), coordinates(1)];
      const expected = castAtAll(mesh, origin, direction);
      const plain = cast(mesh, origin, direction);
      const guessed = cast(mesh, origin, direction, random.integer(0, mesh.triangles.length / 3 - 1));
      if (expected === Infinity) expect(plain.distance).toBe(Infinity);
      else expect(plain.distance).toBeCloseTo(expected, 9);
      expect(guessed.distance).toBe(plain.distance);
      if (plain.triangle >= 0) hits++;
    }
    expect(hits).toBeGreaterThan(50);
  });

  test('measures in lengths of the direction', () => {
    const box = boxMesh([0, 0, 0], [1, 1, 1]);
    expect(cast(box, [0.3, 0.4, 5], [0, 0, -1]).distance).toBe(4);
    expect(cast(box, [0.3, 0.4, 5], [0, 0, -8]).distance).toBe(0.5);
    expect(cast(box, [0.3, 0.4, 5], [0, 0, 1]).triangle).toBe(-1);
  });

  test('meets a surface from within', () => {
    expect(cast(boxMesh([0, 0, 0], [1, 1, 1]), [0.5, 0.5, 0.5], [1, 0, 0]).distance).toBe(0.5);
  });

  test('slips through no edge and no corner', () => {
    const mesh = torusMesh([0, 0, 0], 2, 0.7, 24, 12);
    const { positions: p, triangles } = mesh;
    const origin: Vec3 = [0.1, 0.2, 9];
    const bvh = buildBvh(mesh);
    const hit = { distance: 0, triangle: -1 };
    for (let t = 0; t < triangles.length; t += 3) {
      for (const share of [0, 0.25, 0.5]) {
        const [a, b] = [3 * triangles[t], 3 * triangles[t + 1]];
        const point = [0, 1, 2].map((k) => (1 - share) * p[a + k] + share * p[b + k]) as unknown as Vec3;
        // Within the outline seen from above a ray meets the torus, exactly on an edge or not.
        const radius = Math.hypot(point[0], point[1]);
        if (radius < 1.5 || radius > 2.5) continue;
        expect(castRay(bvh, ...origin, ...subtract(point, origin), hit)).toBe(true);
        expect(hit.distance).toBeLessThanOrEqual(1 + 1e-9);
      }
    }
  });

  test('runs along the sides of boxes', () => {
    const box = boxMesh([0, 0, 0], [1, 1, 1]);
    expect(cast(box, [0, 0.5, 3], [0, 0, -1]).distance).toBe(2);
    expect(cast(box, [0, 0, 3], [0, 0, -1]).distance).toBe(2);
  });

  test('meets nothing in an empty mesh', () => {
    const empty = { positions: new Float64Array(), triangles: new Uint32Array() };
    expect(cast(empty, [0, 0, 0], [1, 0, 0]).triangle).toBe(-1);
  });
});
