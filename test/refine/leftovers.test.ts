import { afterAll, beforeAll, expect, test } from 'vitest';
import { signedDistance } from '../../src/geometry/surface-distance.ts';
import { loadKernel } from '../../src/kernel/load.node.ts';
import type { Kernel } from '../../src/kernel/types.ts';
import { perceiveMesh } from '../../src/perceive/perceive-mesh.ts';
import { leftoversOfMesh } from '../../src/refine/leftovers.ts';
import { differencePieces } from '../../src/score/difference-points.ts';
import { extrude, programOf, rectangleAt } from '../support/programs.ts';

let kernel: Kernel;
beforeAll(async () => {
  kernel = await loadKernel();
});
afterAll(() => kernel.close());

const FINENESS = { deviation: 0.02, angle: 0.1 };
const block = extrude('new', [rectangleAt(0, 0, 40, 25)], 0, 10);
const bore = extrude('cut', [{ kind: 'circle', center: [20, 12], radius: 5 }], 4, 10);

test('what a mesh lacks of a result lies on exact surfaces of the one and the other', async () => {
  const part = perceiveMesh(await kernel.tessellate(await kernel.build(programOf(block, bore)), FINENESS));
  const solid = await kernel.build(programOf(block));
  const mesh = await kernel.tessellate(solid, FINENESS);
  const pieces = (await differencePieces(part.mesh, mesh, 0.5)) ?? [];
  const [plug, ...others] = await leftoversOfMesh(part, { solid, mesh }, pieces, kernel);
  expect(others).toEqual([]);
  // The bore's wall and floor are the part's, the lid is the block's.
  expect(plug.faces.map(({ surface }) => surface.kind).sort()).toEqual(['cylinder', 'plane', 'plane']);
  const wall = plug.faces.find(({ surface }) => surface.kind === 'cylinder');
  expect(wall?.surface).toMatchObject({ radius: expect.closeTo(5, 5) });
  plug.faceOfTriangle.forEach((face, t) => {
    for (let k = 0; k < 3; k++) {
      const corner = 3 * plug.mesh.triangles[3 * t + k];
      const [x, y, z] = plug.mesh.positions.subarray(corner, corner + 3);
      expect(Math.abs(signedDistance(plug.faces[face].surface, [x, y, z]))).toBeLessThan(1e-4);
    }
  });
});
