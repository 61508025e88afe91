import { describe, expect, test } from 'vitest';
import { meshIntersectionOverUnion, sampledIntersectionOverUnion } from '../../src/score/mesh-iou.ts';
import { boxMesh, cylinderMesh, joinMeshes, moved, turned } from '../support/meshes.ts';

const unit = boxMesh([0, 0, 0], [1, 1, 1]);
const empty = { positions: new Float64Array(), triangles: new Uint32Array() };
const open = { positions: unit.positions, triangles: unit.triangles.slice(3) };

describe('meshIntersectionOverUnion', () => {
  test('is exact for boxes', async () => {
    const overlap = await meshIntersectionOverUnion(unit, boxMesh([0.5, 0, 0], [1.5, 1, 1]));
    expect(overlap?.iou).toBeCloseTo(1 / 3, 6);
    expect(overlap?.volumeA).toBeCloseTo(1, 6);
  });

  test('is one for a solid with itself, far from the origin too', async () => {
    const far = moved(cylinderMesh([0, 0, 0], 3, 5, 50), [1e5, -2e5, 3e4]);
    expect((await meshIntersectionOverUnion(far, far))?.iou).toBeCloseTo(1, 6);
  });

  test('is zero for solids apart and for an empty one', async () => {
    expect((await meshIntersectionOverUnion(unit, moved(unit, [3, 0, 0])))?.iou).toBe(0);
    expect((await meshIntersectionOverUnion(unit, empty))?.iou).toBe(0);
    expect(await meshIntersectionOverUnion(empty, empty)).toBeUndefined();
  });

  test('counts overlapping bodies once, touching bodies whole and cavities not', async () => {
    const overlapping = joinMeshes(unit, boxMesh([0.5, 0, 0], [1.5, 1, 1]));
    expect((await meshIntersectionOverUnion(overlapping, boxMesh([0, 0, 0], [1.5, 1, 1])))?.iou).toBeCloseTo(
      1,
      6,
    );
    const touching = joinMeshes(unit, moved(unit, [1, 0, 0]), moved(unit, [1, 1, 1]));
    expect((await meshIntersectionOverUnion(touching, touching))?.volumeA).toBeCloseTo(3, 6);
    const pinInCavity = joinMeshes(
      boxMesh([0, 0, 0], [1, 1, 1]),
      turned(boxMesh([0.1, 0.1, 0.1], [0.9, 0.9, 0.9])),
      boxMesh([0.3, 0.3, 0.3], [0.7, 0.7, 0.7]),
    );
    expect((await meshIntersectionOverUnion(pinInCavity, unit))?.iou).toBeCloseTo(1 - 0.512 + 0.064, 6);
  });

  test('gives up on open meshes and goes on working', async () => {
    expect(await meshIntersectionOverUnion(open, unit)).toBeUndefined();
    expect((await meshIntersectionOverUnion(unit, unit))?.iou).toBeCloseTo(1, 6);
  });
});

describe('sampledIntersectionOverUnion', () => {
  test('comes near the exact value, the same for the same seed', () => {
    const other = boxMesh([0.5, 0, 0], [1.5, 1, 1]);
    const overlap = sampledIntersectionOverUnion(unit, other, 20_000, 1);
    expect(overlap?.iou).toBeCloseTo(1 / 3, 2);
    expect(overlap?.volumeB).toBeCloseTo(1, 2);
    expect(sampledIntersectionOverUnion(unit, other, 20_000, 1)).toEqual(overlap);
  });

  test('is undefined where there is nothing', () => {
    expect(sampledIntersectionOverUnion(empty, empty, 100, 1)).toBeUndefined();
  });
});
