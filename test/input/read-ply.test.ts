import { describe, expect, it } from 'vitest';
import { type Mesh, volumeOf } from '../../src/geometry/mesh.ts';
import { concatenated, utf8 } from '../support/bytes.ts';
import { boxMesh } from '../support/meshes.ts';
import { readingError, readMesh } from '../support/read-mesh.ts';

const box = boxMesh([0, 0, 0], [1, 2, 3]);

const header = (format: string, vertices = 8, faces = 12): string =>
  [
    'ply',
    `format ${format} 1.0`,
    'comment with extra properties',
    `element vertex ${vertices}`,
    'property uchar red',
    'property double x',
    'property float y',
    'property float z',
    'property list uchar float weights',
    `element face ${faces}`,
    'property list uchar int vertex_indices',
    'property short material',
    'element edge 1',
    'property int vertex1',
    'end_header\n',
  ].join('\n');

function binaryPly({ positions, triangles }: Mesh, little: boolean): Uint8Array {
  const vertices = positions.length / 3;
  const faces = triangles.length / 3;
  const view = new DataView(new ArrayBuffer(vertices * 22 + faces * 15 + 4));
  let at = 0;
  for (let v = 0; v < vertices; v++) {
    view.setUint8(at, 255);
    view.setFloat64(at + 1, positions[3 * v], little);
    view.setFloat32(at + 9, positions[3 * v + 1], little);
    view.setFloat32(at + 13, positions[3 * v + 2], little);
    view.setUint8(at + 17, 1);
    view.setFloat32(at + 18, 0.5, little);
    at += 22;
  }
  for (let f = 0; f < faces; f++) {
    view.setUint8(at, 3);
    for (let k = 0; k < 3; k++) view.setInt32(at + 1 + 4 * k, triangles[3 * f + k], little);
    view.setInt16(at + 13, -1, little);
    at += 15;
  }
  const format = little ? 'binary_little_endian' : 'binary_big_endian';
  return concatenated(utf8(header(format, vertices, faces)), new Uint8Array(view.buffer));
}

function asciiPly({ positions, triangles }: Mesh): string {
  const rows: string[] = [];
  for (let i = 0; i < positions.length; i += 3)
    rows.push(`255 ${positions.subarray(i, i + 3).join(' ')} 2 0.5 0.25`);
  for (let i = 0; i < triangles.length; i += 3) rows.push(`3 ${triangles.subarray(i, i + 3).join(' ')} 7`);
  return `${header('ascii', positions.length / 3, triangles.length / 3)}${rows.join('\n')}\n0`;
}

describe('PLY', () => {
  it('reads ASCII and both binary byte orders, passing over what is not geometry', async () => {
    for (const content of [asciiPly(box), binaryPly(box, true), binaryPly(box, false)]) {
      const { mesh, openEdges } = await readMesh(content, 'part.stl');
      expect(mesh.triangles.length / 3).toBe(12);
      expect(openEdges).toBe(0);
      expect(volumeOf(mesh)).toBeCloseTo(6);
    }
  });

  it('names what is wrong', async () => {
    const bytes = binaryPly(box, true);
    const badIndex = bytes.slice();
    badIndex[badIndex.length - 4 - 15 + 1] = 200;
    const notANumber = bytes.slice();
    notANumber.fill(
      255,
      header('binary_little_endian').length + 22 + 1,
      header('binary_little_endian').length + 22 + 9,
    );

    expect(await readingError(bytes.subarray(0, -20))).toMatch(/^input-truncated: (header|byte \d+): /);
    expect(await readingError(`${header('binary_little_endian', 4_000_000_000)}12`)).toMatch(
      /^input-too-large: header: .*4,000,000,000 vertices/,
    );
    expect(await readingError(`${header('binary_little_endian', 20_000_000)}12`)).toMatch(
      /^input-truncated: header: .*at least \d+ bytes/,
    );
    expect(await readingError(badIndex)).toMatch(/^input-unreadable: face 11: a face refers to vertex 200/);
    expect(await readingError(notANumber)).toMatch(/^input-unreadable: vertex 1: .*not a finite number/);
    expect(await readingError(header('ascii', 8, 1))).toMatch(/^input-truncated: /);
    expect(await readingError(header('binary_middle_endian'))).toMatch(
      /^input-unreadable: .*binary_middle_endian/,
    );
    expect(await readingError('ply\nformat ascii 1.0\nelement vertex 3\n')).toMatch(/there is no end_header/);
    expect(await readingError('ply\nformat ascii 1.0\nelement junk 4000000000\nend_header\n')).toMatch(
      /^input-/,
    );
  });
});
