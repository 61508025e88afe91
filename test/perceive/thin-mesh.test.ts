import { expect, it } from 'vitest';
import type { CadtraceError } from '../../src/errors.ts';
import { volumeOf } from '../../src/geometry/mesh.ts';
import { thinMesh } from '../../src/perceive/thin-mesh.ts';
import { torusMesh } from '../support/meshes.ts';

it('takes triangles away from a large mesh, and says so', async () => {
  const torus = torusMesh([0, 0, 0], 5, 2, 240, 120);
  const { mesh, warnings } = await thinMesh(torus);
  expect(mesh.triangles.length).toBeLessThan(3 * 30_000);
  expect(volumeOf(mesh) / volumeOf(torus)).toBeCloseTo(1, 2);
  expect(warnings).toEqual([expect.stringMatching(/^57600 triangles are more than needed/)]);
});

it('keeps a mesh that is not closed, but refuses one that would take hours', async () => {
  const open = torusMesh([0, 0, 0], 5, 2, 240, 120);
  const opened = { ...open, triangles: open.triangles.slice(3) };
  expect((await thinMesh(opened)).mesh).toBe(opened);
  const large = torusMesh([0, 0, 0], 5, 2, 600, 300);
  const error = thinMesh({ ...large, triangles: large.triangles.slice(3) });
  await expect(error).rejects.toMatchObject({
    code: 'input-too-large',
    message: expect.stringMatching(/359999 triangles and is not closed/),
  } satisfies Partial<CadtraceError>);
});
