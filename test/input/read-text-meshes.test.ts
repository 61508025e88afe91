import { describe, expect, it } from 'vitest';
import { volumeOf } from '../../src/geometry/mesh.ts';
import { readingError, readMesh } from '../support/read-mesh.ts';

const CUBE_VERTICES = ['0 0 0', '1 0 0', '1 1 0', '0 1 0', '0 0 1', '1 0 1', '1 1 1', '0 1 1'];
const CUBE_QUADS = [
  [0, 3, 2, 1],
  [4, 5, 6, 7],
  [0, 1, 5, 4],
  [1, 2, 6, 5],
  [2, 3, 7, 6],
  [3, 0, 4, 7],
];

/** An L of two by two by one, as polygons with six corners top and bottom. */
const L_OUTLINE = ['0 0', '2 0', '2 1', '1 1', '1 2', '0 2'];

const obj = (corner: (v: number) => string): string =>
  [
    '# cube',
    'mtllib none.mtl',
    'o cube',
    ...CUBE_VERTICES.map((v) => `v ${v}`),
    'vt 0 0',
    'vn 0 0 1',
    'usemtl steel',
    's off',
    ...CUBE_QUADS.map((quad) => `f ${quad.map(corner).join(' ')}`),
  ].join('\n');

describe('OBJ', () => {
  it('reads quads with every form of index', async () => {
    for (const corner of [
      (v: number) => `${v + 1}`,
      (v: number) => `${v + 1}/1`,
      (v: number) => `${v + 1}//1`,
      (v: number) => `${v + 1}/1/1`,
      (v: number) => `${v - 8}`,
    ]) {
      const { mesh, openEdges, unit, unitAssumed } = await readMesh(obj(corner));
      expect({ triangles: mesh.triangles.length / 3, openEdges, unit, unitAssumed }).toEqual({
        triangles: 12,
        openEdges: 0,
        unit: 'mm',
        unitAssumed: true,
      });
      expect(volumeOf(mesh)).toBeCloseTo(1);
    }
  });

  it('reads concave polygons, continued lines, colours and comments', async () => {
    const n = L_OUTLINE.length;
    const text = [
      ...L_OUTLINE.map((xy) => `v ${xy} 0 0.5 0.5 0.5 # bottom`),
      ...L_OUTLINE.map((xy) => `v ${xy} 1`),
      'g faces',
      'f 6 5 4 \\\n 3 2 1',
      'f 7 8 9 10 11 12',
      ...L_OUTLINE.map((_, i) => `f ${i + 1} ${((i + 1) % n) + 1} ${((i + 1) % n) + 7} ${i + 7}`),
      'l 1 2',
    ].join('\r\n');
    const { mesh, openEdges } = await readMesh(text);
    expect(volumeOf(mesh)).toBeCloseTo(3);
    expect(openEdges).toBe(0);
  });

  it('names the line of what is wrong', async () => {
    const text = obj((v) => `${v + 1}`);
    expect(await readingError(text.replace('f 1 4 3 2', 'f 1 4 3 9'))).toMatch(
      /^input-unreadable: line 16: a face refers to vertex 8 \(counted from 0\), but there are 8 vertices/,
    );
    expect(await readingError(text.replace('f 1 4 3 2', 'f 1 4 3 0'))).toMatch(/line 16: .*vertex -1 /);
    expect(await readingError(text.replace('f 1 4 3 2', 'f 1 4 3 -9'))).toMatch(/line 16: .*vertex -1 /);
    expect(await readingError(text.replace('v 1 0 0', 'v 1 0'))).toMatch(
      /^input-unreadable: line 5: expected a number, found the end of the line/,
    );
    expect(await readingError(text.replace('v 1 0 0', 'v 1 0 1e999'))).toMatch(
      /line 5: .*not a finite number/,
    );
    expect(await readingError('v 0 0 0\nv 1 0 0\n')).toMatch(/^input-empty: .*no triangles/);
    expect(await readingError(`v 0 0 0\nf${' 1'.repeat(30_000)}\n`)).toMatch(
      /^input-too-large: line 2: .*corners/,
    );
  });
});

const off = (header: string): string =>
  [
    header,
    ...CUBE_VERTICES.map((v) => `${v} # vertex`),
    ...CUBE_QUADS.map((quad) => `4 ${quad.join(' ')} 255 0 0`),
  ].join('\n');

describe('OFF', () => {
  it('reads counts on the header line or the next, comments and colours', async () => {
    for (const header of [
      'OFF\n8 6 12',
      'OFF 8 6 12',
      'OFF8 6 12',
      '# made by hand\nOFF\n\n# counts\n8 6 0',
      'COFF\n8 6',
    ]) {
      const { mesh, openEdges } = await readMesh(off(header));
      expect(volumeOf(mesh)).toBeCloseTo(1);
      expect(openEdges).toBe(0);
    }
  });

  it('names the line of what is wrong', async () => {
    expect(await readingError(off('OFF\n9 6 12'))).toMatch(/^input-/);
    expect(await readingError(off('OFF\n8 7 12'))).toMatch(
      /^input-truncated: line \d+: .*7 faces but ends after 6/,
    );
    expect(await readingError(off('OFF\n99999999999 6 12'))).toMatch(/^input-too-large: line 2: .*vertices/);
    expect(await readingError(off('OFF\n-8 6 12'))).toMatch(
      /^input-unreadable: line 2: expected a count, found "-8"/,
    );
    expect(await readingError(off('OFF\n8 6 12').replace('4 0 3 2 1', '4 0 3 2 8'))).toMatch(
      /^input-unreadable: line 11: a face refers to vertex 8/,
    );
    expect(await readingError(off('4OFF\n8 6 12'))).toMatch(/^input-unsupported: line 1/);
  });
});
