import { describe, expect, test } from 'vitest';
import { buildBvh } from '../../src/geometry/bvh.ts';
import { type ClosestPoint, closestPoint } from '../../src/geometry/closest-point.ts';
import { isInside } from '../../src/geometry/is-inside.ts';
import { type Mesh, volumeOf } from '../../src/geometry/mesh.ts';
import {
  add,
  cross,
  distance,
  dot,
  normalize,
  scale,
  subtract,
  type Vec3,
} from '../../src/geometry/vector.ts';
import { boxMesh, cylinderMesh, joinMeshes, moved, torusMesh, turned } from '../support/meshes.ts';
import { randomNumbers } from '../support/motion.ts';

const nowhere = (): ClosestPoint => ({ x: 0, y: 0, z: 0, triangle: -1, squaredDistance: Infinity });

const corner = (mesh: Mesh, i: number): Vec3 => {
  const at = 3 * mesh.triangles[i];
  return [mesh.positions[at], mesh.positions[at + 1], mesh.positions[at + 2]];
};

/** Distance to a triangle by another road than the code under test: its plane if above it, else its three sides. */
function distanceToTriangle(p: Vec3, corners: readonly Vec3[]): number {
  const normal = normalize(cross(subtract(corners[1], corners[0]), subtract(corners[2], corners[0])));
  let above = dot(normal, normal) > 0;
  let nearest = Infinity;
  for (let i = 0; i < 3; i++) {
    const a = corners[i];
    const side = subtract(corners[(i + 1) % 3], a);
    if (dot(cross(side, subtract(p, a)), normal) < 0) above = false;
    const squared = dot(side, side);
    const t = squared > 0 ? Math.min(1, Math.max(0, dot(side, subtract(p, a)) / squared)) : 0;
    nearest = Math.min(nearest, distance(p, add(a, scale(side, t))));
  }
  return above ? Math.min(nearest, Math.abs(dot(normal, subtract(p, corners[0])))) : nearest;
}

function distanceByBruteForce(mesh: Mesh, p: Vec3): number {
  let nearest = Infinity;
  for (let i = 0; i < mesh.triangles.length; i += 3) {
    const corners = [corner(mesh, i), corner(mesh, i + 1), corner(mesh, i + 2)];
    nearest = Math.min(nearest, distanceToTriangle(p, corners));
  }
  return nearest;
}

/** Triangles scattered at random: some far larger than others, some flat to a line or a point. */
function soup(count: number, random: () => number): Mesh {
  const positions = new Float64Array(9 * count);
  for (let i = 0; i < count; i++) {
    const center = [random(), random(), random()];
    const size = random() < 0.1 ? 1 : 0.05;
    for (let k = 0; k < 9; k++) positions[9 * i + k] = center[k % 3] + size * (random() - 0.5);
    const flat = random();
    if (flat < 0.05) positions.copyWithin(9 * i + 3, 9 * i, 9 * i + 3);
    if (flat < 0.02) positions.copyWithin(9 * i + 6, 9 * i, 9 * i + 3);
  }
  return { positions, triangles: Uint32Array.from({ length: 3 * count }, (_, i) => i) };
}

describe('closestPoint', () => {
  test.each([0, 1, 7, 9, 40, 500])('agrees with brute force on %i scattered triangles', (count) => {
    const random = randomNumbers(count);
    const mesh = soup(count, random);
    const bvh = buildBvh(mesh);
    const found = nowhere();
    for (let i = 0; i < 200; i++) {
      const p: Vec3 = [2 * random() - 0.5, 2 * random() - 0.5, 2 * random() - 0.5];
      const squared = closestPoint(bvh, ...p, found);
      const expected = distanceByBruteForce(mesh, p);
      if (count === 0) {
        expect(found.triangle).toBe(-1);
        expect(squared).toBe(Infinity);
        continue;
      }
      expect(Math.sqrt(squared)).toBeCloseTo(expected, 10);
      expect(distance(p, [found.x, found.y, found.z])).toBeCloseTo(expected, 10);
      const at = 3 * found.triangle;
      const onIt = [corner(mesh, at), corner(mesh, at + 1), corner(mesh, at + 2)];
      expect(distanceToTriangle(p, onIt)).toBeCloseTo(expected, 10);
    }
  });

  test('holds every triangle once and keeps the tree small and shallow when centroids coincide', () => {
    const stacked = joinMeshes(...Array.from({ length: 300 }, () => boxMesh([0, 0, 0], [1, 1, 1])));
    const bvh = buildBvh(stacked);
    expect([...bvh.order].sort((a, b) => a - b)).toEqual(Array.from({ length: 3600 }, (_, i) => i));
    expect(bvh.nodes.length / 2).toBeLessThanOrEqual(1800);
    expect(closestPoint(bvh, 3, 0.5, 0.5, nowhere())).toBe(4);
  });

  test('survives sizes that double from triangle to triangle', () => {
    const boxes = Array.from({ length: 300 }, (_, i) => {
      const size = 2 ** (i / 2 - 60);
      return boxMesh([size, size, size], [1.1 * size, 1.1 * size, 1.1 * size]);
    });
    const bvh = buildBvh(joinMeshes(...boxes));
    expect(closestPoint(bvh, 0, 0, 0, nowhere())).toBeCloseTo(3 * 2 ** -120, 40);
  });
});

describe('isInside', () => {
  const inside = (mesh: Mesh, x: number, y: number, z: number) => isInside(buildBvh(mesh), x, y, z);

  test('separates the inside of a torus from its hole', () => {
    const bvh = buildBvh(torusMesh([1, 2, 3], 2, 0.5, 96, 48));
    const random = randomNumbers(1);
    let checked = 0;
    for (let i = 0; i < 3000; i++) {
      const [x, y, z] = [6 * random() - 3, 6 * random() - 3, 1.4 * random() - 0.7];
      const fromTube = Math.hypot(Math.hypot(x, y) - 2, z) - 0.5;
      if (Math.abs(fromTube) < 0.01) continue;
      expect(isInside(bvh, x + 1, y + 2, z + 3)).toBe(fromTube < 0);
      checked++;
    }
    expect(checked).toBeGreaterThan(2500);
  });

  test('knows cavities, bodies within cavities, touching bodies and overlapping bodies', () => {
    const hollow = joinMeshes(
      boxMesh([0, 0, 0], [10, 10, 10]),
      turned(boxMesh([2, 2, 2], [8, 8, 8])),
      boxMesh([4, 4, 4], [6, 6, 6]),
    );
    expect(inside(hollow, 1, 5, 5)).toBe(true);
    expect(inside(hollow, 3, 5, 5)).toBe(false);
    expect(inside(hollow, 5, 5, 5)).toBe(true);

    const touching = joinMeshes(boxMesh([0, 0, 0], [1, 1, 1]), boxMesh([1, 0, 0], [2, 1, 1]));
    expect(inside(touching, 0.5, 0.5, 0.5)).toBe(true);
    expect(inside(touching, 1.5, 0.5, 0.5)).toBe(true);
    expect(inside(touching, 2.5, 0.5, 0.5)).toBe(false);

    const overlapping = joinMeshes(boxMesh([0, 0, 0], [2, 2, 2]), boxMesh([1, 1, 1], [3, 3, 3]));
    expect(inside(overlapping, 1.5, 1.5, 1.5)).toBe(true);
    expect(inside(overlapping, 0.5, 2.5, 0.5)).toBe(false);
  });

  test('is not misled by lines through vertices, edges and lines of faces', () => {
    const bvh = buildBvh(
      joinMeshes(
        ...[-1, 1].flatMap((i) => [-1, 1].map((j) => moved(boxMesh([0, 0, 0], [1, 1, 1]), [i, j, 0]))),
      ),
    );
    for (let i = -10; i <= 10; i++) {
      for (let j = -10; j <= 10; j++) {
        for (const z of [-0.25, 0.25, 0.5, 1.25]) {
          const [x, y] = [i / 4 + 0.125, j / 4 + 0.125];
          const inColumn = ((x > -1 && x < 0) || (x > 1 && x < 2)) && ((y > -1 && y < 0) || (y > 1 && y < 2));
          expect(isInside(bvh, x, y, z)).toBe(inColumn && z > 0 && z < 1);
        }
      }
    }
  });

  test('takes another line where the first meets a corner exactly', () => {
    // The first line through the origin runs through (sqrt 2 - 1, sqrt 3 - 2, 1).
    const [x, y] = [Math.SQRT2 - 1, Math.sqrt(3) - 2];
    expect(inside(boxMesh([-1, y, -1], [x, 1, 1]), 0, 0, 0)).toBe(true);
    expect(inside(boxMesh([x, y, 1], [2, 2, 2]), 0, 0, 0)).toBe(false);
    expect(inside(boxMesh([x, -1, 0.5], [2, 1, 1]), 0, 0, 0)).toBe(false);
  });

  test('hits the share of the box that a cylinder fills', () => {
    const mesh = cylinderMesh([0, 0, -1], 1, 2, 64);
    const bvh = buildBvh(mesh);
    const random = randomNumbers(2);
    let hits = 0;
    for (let i = 0; i < 20_000; i++) {
      if (isInside(bvh, 2 * random() - 1, 2 * random() - 1, 2 * random() - 1)) hits++;
    }
    expect(hits / 20_000).toBeCloseTo(volumeOf(mesh) / 8, 2);
  });

  test('is not misled by a gap', () => {
    const torus = torusMesh([0, 0, 0], 3, 1, 40, 20);
    const torn = { positions: torus.positions, triangles: torus.triangles.slice(30) };
    const [whole, leaky] = [buildBvh(torus), buildBvh(torn)];
    const random = randomNumbers(3);
    let wrong = 0;
    for (let i = 0; i < 5000; i++) {
      const p: Vec3 = [8 * random() - 4, 8 * random() - 4, 2 * random() - 1];
      if (isInside(leaky, ...p) !== isInside(whole, ...p)) wrong++;
    }
    // Only beside the gap itself, where every line goes through it.
    expect(wrong).toBeLessThan(5);
  });

  test('finds nothing inside an empty mesh', () => {
    expect(inside({ positions: new Float64Array(), triangles: new Uint32Array() }, 0, 0, 0)).toBe(false);
  });
});
