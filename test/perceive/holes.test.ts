import { describe, expect, test } from 'vitest';
import type { Mesh } from '../../src/geometry/mesh.ts';
import { holeDiameters } from '../../src/perceive/holes.ts';
import type { Perceived } from '../../src/perceive/types.ts';
import { cylinderMesh, joinMeshes, moved, turned } from '../support/meshes.ts';

const SIDES = 40;

/** The wall of a cylinder of radius 3 about the z axis, `sides` of 40 of it. */
function wall(sides = SIDES): Mesh {
  const { positions, triangles } = cylinderMesh([0, 0, 0], 3, 5, SIDES);
  const isWall = (t: number) => new Set([0, 1, 2].map((k) => triangles[3 * t + k] % 2)).size === 2;
  const kept = Array.from({ length: triangles.length / 3 }, (_, t) => t)
    .filter(isWall)
    .slice(0, 2 * sides);
  return {
    positions,
    triangles: Uint32Array.from(kept.flatMap((t) => [...triangles.subarray(3 * t, 3 * t + 3)])),
  };
}

/** Each mesh a face of its own, on the cylinder that the wall is cut from, at `x`. */
function perceived(...faces: readonly { mesh: Mesh; x: number }[]): Perceived {
  return {
    mesh: joinMeshes(...faces.map(({ mesh, x }) => moved(mesh, [x, 0, 0]))),
    faceOfTriangle: Int32Array.from(
      faces.flatMap(({ mesh }, face) => Array<number>(mesh.triangles.length / 3).fill(face)),
    ),
    faces: faces.map(({ x }) => ({
      surface: { kind: 'cylinder', origin: [x, 0, 1], axis: [0, 0, 1], radius: 3 },
      area: 1,
      deviation: 0,
    })),
    tolerance: 1e-6,
    warnings: [],
  };
}

describe('holeDiameters', () => {
  test('counts concave walls that go round, not bosses, fillets or the ends of slots', () => {
    expect(holeDiameters(perceived({ mesh: turned(wall()), x: 0 }))).toEqual([6]);
    expect(holeDiameters(perceived({ mesh: turned(wall(34)), x: 0 }))).toEqual([6]);
    expect(holeDiameters(perceived({ mesh: wall(), x: 0 }))).toEqual([]);
    expect(holeDiameters(perceived({ mesh: turned(wall(20)), x: 0 }))).toEqual([]);
    expect(holeDiameters(perceived({ mesh: turned(wall(10)), x: 0 }))).toEqual([]);
  });

  test('takes faces on one cylinder for one hole, and holes side by side for two', () => {
    const hole = turned(wall());
    expect(holeDiameters(perceived({ mesh: hole, x: 0 }, { mesh: hole, x: 0 }))).toEqual([6]);
    expect(holeDiameters(perceived({ mesh: hole, x: 0 }, { mesh: hole, x: 10 }))).toEqual([6, 6]);
  });
});
