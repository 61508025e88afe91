import { describe, expect, it } from 'vitest';
import type { Mesh } from '../../src/geometry/mesh.ts';
import { bodyGroups } from '../../src/perceive/bodies.ts';
import { perceiveMesh } from '../../src/perceive/perceive-mesh.ts';
import { boxMesh, cylinderMesh, joinMeshes, moved, turned } from '../support/meshes.ts';
import { lathe } from '../support/solids.ts';

/** How many triangles each group of bodies has. */
async function groupSizes(...bodies: readonly Mesh[]): Promise<number[]> {
  const groups = await bodyGroups(perceiveMesh(joinMeshes(...bodies)));
  return groups.map(({ mesh }) => mesh.triangles.length / 3);
}

/** A ring about the z axis. */
const ring = (inner: number, outer: number, height: number, segments: number): Mesh =>
  lathe(
    [
      [inner, 0],
      [outer, 0],
      [outer, height],
      [inner, height],
      [inner, 0],
    ],
    segments,
  );

/** A ball around the origin; odd counts leave the point at -x between its vertices. */
const ball = (radius: number, rows = 25, segments = 49): Mesh =>
  lathe(
    Array.from({ length: rows + 1 }, (_, i) => {
      const angle = (Math.PI * i) / rows;
      return [i % rows === 0 ? 0 : radius * Math.sin(angle), -radius * Math.cos(angle)];
    }),
    segments,
  );

const ROUND = 48;
const pin = (radius: number): Mesh => cylinderMesh([0, 0, -5], radius, 20, ROUND);
const cube = boxMesh([-1, -1, -1], [1, 1, 1]);

describe('bodies are explained together', () => {
  it.each([
    ['whose boxes lie apart', [cube, moved(cube, [3, 0, 0])]],
    ['that only their boxes hold together', [ring(10, 12, 10, ROUND), pin(3)]],
    ['with a narrow but true gap', [boxMesh([0, 0, 0], [10, 10, 10]), boxMesh([10.01, 0, 0], [20, 10, 10])]],
    [
      'with one in a void of the other',
      [boxMesh([-5, -5, -5], [5, 5, 5]), turned(boxMesh([-3, -3, -3], [3, 3, 3])), cube],
    ],
  ])('%s', async (_, bodies) => {
    expect(await groupSizes(...bodies)).toHaveLength(1);
  });
});

describe('bodies are explained one by one', () => {
  it.each([
    ['that touch in a face', [cube, boxMesh([1, -0.5, -0.5], [3, 0.5, 0.5])]],
    ['that touch along an edge', [cube, boxMesh([1, 1, -1], [3, 3, 1])]],
    ['that overlap', [cube, boxMesh([0, 0, 0], [3, 3, 3])]],
    ['with one in the material of the other', [boxMesh([-5, -5, -5], [5, 5, 5]), cube]],
    ['where the facets of a pin leave gaps to its hole', [ring(3, 8, 10, 24), pin(3)]],
    ['where a plate rests against a ball', [ball(5), boxMesh([-7, -9, -9], [-5, 9, 9])]],
  ])('%s', async (_, bodies) => {
    expect(await groupSizes(...bodies)).toHaveLength(2);
  });
});
