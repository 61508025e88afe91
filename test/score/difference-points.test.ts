import { describe, expect, test } from 'vitest';
import type { Mesh } from '../../src/geometry/mesh.ts';
import { differencePieces, differencePoints } from '../../src/score/difference-points.ts';
import { boxMesh, cylinderMesh, joinMeshes, moved, turned } from '../support/meshes.ts';

const plate = boxMesh([0, 0, 0], [10, 10, 1]);

const differences = async (target: Mesh, result: Mesh, limit: number, thickness: number) =>
  differencePoints(target, result, await differencePieces(target, result, thickness), { limit, thickness });

describe('differencePoints', () => {
  test('finds what is missing and what is too much', async () => {
    const target = joinMeshes(plate, boxMesh([1, 1, 1], [2, 2, 2]));
    const result = joinMeshes(plate, boxMesh([7, 7, 1], [9, 9, 3]));
    const points = await differences(target, result, 20, 0.01);
    expect(points.length).toBeGreaterThan(1);
    for (const { point, inside } of points) {
      const [low, high] = inside
        ? [
            [1, 1, 1],
            [2, 2, 2],
          ]
        : [
            [7, 7, 1],
            [9, 9, 3],
          ];
      point.forEach((x, k) => {
        expect(x).toBeGreaterThan(low[k] + 0.05);
        expect(x).toBeLessThan(high[k] - 0.05);
      });
    }
    // The larger piece first, then the other one: no piece is left out.
    expect(points.slice(0, 2).map(({ inside }) => inside)).toEqual([false, true]);
  });

  test('gives none for a solid with itself or a finer tessellation of it', async () => {
    expect(await differences(plate, plate, 20, 0.01)).toEqual([]);
    const coarse = cylinderMesh([0, 0, 0], 5, 10, 32);
    const fine = cylinderMesh([0, 0, 0], 5, 10, 97);
    const sag = 5 * (1 - Math.cos(Math.PI / 32));
    expect(await differences(coarse, fine, 20, 1.1 * sag)).toEqual([]);
  });

  test('finds a thin step that hangs on slivers', async () => {
    const fine = cylinderMesh([0, 0, 0], 5, 10, 97);
    const longer = cylinderMesh([0, 0, 0], 5, 10.2, 32);
    const points = await differences(longer, fine, 50, 0.1);
    expect(points.length).toBeGreaterThan(0);
    for (const { point, inside } of points) {
      expect(inside).toBe(true);
      expect(point[2]).toBeCloseTo(10.1, 1);
    }
  });

  test('keeps to the limit and serves every piece', async () => {
    const pegs = Array.from({ length: 9 }, (_, i) =>
      moved(boxMesh([0, 0, 1], [0.5, 0.5, 2]), [1 + 3 * (i % 3), 1 + 3 * Math.floor(i / 3), 0]),
    );
    const points = await differences(joinMeshes(plate, ...pegs), plate, 9, 0.01);
    expect(points).toHaveLength(9);
    const cells = points.map(({ point }) => `${Math.floor(point[0] / 3)},${Math.floor(point[1] / 3)}`);
    expect(new Set(cells).size).toBe(9);
  });

  test('sees a cavity that was missed', async () => {
    const hollow = joinMeshes(plate, turned(boxMesh([4, 4, 0.25], [6, 6, 0.75])));
    const points = await differences(hollow, plate, 5, 0.01);
    expect(points.length).toBeGreaterThan(0);
    for (const { inside, point } of points) {
      expect(inside).toBe(false);
      expect(point[2]).toBeCloseTo(0.5, 1);
    }
  });

  test('works on meshes that are not manifold', async () => {
    const torn = { positions: plate.positions, triangles: plate.triangles.slice(3) };
    const points = await differences(joinMeshes(torn, boxMesh([2, 2, 2], [5, 5, 5])), torn, 10, 0.1);
    expect(points.length).toBeGreaterThan(0);
    for (const { inside, point } of points) {
      expect(inside).toBe(true);
      expect(point[2]).toBeGreaterThan(2);
    }
  });
});
