import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Mesh } from '../../../src/geometry/mesh.ts';
import type { Surface } from '../../../src/geometry/surface.ts';
import type { Vec3 } from '../../../src/geometry/vector.ts';
import { cheapestAssignment } from '../../../src/score/assignment.ts';
import {
  type FacedSurface,
  hangingFaceRatio,
  img2CadSeqFigures,
  primitiveDetection,
  scoreSurfaces,
  segmentationAccuracy,
  shapeKey,
  surfaceDistances,
} from '../../../src/score/img2cadseq/index.ts';
import { boxMesh, moved } from '../../support/meshes.ts';

/** The rectangle from (x, -1) to (right, 1) at the height z. */
const sheet = (x: number, right: number, z: number): Mesh => ({
  positions: Float64Array.from([x, -1, z, right, -1, z, right, 1, z, x, 1, z]),
  triangles: Uint32Array.from([0, 1, 2, 0, 2, 3]),
});

const plane: Surface = { kind: 'plane', origin: [0, 0, 0], normal: [0, 0, 1] };
const sphere: Surface = { kind: 'sphere', center: [0, 0, 0], radius: 1 };

/** A box whose sides, two triangles each, are its faces: bottom, top, front, back, left, right. */
function facedBox(min: Vec3, max: Vec3, sides = [0, 1, 2, 3, 4, 5]): FacedSurface {
  const { positions, triangles } = boxMesh(min, max);
  const kept = sides.flatMap((side) => [...triangles.subarray(6 * side, 6 * side + 6)]);
  const faceOfTriangle = Int32Array.from({ length: 2 * sides.length }, (_, t) => t >> 1);
  const mesh = { positions, triangles: Uint32Array.from(kept), faceOfTriangle };
  return { mesh, faces: sides.map(() => ({ surface: plane })) };
}
const cube = facedBox([-1, -1, -1], [1, 1, 1]);

describe('surfaceDistances', () => {
  test('of two sheets 0.5 apart are 50, 500 and 500', () => {
    const found = surfaceDistances(sheet(-1, 1, 0.5), sheet(-1, 1, 0), 1);
    // The nearest of 10,000 random points on 2 x 2 is about 0.01 aside, which adds 0.0001 to 0.5.
    expect(found?.chamfer).toBeCloseTo(50, 1);
    expect(found?.accuracyError).toBeCloseTo(500, 0);
    expect(found?.completenessError).toBeCloseTo(500, 0);
  });

  test('tell what is too much from what is missing', () => {
    // Half of the reference's points are at 0 to 1 from the half that is there: 0.25 in the mean, and the floor.
    const found = surfaceDistances(sheet(-1, 0, 0), sheet(-1, 1, 0), 1);
    expect(found?.accuracyError).toBeLessThan(12);
    expect(found?.completenessError).toBeGreaterThan(245);
    expect(found?.completenessError).toBeLessThan(262);
    expect(found?.chamfer).toBeCloseTo(
      ((found?.accuracyError ?? 0) + (found?.completenessError ?? 0)) / 20,
      10,
    );
  });

  test('depend on the place of the candidate, not on the unit', () => {
    const inMillimetres = (mesh: Mesh): Mesh => ({ ...mesh, positions: mesh.positions.map((x) => 25.4 * x) });
    const inches = surfaceDistances(sheet(-1, 1, 0.5), sheet(-1, 1, 0), 1);
    const millimetres = surfaceDistances(inMillimetres(sheet(-1, 1, 0.5)), inMillimetres(sheet(-1, 1, 0)), 1);
    expect(millimetres?.chamfer).toBeCloseTo(inches?.chamfer ?? 0, 8);
    const empty = { positions: new Float64Array(), triangles: new Uint32Array() };
    expect(surfaceDistances(empty, sheet(-1, 1, 0), 1)).toBeUndefined();
  });
});

describe('hangingFaceRatio', () => {
  test('of a box without a lid is 4/5: its sides hang, its bottom does not', () => {
    expect(hangingFaceRatio(facedBox([0, 0, 0], [1, 1, 1], [0, 2, 3, 4, 5]))).toBeCloseTo(4 / 5, 12);
  });

  test('of a closed surface is 0, of loose or missing faces 1', () => {
    expect(hangingFaceRatio(cube)).toBe(0);
    expect(hangingFaceRatio(facedBox([0, 0, 0], [1, 1, 1], [0]))).toBe(1);
    expect(hangingFaceRatio({ ...cube, faces: [] })).toBe(1);
    // A face that no triangle belongs to could not be triangulated.
    expect(hangingFaceRatio({ ...cube, faces: [...cube.faces, { surface: plane }] })).toBeCloseTo(1 / 7, 12);
  });
});

describe('segmentationAccuracy', () => {
  test('with one of six equal faces of another kind is 5/6', () => {
    const faces = cube.faces.map((face, i) => (i === 2 ? { surface: sphere } : face));
    // Within three deviations of a share of 10,000 random points.
    const found = segmentationAccuracy({ ...cube, faces }, cube, 1) ?? 0;
    expect(Math.abs(found - 5 / 6)).toBeLessThan(0.012);
    expect(segmentationAccuracy(cube, cube, 1)).toBe(1);
  });

  test('asks the nearest face', () => {
    // The candidate's right side, moved beyond the reference's, still answers to that one.
    const faces = cube.faces.map((face, i) => (i === 5 ? { surface: sphere } : face));
    const aside = facedBox([1.2, -1, -1], [3, 1, 1], [4]);
    expect(segmentationAccuracy({ ...aside, faces: [{ surface: sphere }] }, { ...cube, faces }, 1)).toBe(1);
    expect(segmentationAccuracy(aside, { ...cube, faces }, 1)).toBe(0);
  });
});

describe('primitiveDetection', () => {
  test('of a box 0.3 too high is 5/6 and 5/6: its lid is lost, its sides are 0.01 off', () => {
    const higher = facedBox([-1, -1, -1], [1, 1, 1.3]);
    expect(primitiveDetection(higher, cube, 1)).toEqual({ precision: 5 / 6, recall: 5 / 6 });
  });

  test('pairs one to one: a face drawn twice costs precision', () => {
    const twice = facedBox([-1, -1, -1], [1, 1, 1], [0, 1, 2, 3, 4, 5, 5]);
    expect(primitiveDetection(twice, cube, 1)).toEqual({ precision: 6 / 7, recall: 1 });
    const open = facedBox([-1, -1, -1], [1, 1, 1], [0, 1]);
    expect(primitiveDetection(open, cube, 1)).toEqual({ precision: 1, recall: 2 / 6 });
  });

  test('needs faces on both sides', () => {
    expect(primitiveDetection({ ...cube, faces: [] }, cube, 1)).toBeUndefined();
  });
});

test('all scores of a pair', () => {
  const found = scoreSurfaces(cube, cube, 1);
  expect(found).toMatchObject({
    hangingFaceRatio: 0,
    segmentationAccuracy: 1,
    primitives: { precision: 1, recall: 1 },
  });
  // The floor: half the spacing of 10,000 random points on an area of 24.
  expect(found?.chamfer).toBeCloseTo(50 * Math.sqrt(24 / 10_000), 1);
});

test('figures of a set are means over what is valid', () => {
  const score = {
    chamfer: 2,
    accuracyError: 10,
    completenessError: 30,
    hangingFaceRatio: 0,
    segmentationAccuracy: 1,
    primitives: { precision: 1, recall: 0.5 },
  };
  const other = { ...score, chamfer: 4, segmentationAccuracy: 0.5, primitives: undefined };
  expect(img2CadSeqFigures([score, undefined, other, undefined])).toEqual({
    count: 4,
    invalidRatio: 0.5,
    chamfer: 3,
    accuracyError: 10,
    completenessError: 30,
    hangingFaceRatio: 0,
    segmentationAccuracy: 0.75,
    precision: 1,
    recall: 0.5,
  });
  expect(img2CadSeqFigures([undefined])).toMatchObject({ invalidRatio: 1, chamfer: undefined });
});

describe('cheapestAssignment', () => {
  test('gives up the cheapest pair where that costs the others more', () => {
    // Row 0 with column 0 costs least alone, but then row 1 must pay 9: 1 + 9 > 2 + 3.
    expect([...cheapestAssignment(Float32Array.from([1, 2, 3, 9]), 2, 2)]).toEqual([1, 0]);
  });

  test('is as cheap as the best of all assignments', () => {
    const best = (costs: readonly number[], rows: number, columns: number, row = 0, used = 0): number => {
      if (row === rows) return 0;
      let least = Infinity;
      for (let c = 0; c < columns; c++) {
        if (used & (1 << c)) continue;
        least = Math.min(
          least,
          costs[row * columns + c] + best(costs, rows, columns, row + 1, used | (1 << c)),
        );
      }
      return least;
    };
    const matrix = fc
      .tuple(fc.integer({ min: 1, max: 5 }), fc.integer({ min: 0, max: 2 }))
      .chain(([rows, more]) =>
        fc.record({
          rows: fc.constant(rows),
          columns: fc.constant(rows + more),
          costs: fc.array(fc.integer({ min: 0, max: 9 }), {
            minLength: rows * (rows + more),
            maxLength: rows * (rows + more),
          }),
        }),
      );
    fc.assert(
      fc.property(matrix, ({ rows, columns, costs }) => {
        const columnOf = cheapestAssignment(Float32Array.from(costs), rows, columns);
        expect(new Set(columnOf).size).toBe(rows);
        const cost = columnOf.reduce((sum, column, row) => sum + costs[row * columns + column], 0);
        expect(cost).toBe(best(costs, rows, columns));
      }),
      { seed: 1 },
    );
  });
});

describe('shapeKey', () => {
  test('is the same at another place and size, in another order of faces', () => {
    const elsewhere = {
      ...facedBox([0, 0, 0], [6, 6, 6], [5, 4, 3, 2, 1, 0]),
    };
    const shifted = {
      ...elsewhere,
      mesh: { ...elsewhere.mesh, ...moved(elsewhere.mesh, [0.1, 0.2, 0.3]) },
    };
    expect(shapeKey(shifted)).toBe(shapeKey(cube));
  });

  test('differs by shape, orientation and kind of surface', () => {
    const plates = [facedBox([0, 0, 0], [2, 2, 1]), facedBox([0, 0, 0], [2, 1, 2])];
    const bent = { ...cube, faces: [...cube.faces.slice(1), { surface: sphere }] };
    const keys = [cube, bent, ...plates].map(shapeKey);
    expect(new Set(keys).size).toBe(4);
  });
});
