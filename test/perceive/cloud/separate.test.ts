import { describe, expect, test } from 'vitest';
import type { Mesh } from '../../../src/geometry/mesh.ts';
import { seededRandom } from '../../../src/geometry/random.ts';
import type { Surface } from '../../../src/geometry/surface.ts';
import { surfaceSamples } from '../../../src/geometry/surface-samples.ts';
import type { Vec3 } from '../../../src/geometry/vector.ts';
import { floorOf } from '../../../src/perceive/cloud/floor.ts';
import { separateParts } from '../../../src/perceive/cloud/separate.ts';
import type { CloudFace } from '../../../src/perceive/cloud/types.ts';
import { boxMesh, joinMeshes } from '../../support/meshes.ts';
import { tumbled } from '../../support/solids.ts';

const sampled = (mesh: Mesh, count: number): Float64Array => surfaceSamples(mesh, count, 5).positions;
const joined = (...clouds: readonly Float64Array[]): Float64Array =>
  Float64Array.from(clouds.flatMap((c) => [...c]));
const spacing = 0.06;

describe('parts of one scan', () => {
  const block = sampled(boxMesh([0, 0, 0], [2, 1, 1]), 3000);
  const far = sampled(boxMesh([4, 0, 0], [6, 1, 1]), 2000);

  test('stand apart with a wide gap between them, the larger first', () => {
    const parts = separateParts(joined(far, block), spacing);
    expect(parts.map((part) => part.length)).toEqual([3000, 2000]);
    expect(parts[1][0]).toBe(0);
  });

  test('are one where a gap is narrow, or where no plane passes between', () => {
    const near = sampled(boxMesh([2.3, 0, 0], [4, 1, 1]), 2500);
    expect(separateParts(joined(block, near), spacing)).toHaveLength(1);
    const frame = joinMeshes(
      boxMesh([-4, -4, 0], [6, -3, 1]),
      boxMesh([-4, 4, 0], [6, 5, 1]),
      boxMesh([-4, -4, 0], [-3, 5, 1]),
      boxMesh([5, -4, 0], [6, 5, 1]),
    );
    expect(separateParts(joined(sampled(frame, 20_000), block), spacing)).toHaveLength(1);
  });

  test('are one where they share planes across each other', () => {
    const positions = joined(block, far);
    const along = (normal: Vec3, coordinate: number): CloudFace => {
      const points = [...positions.keys()].filter(
        (i) => i % 3 === coordinate && Math.abs(positions[i]) < 1e-9,
      );
      const surface: Surface = { kind: 'plane', origin: [0, 0, 0], normal };
      return { surface, points: Uint32Array.from(points, (i) => (i - coordinate) / 3), area: 1 };
    };
    const bottom = along([0, 0, 1], 2);
    const side = along([0, 1, 0], 1);
    expect(separateParts(positions, spacing, [bottom])).toHaveLength(2);
    expect(separateParts(positions, spacing, [bottom, side])).toHaveLength(1);
  });

  test('leave out what is too small to be one', () => {
    const speck = sampled(boxMesh([9, 9, 9], [9.1, 9.1, 9.1]), 20);
    const parts = separateParts(joined(block, speck), spacing);
    expect(parts.map((part) => part.length)).toEqual([3000]);
  });

  test('of no points, of one and of equal points end', () => {
    expect(separateParts(new Float64Array(0), spacing)).toEqual([]);
    expect(separateParts(new Float64Array(3), spacing)).toHaveLength(1);
    expect(separateParts(new Float64Array(30), 0)[0]).toHaveLength(10);
  });
});

describe('floor', () => {
  const random = seededRandom(6);
  const rough = (positions: Float64Array): Float64Array => positions.map((x) => x + random.normal(0, 0.01));

  test('is the plane that parts stand on, in any orientation', () => {
    const table: Mesh = {
      positions: Float64Array.of(-5, -4, 0, 6, -4, 0, 6, 5, 0, -5, 5, 0),
      triangles: Uint32Array.of(0, 1, 2, 0, 2, 3),
    };
    const both = tumbled(joinMeshes(table, boxMesh([0, 0, 0.05], [2, 1, 1])), 3);
    const { positions, triangles } = surfaceSamples(both, 6000, 1);
    const onTable = triangles.filter((t) => t < 2).length;
    const floor = floorOf(rough(positions), 0.03);
    expect(floor?.points.length).toBeGreaterThan(0.99 * onTable);
    expect(floor?.points.length).toBeLessThan(1.15 * onTable);
  });

  test('is not the underside of a part', () => {
    expect(floorOf(rough(sampled(boxMesh([0, 0, 0], [4, 3, 1]), 4000)), 0.03)).toBeUndefined();
    expect(floorOf(new Float64Array(6), 0.03)).toBeUndefined();
    expect(floorOf(new Float64Array(300), 0.03)).toBeUndefined();
  });
});
