import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { writeGlb } from '../../src/formats/glb.ts';
import { writeStl } from '../../src/formats/stl.ts';
import { write3mf } from '../../src/formats/threemf.ts';
import { type Mesh, volumeOf } from '../../src/geometry/mesh.ts';
import type { TaggedMesh } from '../../src/kernel/types.ts';
import type { LengthUnit } from '../../src/program/types.ts';
import { boxMesh, cylinderMesh, joinMeshes, moved, torusMesh } from '../support/meshes.ts';
import { readMesh } from '../support/read-mesh.ts';

const UNITS: readonly LengthUnit[] = ['um', 'mm', 'cm', 'm', 'in', 'ft'];

/** Boxes, prisms and tori side by side, of any size from a tenth to hundreds. */
const closedMesh: fc.Arbitrary<Mesh> = fc
  .array(
    fc.oneof(
      fc.tuple(size(), size(), size()).map(([x, y, z]) => boxMesh([0, 0, 0], [x, y, z])),
      fc
        .tuple(size(), size(), fc.integer({ min: 3, max: 20 }))
        .map(([r, h, n]) => cylinderMesh([0, 0, 0], r, h, n)),
      fc.tuple(size(), fc.integer({ min: 3, max: 12 })).map(([r, n]) => torusMesh([0, 0, 0], r, r / 3, n, 5)),
    ),
    { minLength: 1, maxLength: 3 },
  )
  .map((meshes) => joinMeshes(...meshes.map((mesh, i) => moved(mesh, [1000 * i, -7, 0.1]))));

function size(): fc.Arbitrary<number> {
  return fc.double({ min: 0.1, max: 300, noNaN: true });
}

/** Corner coordinates of all triangles, each triangle from its least corner on, in a fixed order. */
function triangleSoup({ positions, triangles }: Mesh): number[][] {
  const compare = (a: readonly number[], b: readonly number[]): number => {
    const i = a.findIndex((x, k) => x !== b[k]);
    return i < 0 ? 0 : a[i] - b[i];
  };
  const soup: number[][] = [];
  for (let t = 0; t < triangles.length; t += 3) {
    const corners = [0, 1, 2].map((k) => [
      ...positions.subarray(3 * triangles[t + k], 3 * triangles[t + k] + 3),
    ]);
    const least = corners.indexOf([...corners].sort(compare)[0]);
    soup.push([0, 1, 2].flatMap((k) => corners[(least + k) % 3]));
  }
  return soup.sort(compare);
}

const rounded = ({ positions, triangles }: Mesh, scale = 1): Mesh => ({
  positions: positions.map((x) => Math.fround(x * scale)),
  triangles,
});

describe('mesh writers', () => {
  it('write STL that reads back as the same mesh in float32', async () => {
    await fc.assert(
      fc.asyncProperty(closedMesh, async (mesh) => {
        const { mesh: back, openEdges } = await readMesh(writeStl(mesh));
        expect(openEdges).toBe(0);
        expect(triangleSoup(back)).toEqual(triangleSoup(rounded(mesh)));
      }),
      { seed: 2, numRuns: 30 },
    );
  });

  it('write 3MF that reads back as the same objects in full precision and unit', async () => {
    await fc.assert(
      fc.asyncProperty(closedMesh, closedMesh, fc.constantFrom(...UNITS), async (one, other, unit) => {
        const meshes = [one, moved(other, [0, 5000, 0])];
        const bytes = write3mf(meshes, { unit, name: 'plate <1> & "2"\n' });
        const { mesh: back, unit: unitBack, unitAssumed } = await readMesh(bytes);
        expect({ unitBack, unitAssumed }).toEqual({ unitBack: unit, unitAssumed: false });
        expect(triangleSoup(back)).toEqual(triangleSoup(joinMeshes(...meshes)));
      }),
      { seed: 3, numRuns: 20 },
    );
  });

  it('write GLB that reads back as the same mesh in metres', async () => {
    await fc.assert(
      fc.asyncProperty(closedMesh, fc.constantFrom(...UNITS), fc.boolean(), async (mesh, unit, tag) => {
        const metres = { um: 1e-6, mm: 0.001, cm: 0.01, m: 1, in: 0.0254, ft: 0.3048 }[unit];
        const written = tag
          ? {
              ...mesh,
              faceOfTriangle: Int32Array.from(mesh.triangles, (_, i) => i % 4).slice(
                0,
                mesh.triangles.length / 3,
              ),
            }
          : mesh;
        const { mesh: back, unit: unitBack, openEdges } = await readMesh(writeGlb(written, { unit }));
        expect({ unitBack, openEdges }).toEqual({ unitBack: 'm', openEdges: 0 });
        expect(back.triangles.length).toBe(mesh.triangles.length);
        expect(volumeOf(back) / (volumeOf(mesh) * metres ** 3)).toBeCloseTo(1, 3);
      }),
      { seed: 4, numRuns: 30 },
    );
  });

  it('write the same bytes for the same mesh', () => {
    const mesh = boxMesh([0, 0, 0], [1, 2, 3]);
    expect(write3mf([mesh], { unit: 'mm', name: 'a' })).toEqual(write3mf([mesh], { unit: 'mm', name: 'a' }));
  });

  it('give a tagged GLB normals that are smooth in a face and break between faces', () => {
    const sides = 16;
    const cylinder = cylinderMesh([0, 0, 0], 1, 2, sides);
    const faceOfTriangle = Int32Array.from({ length: cylinder.triangles.length / 3 }, (_, t) => {
      const z = [0, 1, 2].map((k) => cylinder.positions[3 * cylinder.triangles[3 * t + k] + 2]);
      return new Set(z).size > 1 ? 0 : 1 + z[0];
    });
    const tagged: TaggedMesh = { ...cylinder, faceOfTriangle };
    const { document, vec3 } = parsedGlb(writeGlb(tagged, { unit: 'm' }));
    const { POSITION, NORMAL } = document.meshes[0].primitives[0].attributes;
    const positions = vec3(POSITION);
    const normals = vec3(NORMAL);
    expect(positions.length).toBe(4 * sides);
    positions.forEach(([x, y], i) => {
      const [nx, ny, nz] = normals[i];
      if (Math.abs(nz) > 0.5) expect(Math.abs(nz)).toBeCloseTo(1);
      else expect(x * nx + y * ny).toBeCloseTo(1, 1);
    });
    expect(
      'NORMAL' in parsedGlb(writeGlb(cylinder, { unit: 'm' })).document.meshes[0].primitives[0].attributes,
    ).toBe(false);
  });
});

/** Document of a GLB, and the rows of its VEC3 accessors. */
function parsedGlb(bytes: Uint8Array) {
  const view = new DataView(bytes.buffer);
  const jsonLength = view.getUint32(12, true);
  const document = JSON.parse(new TextDecoder().decode(bytes.subarray(20, 20 + jsonLength)));
  const vec3 = (accessor: number): [number, number, number][] => {
    const { bufferView, count } = document.accessors[accessor];
    const start = 28 + jsonLength + document.bufferViews[bufferView].byteOffset;
    const at = (i: number): number => view.getFloat32(start + 4 * i, true);
    return Array.from({ length: count }, (_, i) => [at(3 * i), at(3 * i + 1), at(3 * i + 2)]);
  };
  return { document, vec3 };
}
