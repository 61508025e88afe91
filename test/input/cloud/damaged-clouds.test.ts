import fc from 'fast-check';
import { zipSync } from 'fflate';
import { describe, expect, it } from 'vitest';
import { CadtraceError } from '../../../src/errors.ts';
import { writePlyCloud } from '../../../src/formats/ply-cloud.ts';
import { writeXyzCloud } from '../../../src/formats/xyz-cloud.ts';
import { seededRandom } from '../../../src/geometry/random.ts';
import { concatenated, utf8 } from '../../support/bytes.ts';
import { lasOf, npyOf, packed, pcdOf, ptxOf, readCloud } from '../../support/cloud-files.ts';

const random = seededRandom(11);
const positions = Float64Array.from({ length: 90 }, () => random.integer(-5000, 5000) / 1000);
const rows = (separator: string, end: string): string =>
  Array.from({ length: 30 }, (_, i) => positions.subarray(3 * i, 3 * i + 3).join(separator)).join(end);

const npy = npyOf('<f8', [30, 3], packed('Float64', positions));
const plyHeader =
  'ply\nformat ascii 1.0\nelement vertex 30\nproperty float x\nproperty float y\nproperty float z\nend_header\n';
const FILES: Readonly<Record<string, Uint8Array>> = {
  'binary.ply': writePlyCloud({ positions, normals: positions }),
  'ascii.ply': utf8(plyHeader + rows(' ', '\n')),
  'a.xyz': writeXyzCloud({ positions }),
  'a.csv': utf8(`x;y;z\n${rows(';', '\n').replaceAll('.', ',')}\n`),
  'a.pts': utf8(`30\n${rows(' ', '\n')}\n`),
  'ascii.pcd': pcdOf(positions, 'ascii'),
  'binary.pcd': pcdOf(positions, 'binary'),
  'compressed.pcd': pcdOf(positions, 'binary_compressed'),
  'a.las': lasOf(positions, 2),
  'b.las': lasOf(positions, 4),
  'a.ptx': utf8(ptxOf(positions, [1, 2, 3])),
  'a.npy': npy,
  'a.npz': zipSync({ 'points.npy': npy }),
  'PC1.txt': utf8(`Points:=[\n[${rows(', ', '], \n[')}] \n ];\n`),
};

/** "code: message" of the error that reading ends with; undefined when it ends with a cloud or a mesh. */
async function errorOf(content: Uint8Array | string, name: string): Promise<string | undefined> {
  try {
    await readCloud(content, name);
    return undefined;
  } catch (error) {
    if (error instanceof CadtraceError) return `${error.code}: ${error.message}`;
    if (error instanceof Error && error.message === 'expected a cloud') return undefined;
    throw error;
  }
}

describe('damaged clouds', () => {
  it.each(Object.entries(FILES))('%s either reads or says what is wrong', async (name, bytes) => {
    const position = fc.nat({ max: bytes.length - 1 });
    const cut = position.map((length) => bytes.slice(0, length));
    const changed = fc
      .array(fc.tuple(position, fc.nat({ max: 255 })), { minLength: 1, maxLength: 6 })
      .map((changes) => {
        const copy = bytes.slice();
        for (const [at, value] of changes) copy[at] = value;
        return copy;
      });
    const spliced = fc
      .tuple(position, position)
      .map(([from, to]) => concatenated(bytes.slice(0, from), bytes.slice(to)));
    await fc.assert(
      fc.asyncProperty(fc.oneof(cut, changed, spliced), async (damaged) => {
        const error = await errorOf(damaged, name);
        if (error !== undefined) expect(error).toMatch(/^input-[a-z-]+: /);
      }),
      { seed: 5, numRuns: 300 },
    );
  });

  it.each(Object.entries(FILES))('%s says that it is cut off', async (name, bytes) => {
    // Text that ends with a whole line cannot tell that more was there, unless it states a number of points.
    const end = /xyz|csv/.test(name) ? bytes.lastIndexOf(10, -2) + 3 : Math.floor(0.7 * bytes.length);
    expect(await errorOf(bytes.subarray(0, end), name)).toMatch(/^input-(truncated|unreadable): /);
  });

  const line = (i: number): string => `${0.1 * i} ${0.2 * i} ${0.3 * i}\n`;
  const times = (count: number, row: (i: number) => string): string =>
    Array.from({ length: count }, (_, i) => row(i)).join('');
  it.each<[string, Uint8Array | string, string, RegExp]>([
    ['nothing', '', 'a.xyz', /^input-empty: a.xyz: .*0 bytes/],
    ['comments alone', '# no points\n', 'a.xyz', /^input-empty: the text has no line of three numbers/],
    ['two columns', times(20, (i) => `${i} ${i * i}\n`), 'a.csv', /^input-empty: .*three numbers/],
    ['three points', times(3, (i) => `${i} ${i * i} 1\n`), 'a.xyz', /^input-degenerate: .*only 3 points/],
    ['points all equal', times(20, () => '1 2 3\n'), 'a.xyz', /^input-degenerate: .*all 20 points are equal/],
    ['points on a line', times(20, line), 'a.xyz', /^input-degenerate: .*on one line/],
    ['no numbers at all', times(20, () => 'nan nan nan\n'), 'a.xyz', /^input-empty: /],
    [
      'a word among numbers',
      `${times(9, (i) => `${i} ${i * i} 1\n`)}1 two 3\n1 2 3\n`,
      'a.xyz',
      /^input-unreadable: line 10: .*"two" is none/,
    ],
    [
      'a short line',
      `${times(9, (i) => `${i} ${i * i} 1\n`)}1 2\n1 2 3\n`,
      'a.xyz',
      /^input-unreadable: line 10: .*it has 2/,
    ],
    [
      'a count too high',
      `31\n${rows(' ', '\n')}\n`,
      'a.pts',
      /^input-truncated: .*promises 31 points but ends after 30/,
    ],
    [
      'a PLY without z',
      plyHeader.replace('float z', 'float w') + rows(' ', '\n'),
      'a.ply',
      /^input-unreadable: header: .*lack x, y or z/,
    ],
    ['a PLY without points', plyHeader.replace('30', '0'), 'a.ply', /^input-empty: header: /],
    [
      'a PLY of too many points',
      plyHeader.replace('30', '4000000000') + rows(' ', '\n'),
      'a.ply',
      /^input-truncated: header: /,
    ],
    [
      'a PCD without y',
      'VERSION .7\nFIELDS x z\nSIZE 4 4\nTYPE F F\nPOINTS 1\nDATA ascii\n1 2\n',
      'a.pcd',
      /^input-unreadable: header: .*lack x, y or z/,
    ],
    [
      'a PCD without points',
      'VERSION .7\nFIELDS x y z\nSIZE 4 4 4\nTYPE F F F\nPOINTS 0\nDATA ascii\n',
      'a.pcd',
      /^input-empty: header: /,
    ],
    [
      'a PCD without data',
      'VERSION .7\nFIELDS x y z\nSIZE 4 4 4\nTYPE F F F\nPOINTS 5\n',
      'a.pcd',
      /^input-unreadable: .*no DATA line/,
    ],
    [
      'an impossible PCD',
      'VERSION .7\nFIELDS x y z\nSIZE 4 4 3\nTYPE F F F\nPOINTS 5\nDATA binary\n',
      'a.pcd',
      /^input-unreadable: .*the field z has TYPE F and SIZE 3/,
    ],
    [
      'a PTX line that is none',
      ptxOf(positions, [0, 0, 0]).replace('0 0 1 0\n', '0 0 1\n'),
      'a.ptx',
      /^input-unreadable: line 9: expected a row of the matrix/,
    ],
    [
      'an array of pairs',
      npyOf('<f8', [45, 2], packed('Float64', positions)),
      'a.npy',
      /^input-unsupported: .*shape is \(45, 2\)/,
    ],
    [
      'an array of arrays',
      npyOf('<f8', [1, 30, 3], packed('Float64', positions)),
      'a.npy',
      /^input-unsupported: .*\(1, 30, 3\)/,
    ],
    [
      'an array of texts',
      npyOf('<U4', [10, 3], packed('Float64', positions)),
      'a.npy',
      /^input-unsupported: .*<U4/,
    ],
    ['an array without rows', npyOf('<f8', [0, 3], new Uint8Array()), 'a.npy', /^input-empty: /],
    [
      'an array of too many rows',
      npyOf('<f8', [4e9, 3], packed('Float64', positions)),
      'a.npy',
      /^input-truncated: /,
    ],
    [
      'parameters of primitives',
      'Primitive1:=[Plane, [1 0 0 -0 0 1 0 -31.75 15.6189]];\n',
      'PC1_parametric.txt',
      /^input-empty: /,
    ],
    [
      'a list of pairs',
      'Points:=[[1, 2, 3], [1, 2]];',
      'PC1.txt',
      /^input-unreadable: line 1: expected the 3 numbers of a point, found 2/,
    ],
    ['a list without end', 'Points:=[[1, 2, 3],\n[1, 2, 3],', 'PC1.txt', /^input-truncated: line 2: /],
    ['a later LAS', lasOf(positions, 2).with(25, 5), 'a.las', /^input-unsupported: header: LAS 1.5/],
    [
      'a LAS of another point format',
      lasOf(positions, 2).with(104, 11),
      'a.las',
      /^input-unsupported: header: the point format 11/,
    ],
    ['an E57', 'ASTM-E57\0\0\0\0', 'a.e57', /^input-unsupported: .*convert it to PLY, PTX or LAZ/],
  ])('of %s are refused', async (_, content, name, message) => {
    expect(await errorOf(content, name)).toMatch(message);
  });
});
