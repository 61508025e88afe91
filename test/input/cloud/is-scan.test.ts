import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { writeStl } from '../../../src/formats/stl.ts';
import { boundsOf, diagonalOf, type Mesh } from '../../../src/geometry/mesh.ts';
import { seededRandom } from '../../../src/geometry/random.ts';
import { isScan } from '../../../src/input/cloud/is-scan.ts';
import { loadTarget } from '../../../src/input/load.node.ts';
import { readTarget } from '../../../src/input/read-target.ts';
import { readCloud } from '../../support/cloud-files.ts';
import { boxMesh, cylinderMesh, torusMesh } from '../../support/meshes.ts';
import { noKernel } from '../../support/read-mesh.ts';
import { scannedMesh } from '../../support/scanned-mesh.ts';
import { sharedData } from '../../support/shared-data.ts';

const box = boxMesh([0, 0, 0], [20, 30, 12]);
const cylinder = cylinderMesh([0, 0, 0], 10, 25, 200);
const torus = torusMesh([0, 0, 0], 30, 8, 120, 40);

/** Every triangle split in four, again and again. */
function subdivided(mesh: Mesh, times: number): Mesh {
  if (times === 0) return mesh;
  const positions = Array.from(mesh.positions);
  const middles = new Map<string, number>();
  const middle = (a: number, b: number): number => {
    const key = a < b ? `${a} ${b}` : `${b} ${a}`;
    const known = middles.get(key);
    if (known !== undefined) return known;
    for (let k = 0; k < 3; k++) positions.push((positions[3 * a + k] + positions[3 * b + k]) / 2);
    middles.set(key, positions.length / 3 - 1);
    return positions.length / 3 - 1;
  };
  const triangles: number[] = [];
  for (let t = 0; t < mesh.triangles.length; t += 3) {
    const [a, b, c] = mesh.triangles.subarray(t, t + 3);
    const [ab, bc, ca] = [middle(a, b), middle(b, c), middle(c, a)];
    triangles.push(a, ab, ca, ab, b, bc, ca, bc, c, ab, bc, ca);
  }
  return subdivided(
    { positions: Float64Array.from(positions), triangles: Uint32Array.from(triangles) },
    times - 1,
  );
}

function shaken(mesh: Mesh, noise: number): Mesh {
  const random = seededRandom(9);
  return { ...mesh, positions: mesh.positions.map((x) => x + random.normal(0, noise)) };
}

/** Without the triangles about some corners. */
const holed = ({ positions, triangles }: Mesh): Mesh => ({
  positions,
  triangles: triangles.filter((_, i) => triangles[i - (i % 3)] % 50 !== 0),
});

describe('isScan', () => {
  it.each<[string, Mesh]>([
    ['a box', box],
    ['a cylinder', cylinder],
    ['a torus', torus],
    ['a fine box', subdivided(box, 5)],
    ['a fine torus', subdivided(torus, 1)],
  ])('is false of %s as designed', (_, mesh) => {
    expect(isScan(mesh)).toBe(false);
  });

  it.each<[string, Mesh]>([
    ['box', box],
    ['cylinder', cylinder],
    ['torus', torus],
  ])('is true of a scanned %s', (_, mesh) => {
    for (const noise of [0.1, 0.3]) expect(isScan(scannedMesh(mesh, 40, noise, 1))).toBe(true);
    expect(isScan(holed(scannedMesh(mesh, 40, 0.1, 1)))).toBe(true);
  });

  it('is true of a fine mesh that is shaken', () => {
    for (const noise of [0.003, 0.02, 0.1]) expect(isScan(shaken(subdivided(box, 5), noise))).toBe(true);
  });

  const designed = sharedData('fusion360', 'stl');
  const printed = sharedData('stl');
  it.skipIf(!designed || !printed)('is false of what people designed', { timeout: 60_000 }, async () => {
    const files = [
      ...readdirSync(printed!)
        .map((file) => join(printed!, file))
        .filter((_, i) => i % 4 === 0),
      ...readdirSync(designed!)
        .map((file) => join(designed!, file))
        .filter((_, i) => i % 15 === 0),
    ];
    const scans: string[] = [];
    for (const file of files)
      if ((await loadTarget(file, { kernel: noKernel })).kind !== 'mesh') scans.push(file);
    expect(scans).toEqual([]);
  });

  it.skipIf(!designed)(
    'is true of what people designed once it is scanned',
    { timeout: 60_000 },
    async () => {
      const files = readdirSync(designed!).filter((_, i) => i % 120 === 7);
      const meshes: string[] = [];
      for (const file of files) {
        const target = await loadTarget(join(designed!, file), { kernel: noKernel });
        if (target.kind !== 'mesh') throw new Error('expected a mesh');
        const scan = scannedMesh(target.mesh, 64, 0.1, 1);
        // Walls thinner than two cubes, which the grid does not show, leave few triangles.
        if (scan.triangles.length >= 3 * 8000 && !isScan(scan)) meshes.push(file);
      }
      expect(meshes).toEqual([]);
    },
  );
});

describe('a mesh that is taken as a cloud', () => {
  it('gives its vertices with outward normals', async () => {
    const scan = scannedMesh(box, 40, 0.1, 1);
    const { cloud, count, warnings } = await readCloud(writeStl(scan), 'a.stl');
    expect(warnings).toEqual([expect.stringMatching(/^took the mesh as a scan/)]);
    expect(count).toBeGreaterThanOrEqual(scan.positions.length / 3);
    let outward = 0;
    for (let i = 0; i < cloud.positions.length; i += 3)
      outward += Math.sign(
        [10, 15, 6].reduce(
          (sum, center, k) => sum + (cloud.positions[i + k] - center) * cloud.normals![i + k],
          0,
        ),
      );
    expect(outward).toBeGreaterThan(0.95 * (cloud.positions.length / 3));
  });

  it('is spread over large triangles', async () => {
    const { cloud } = await readCloud(writeStl(box), 'a.stl', 'cloud');
    const { positions } = cloud;
    expect(positions.length / 3).toBeGreaterThan(19_000);
    expect(diagonalOf(boundsOf(positions))).toBeCloseTo(Math.hypot(20, 30, 12), 4);
    // The share of the points on top is that of its area.
    const top = positions.filter((_, i) => i % 3 === 2).filter((z) => z > 12 - 1e-4).length;
    expect(top / (positions.length / 3)).toBeCloseTo(600 / 2400, 1);
  });

  it('is one or the other on request only', async () => {
    const scan = writeStl(scannedMesh(box, 40, 0.1, 1));
    expect((await readTarget(scan, { name: 'a.stl', kind: 'mesh', kernel: noKernel })).kind).toBe('mesh');
    expect((await readTarget(writeStl(cylinder), { name: 'a.stl', kernel: noKernel })).kind).toBe('mesh');
    await expect(readCloud('ISO-10303-21;', 'a.step', 'cloud')).rejects.toMatchObject({
      code: 'input-unsupported',
      message: 'a.step: the file holds a STEP solid, which cannot be taken as a cloud. Leave the kind open.',
    });
    await expect(readCloud('1 2 3\n4 5 7\n', 'a.xyz', 'mesh')).rejects.toMatchObject({
      code: 'input-unsupported',
      message: expect.stringMatching(/points without triangles/),
    });
  });
});
