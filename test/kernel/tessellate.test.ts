import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { volumeOf } from '../../src/geometry/mesh.ts';
import { signedDistance } from '../../src/geometry/surface-distance.ts';
import { distance } from '../../src/geometry/vector.ts';
import { loadKernel } from '../../src/kernel/load.node.ts';
import type { Kernel, TaggedMesh } from '../../src/kernel/types.ts';
import { arbitraryProgram, rectangle } from '../support/arbitrary-program.ts';
import { circleAt, extrude, programOf, revolve } from '../support/programs.ts';
import { sharedData } from '../support/shared-data.ts';

let kernel: Kernel;
beforeAll(async () => {
  kernel = await loadKernel();
});
afterAll(() => kernel.close());

/** Directed edges without their opposite. */
function openEdges({ triangles }: TaggedMesh): number {
  const balance = new Map<string, number>();
  for (let i = 0; i < triangles.length; i++) {
    const [a, b] = [triangles[i], triangles[i % 3 === 2 ? i - 2 : i + 1]];
    const [key, sign] = a < b ? [`${a} ${b}`, 1] : [`${b} ${a}`, -1];
    balance.set(key, (balance.get(key) ?? 0) + sign);
  }
  return [...balance.values()].filter((sum) => sum !== 0).length;
}

const vertexOf = ({ positions }: TaggedMesh, i: number) =>
  [positions[3 * i], positions[3 * i + 1], positions[3 * i + 2]] as const;

describe('the mesh of a solid', () => {
  test('is closed, and its vertices lie on the faces that its triangles name', async () => {
    await fc.assert(
      fc.asyncProperty(arbitraryProgram(), async (program) => {
        const solid = await kernel.build(program);
        const mesh = await kernel.tessellate(solid, { deviation: 0.02, angle: 0.3 });
        expect(openEdges(mesh)).toBe(0);
        const faces = await kernel.faces(solid);
        expect(new Set(mesh.faceOfTriangle).size).toBe(faces.length);
        for (let t = 0; t < mesh.faceOfTriangle.length; t++) {
          const { surface } = faces[mesh.faceOfTriangle[t]];
          for (const corner of mesh.triangles.subarray(3 * t, 3 * t + 3)) {
            expect(Math.abs(signedDistance(surface, vertexOf(mesh, corner)))).toBeLessThan(1e-6);
          }
        }
        const { volume, area } = await kernel.measure(solid);
        expect(Math.abs(volumeOf(mesh) - volume)).toBeLessThan(0.02 * area);
      }),
      { seed: 4, numRuns: 6, endOnFailure: true },
    );
  });

  test('has single vertices at poles, apexes and seams', async () => {
    const cone = {
      kind: 'path',
      start: [0, 0],
      edges: [
        { kind: 'line', to: [4, 0] },
        { kind: 'line', to: [0, 3] },
        { kind: 'line', to: [0, 0] },
      ],
    } as const;
    const solid = await kernel.build(programOf(revolve('new', [cone], 0, 2 * Math.PI)));
    const mesh = await kernel.tessellate(solid, { deviation: 0.01, angle: 0.2 });
    expect(openEdges(mesh)).toBe(0);
    const apexes = mesh.positions.length / 3;
    const near = Array.from({ length: apexes }, (_, i) => distance(vertexOf(mesh, i), [0, 3, 0])).filter(
      (d) => d < 1e-6,
    );
    expect(near).toHaveLength(1);
  });

  test('keeps bodies that touch apart', async () => {
    const pair = programOf(
      extrude('new', [rectangle([0, 0], 2, 2)], 0, 2),
      extrude('new', [rectangle([2, 0], 2, 2)], 0, 2),
    );
    const mesh = await kernel.tessellate(await kernel.build(pair), { deviation: 0.1, angle: 0.5 });
    expect(mesh.positions).toHaveLength(3 * 16);
    expect(openEdges(mesh)).toBe(0);
  });

  test('is as fine as asked, whatever was asked before', async () => {
    const solid = await kernel.build(programOf(extrude('new', [circleAt(0, 0, 10)], 0, 1)));
    const coarse = await kernel.tessellate(solid, { deviation: 0.5, angle: 1 });
    const fine = await kernel.tessellate(solid, { deviation: 0.001, angle: 1 });
    expect(fine.triangles.length).toBeGreaterThan(4 * coarse.triangles.length);
    expect(await kernel.tessellate(solid, { deviation: 0.5, angle: 1 })).toEqual(coarse);
  });

  test('is refused without a deviation', async () => {
    const solid = await kernel.build(programOf(extrude('new', [circleAt(0, 0, 10)], 0, 1)));
    for (const deviation of [0, -1, Number.NaN]) {
      await expect(kernel.tessellate(solid, { deviation, angle: 1 })).rejects.toMatchObject({
        code: 'usage',
      });
    }
  });
});

test.each([
  'Klicky-Probe__X_Right_Nut_XYEndstop.step',
  'Original-Prusa-i3__extruder-cover.step',
  'Voron-Hardware__R_0805.step',
])('the mesh of %s is closed', async (name) => {
  const path = sharedData('step', name);
  if (path === undefined) return;
  const { solid } = await kernel.readStep(readFileSync(path));
  const mesh = await kernel.tessellate(solid, { deviation: 0.1, angle: 0.5 });
  expect(openEdges(mesh)).toBe(0);
});
