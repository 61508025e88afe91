import { describe, expect, test } from 'vitest';
import { buildKdTree } from '../../src/geometry/kd-tree.ts';
import type { Mesh } from '../../src/geometry/mesh.ts';
import { chamferDistance, squaredChamfer } from '../../src/score/chamfer.ts';
import { deviations } from '../../src/score/deviations.ts';
import { ownBoxChamferDistance } from '../../src/score/own-box-chamfer.ts';
import { boxMesh, joinMeshes, moved, torusMesh, turned } from '../support/meshes.ts';

const cube = boxMesh([0, 0, 0], [10, 10, 10]);
const empty = { positions: new Float64Array(), triangles: new Uint32Array() };

describe('deviations', () => {
  const options = { count: 4000, seed: 1, tolerance: 0.01 };

  test('are zero between a surface and itself', () => {
    const same = deviations(cube, boxMesh([0, 0, 0], [10, 10, 10]), options);
    expect(same?.targetToResult.max).toBeCloseTo(0, 10);
    expect(same?.resultToTarget.max).toBeCloseTo(0, 10);
    expect(same?.targetToResult.within).toBe(1);
  });

  test('tell how far, where, and which way round', () => {
    const withPeg = joinMeshes(cube, boxMesh([4, 4, 10], [5, 5, 13]));
    const missing = deviations(withPeg, cube, options);
    expect(missing?.targetToResult.max).toBeCloseTo(3, 10);
    expect(missing?.targetToResult.worst[2]).toBe(13);
    expect(missing?.targetToResult.mean).toBeGreaterThan(0);
    expect(missing?.targetToResult.rms).toBeGreaterThan(missing?.targetToResult.mean ?? Infinity);
    expect(missing?.targetToResult.p95).toBeLessThan(1);
    expect(missing?.resultToTarget.max).toBeCloseTo(0, 10);
    // 600 of the cube and the peg's base of 614 lie on the result.
    expect(missing?.targetToResult.within).toBeCloseTo(601 / 614, 2);
  });

  test('of an offset surface are the offset', () => {
    const grown = boxMesh([-1, -1, -1], [11, 11, 11]);
    const both = deviations(cube, grown, options);
    expect(both?.targetToResult.mean).toBeCloseTo(1, 10);
    expect(both?.targetToResult.p95).toBeCloseTo(1, 10);
    expect(both?.targetToResult.within).toBe(0);
  });

  test('are negative inside the other part, as far as that closes', () => {
    const inner = boxMesh([1, 1, 1], [9, 9, 9]);
    const both = deviations(inner, cube, options);
    expect(both?.targetToResult).toMatchObject({ mean: expect.closeTo(1, 9), rms: expect.closeTo(1, 9) });
    expect(both?.targetToResult.signed).toEqual({
      mean: expect.closeTo(-1, 9),
      min: expect.closeTo(-1, 9),
      max: expect.closeTo(-1, 9),
    });
    expect(both?.resultToTarget.signed?.mean).toBeGreaterThan(1);
    expect(both?.resultToTarget.max).toBeCloseTo(Math.sqrt(3), 9);
    const lidless = { positions: cube.positions, triangles: cube.triangles.slice(6) };
    expect(deviations(inner, lidless, options)?.targetToResult).not.toHaveProperty('signed');
  });

  test('tell a peg that sticks out from a hole that is missing', () => {
    const withPeg = joinMeshes(cube, boxMesh([4, 4, 10], [5, 5, 13]));
    expect(deviations(withPeg, cube, options)?.targetToResult.signed?.max).toBeCloseTo(3, 9);
    const withPit = joinMeshes(cube, turned(boxMesh([4, 4, 5], [5, 5, 7])));
    expect(deviations(withPit, cube, options)?.targetToResult.signed?.min).toBeCloseTo(-5, 9);
  });

  test('need two surfaces', () => expect(deviations(cube, empty, options)).toBeUndefined());
});

describe('normals agree', () => {
  const options = { count: 500, seed: 1, tolerance: 0.01 };
  /** A square of side 2 through the origin, turned about the x axis. */
  const square = (angle: number): Mesh => {
    const [c, s] = [Math.cos(angle), Math.sin(angle)];
    return {
      positions: Float64Array.of(-1, -c, -s, 1, -c, -s, 1, c, s, -1, c, s),
      triangles: Uint32Array.of(0, 1, 2, 0, 2, 3),
    };
  };

  test.each([
    [0, 1, 1],
    [10, Math.cos(Math.PI / 18), 1],
    [60, 0.5, 0],
    [90, 0, 0],
    [180, 1, 1],
  ])('at %i degrees by the cosine', (degrees, mean, share) => {
    const both = deviations(square((degrees * Math.PI) / 180), square(0), options);
    expect(both?.targetToResult.normals).toEqual({ mean: expect.closeTo(mean, 9), share });
    expect(both?.resultToTarget.normals).toEqual({ mean: expect.closeTo(mean, 9), share });
  });
});

describe('squaredChamfer', () => {
  test('of four points is what it is on paper', () => {
    const a = buildKdTree(Float64Array.of(0, 0, 0, 1, 0, 0));
    const b = buildKdTree(Float64Array.of(0, 0, 0, 3, 0, 0));
    // From a: 0 and 1, mean 1/2. From b: 0 and 2 squared, mean 2.
    expect(squaredChamfer(a, b)).toBe(2.5);
  });
});

describe('ownBoxChamferDistance', () => {
  test('forgives size and place, but not proportions', () => {
    const elsewhere = boxMesh([100, 0, 0], [130, 30, 30]);
    const own = ownBoxChamferDistance(elsewhere, cube, 1) ?? Infinity;
    expect(own).toBeCloseTo(chamferDistance(cube, cube, 1)?.chamferFloor ?? 0, 1);
    expect(chamferDistance(elsewhere, cube, 1)?.chamfer).toBeGreaterThan(1000);
    expect(ownBoxChamferDistance(boxMesh([0, 0, 0], [10, 10, 5]), cube, 1)).toBeGreaterThan(10);
    expect(ownBoxChamferDistance(empty, cube, 1)).toBeUndefined();
  });
});

describe('chamferDistance', () => {
  test('of a surface with itself is about the floor', () => {
    const torus = torusMesh([0, 0, 0], 2, 0.7, 64, 32);
    const same = chamferDistance(torus, torus, 1);
    expect(same?.chamferFloor).toBeGreaterThan(0.05);
    expect(same?.chamferFloor).toBeLessThan(0.3);
    expect(same?.chamfer).toBeCloseTo(same?.chamferFloor ?? 0, 1);
  });

  test('has the floor that chance gives: area / (pi points) each way', () => {
    const expected = (1000 * 2 * 6) / (Math.PI * 8192);
    expect(chamferDistance(cube, cube, 1)?.chamferFloor).toBeCloseTo(expected, 1);
    expect(ownBoxChamferDistance(boxMesh([7, 7, 7], [8, 8, 8]), cube, 1)).toBeCloseTo(expected, 1);
  });

  test('does not depend on the unit, but on place and size', () => {
    const shift = chamferDistance(moved(cube, [1, 0, 0]), cube, 1)?.chamfer ?? 0;
    const scaled = (factor: number) => boxMesh([0, 0, 0], [10 * factor, 10 * factor, 10 * factor]);
    const inOtherUnit = chamferDistance(moved(scaled(25.4), [25.4, 0, 0]), scaled(25.4), 1);
    expect(inOtherUnit?.chamfer).toBeCloseTo(shift, 8);
    // Two of six sides are 0.1 away, each way round: 2 * 1000 * 0.01 / 3, and a little along the edges and the floor.
    expect(shift).toBeGreaterThan(20 / 3);
    expect(shift).toBeLessThan(8);
    expect(chamferDistance(scaled(1.2), cube, 1)?.chamfer).toBeGreaterThan(2);
  });

  test('needs two surfaces', () => expect(chamferDistance(empty, cube, 1)).toBeUndefined());
});
