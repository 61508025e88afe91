import { describe, expect, it } from 'vitest';
import { boundsOf, volumeOf } from '../../src/geometry/mesh.ts';
import { boxMesh } from '../support/meshes.ts';
import { readingError, readMesh } from '../support/read-mesh.ts';

const box = boxMesh([0, 0, 0], [1, 2, 3]);

/** A GLB with `document` and `binary`. */
function glb(document: object, binary: Uint8Array = new Uint8Array()): Uint8Array {
  const json = new TextEncoder().encode(JSON.stringify(document));
  const padded = Math.ceil(json.length / 4) * 4;
  const bytes = new Uint8Array(28 + padded + binary.length).fill(32);
  const view = new DataView(bytes.buffer);
  [0x46546c67, 2, bytes.length, padded, 0x4e4f534a].forEach((word, i) => {
    view.setUint32(4 * i, word, true);
  });
  bytes.set(json, 20);
  view.setUint32(20 + padded, binary.length, true);
  view.setUint32(24 + padded, 0x004e4942, true);
  bytes.set(binary, 28 + padded);
  return bytes;
}

/** The box's positions from byte 0 on, 16 bytes a row, and its indices as 16-bit numbers after them. */
function boxData(): Uint8Array {
  const bytes = new Uint8Array(8 * 16 + 36 * 2);
  const view = new DataView(bytes.buffer);
  box.positions.forEach((x, i) => {
    view.setFloat32(16 * Math.floor(i / 3) + 4 * (i % 3), x, true);
  });
  box.triangles.forEach((v, i) => {
    view.setUint16(128 + 2 * i, v, true);
  });
  return bytes;
}

const boxDocument = {
  scenes: [{ nodes: [0] }],
  nodes: [{ mesh: 0 }] as object[],
  meshes: [{ primitives: [{ attributes: { POSITION: 0 }, indices: 1 }] as object[] }],
  accessors: [
    { bufferView: 0, componentType: 5126, count: 8, type: 'VEC3' },
    { bufferView: 1, componentType: 5123, count: 36, type: 'SCALAR' },
  ] as object[],
  bufferViews: [
    { buffer: 0, byteLength: 128, byteStride: 16 },
    { buffer: 0, byteOffset: 128, byteLength: 72 },
  ] as object[],
  buffers: [{ byteLength: 200 }],
};

describe('GLB', () => {
  it('reads metres, turned from y-up to z-up', async () => {
    const { mesh, unit, unitAssumed, openEdges } = await readMesh(glb(boxDocument, boxData()));
    expect({ unit, unitAssumed, openEdges }).toEqual({ unit: 'm', unitAssumed: false, openEdges: 0 });
    expect(volumeOf(mesh)).toBeCloseTo(6);
    expect(boundsOf(mesh.positions)).toEqual({ min: [0, -3, 0], max: [1, 0, 2] });
  });

  it('places nodes by matrix, rotation, scale and parent', async () => {
    const half = Math.SQRT1_2;
    const nodes = [
      { children: [1, 2], translation: [100, 0, 0] },
      { mesh: 0, rotation: [0, half, 0, half], scale: [-2, 1, 1] },
      { mesh: 0, matrix: [1, 0, 0, 0, 0, 1, 0, 0, 0, 0, 1, 0, 0, 50, 0, 1] },
    ];
    const { mesh, shells, warnings } = await readMesh(glb({ ...boxDocument, nodes }, boxData()));
    expect(shells).toBe(2);
    expect(warnings).toEqual([]);
    expect(volumeOf(mesh)).toBeCloseTo(18);
    const { min, max } = boundsOf(mesh.positions);
    // About y: z goes to x, -x to z; with the mirrored x of length 2.
    [...min, ...max].forEach((value, i) => {
      expect(value).toBeCloseTo([100, -3, 0, 103, 0, 52][i]);
    });
  });

  it('reads strips and fans, sparse and normalised accessors, and passes over lines', async () => {
    // A tetrahedron as one strip, with its last vertex given as a sparse replacement, in normalised bytes.
    const data = Uint8Array.from([0, 0, 0, 255, 0, 0, 0, 255, 0, 0, 0, 0, 0, 1, 2, 3, 0, 1, 3, 0, 0, 255]);
    const bufferView = (byteOffset: number, byteLength: number) => ({ buffer: 0, byteOffset, byteLength });
    const sparse = {
      count: 1,
      indices: { bufferView: 2, componentType: 5121 },
      values: { bufferView: 3 },
    };
    const document = {
      nodes: [{ mesh: 0 }],
      meshes: [
        {
          primitives: [
            { attributes: { POSITION: 0 }, indices: 1, mode: 5 },
            { attributes: { POSITION: 0 }, mode: 1 },
          ],
        },
      ],
      accessors: [
        { bufferView: 0, componentType: 5121, normalized: true, count: 4, type: 'VEC3', sparse },
        { bufferView: 1, componentType: 5121, count: 6, type: 'SCALAR' },
      ],
      bufferViews: [bufferView(0, 12), bufferView(12, 6), bufferView(18, 1), bufferView(19, 3)],
      buffers: [{ byteLength: 22 }],
    };
    data.set([3], 18);
    const { mesh, openEdges, warnings } = await readMesh(glb(document, data));
    expect(openEdges).toBe(0);
    expect(volumeOf(mesh)).toBeCloseTo(1 / 6);
    expect(warnings).toContain('left out 1 set of points or lines');
  });

  it('names what is wrong', async () => {
    const good = glb(boxDocument, boxData());
    const badIndex = boxData();
    badIndex[128] = 77;
    const notANumber = boxData();
    notANumber.fill(255, 16, 20);
    const accessors = (change: object): object[] => [
      { ...boxDocument.accessors[0], ...change },
      boxDocument.accessors[1],
    ];
    const broken = (change: object): Promise<string> =>
      readingError(glb({ ...boxDocument, ...change }, boxData()));

    expect(await readingError(good.subarray(0, -8))).toMatch(/^input-truncated: the GLB promises \d+ bytes/);
    expect(await readingError(good.subarray(0, 10))).toMatch(/^input-truncated: /);
    expect(await readingError(glb(boxDocument, badIndex))).toMatch(
      /^input-unreadable: mesh 0: a face refers to vertex 77/,
    );
    expect(await readingError(glb(boxDocument, notANumber))).toMatch(
      /^input-unreadable: mesh 0, vertex 1: .*not a finite/,
    );
    expect(await broken({ extensionsRequired: ['KHR_draco_mesh_compression'] })).toMatch(
      /^input-unsupported: .*KHR_draco_mesh_compression/,
    );
    expect(await broken({ nodes: [{ mesh: 0, children: [0] }] })).toMatch(
      /^input-unreadable: node 0: .*no tree/,
    );
    expect(await broken({ accessors: accessors({ count: 9 }) })).toMatch(
      /^input-unreadable: accessor 0: .*layout contradicts/,
    );
    expect(await broken({ accessors: accessors({ count: 4e9 }) })).toMatch(/^input-too-large: mesh 0/);
    expect(await broken({ accessors: accessors({ count: -1 }) })).toMatch(/^input-unreadable: accessor 0/);
    expect(await broken({ accessors: [] })).toMatch(/^input-unreadable: accessor 0/);
    expect(await broken({ buffers: [{ uri: 'part.bin', byteLength: 200 }] })).toMatch(
      /^input-unsupported: .*another file/,
    );
    expect(await broken({ nodes: [] })).toMatch(/^input-unreadable: node 0/);
    expect(await broken({ meshes: [{ primitives: [{ attributes: {} }] }] })).toMatch(/no positions/);
    expect(await broken({ scenes: [{ nodes: [] }] })).toMatch(/^input-empty/);
    good.set([1], 4);
    expect(await readingError(good)).toMatch(/^input-unsupported: glTF version 1/);
    expect(await readingError('{"asset":{"version":"2.0"}}', 'a.gltf')).toMatch(
      /^input-unsupported: .*only the binary form/,
    );
  });
});
