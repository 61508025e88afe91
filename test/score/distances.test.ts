import { describe, expect, test } from 'vitest';
import { chamferDistance } from '../../src/score/chamfer.ts';
import { deviations } from '../../src/score/deviations.ts';
import { boxMesh, joinMeshes, moved, torusMesh } from '../support/meshes.ts';

const cube = boxMesh([0, 0, 0], [10, 10, 10]);
const empty = { positions: new Float64Array(), triangles: new Uint32Array() };

describe('deviations', () => {
  const options = { count: 4000, seed: 1, tolerance: 0.01 };

  test('are zero between a surface and itself', () => {
    const same = deviations(cube, boxMesh([0, 0, 0], [10, 10, 10]), options);
    expect(same?.targetToResult.max).toBeCloseTo(0, 10);
    expect(same?.resultToTarget.max).toBeCloseTo(0, 10);
    expect(same?.explained).toBe(1);
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
    expect(missing?.explained).toBeCloseTo(601 / 614, 2);
  });

  test('of an offset surface are the offset', () => {
    const grown = boxMesh([-1, -1, -1], [11, 11, 11]);
    const both = deviations(cube, grown, options);
    expect(both?.targetToResult.mean).toBeCloseTo(1, 10);
    expect(both?.targetToResult.p95).toBeCloseTo(1, 10);
    expect(both?.explained).toBe(0);
  });

  test('need two surfaces', () => expect(deviations(cube, empty, options)).toBeUndefined());
});

describe('chamferDistance', () => {
  test('of a surface with itself is about the floor', () => {
    const torus = torusMesh([0, 0, 0], 2, 0.7, 64, 32);
    const same = chamferDistance(torus, torus, 1);
    expect(same?.chamferFloor).toBeGreaterThan(0.05);
    expect(same?.chamferFloor).toBeLessThan(0.3);
    expect(same?.chamfer).toBeCloseTo(same?.chamferFloor ?? 0, 1);
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
