import { zipSync } from 'fflate';
import { describe, expect, it } from 'vitest';
import { writePlyCloud } from '../../../src/formats/ply-cloud.ts';
import { writeXyzCloud } from '../../../src/formats/xyz-cloud.ts';
import { seededRandom } from '../../../src/geometry/random.ts';
import { concatenated, utf8 } from '../../support/bytes.ts';
import { lasOf, npyOf, packed, pcdOf, ptxOf, readCloud } from '../../support/cloud-files.ts';

const random = seededRandom(3);
/** Thousandths, so that every format has them exactly but for float32. */
const positions = Float64Array.from({ length: 300 }, () => random.integer(-50_000, 50_000) / 1000);
const normals = Float64Array.from({ length: 300 }, (_, i) => [0.6, 0, -0.8][i % 3]);
const view = Uint16Array.from({ length: 100 }, (_, i) => i % 5);

const transposed = Float64Array.from(
  { length: 300 },
  (_, i) => positions[3 * (i % 100) + Math.floor(i / 100)],
);

const rows = (separator: string): string[] =>
  Array.from({ length: 100 }, (_, i) => positions.subarray(3 * i, 3 * i + 3).join(separator));

const plyHeader = (format: string, extra = ''): string =>
  `ply\nformat ${format} 1.0\nelement camera 1\nproperty list uchar float weights\nelement vertex 100\nproperty uchar flag\n${['x', 'y', 'z'].map((axis) => `property double ${axis}\n`).join('')}${extra}property list uchar short tags\nelement face 0\nproperty list uchar int vertex_indices\nend_header\n`;

function binaryPly(little: boolean): Uint8Array {
  const points = Array.from({ length: 100 }, (_, i) => [
    Uint8Array.of(1),
    packed('Float64', positions.subarray(3 * i, 3 * i + 3), little),
    Uint8Array.of(2, 0, 1, 0, 2),
  ]);
  const format = little ? 'binary_little_endian' : 'binary_big_endian';
  return concatenated(utf8(plyHeader(format)), Uint8Array.of(0), ...points.flat());
}

const array = packed('Float64', positions);
const FILES: Readonly<Record<string, Uint8Array | string>> = {
  'ascii.ply': `${plyHeader('ascii')}2 0.5 0.5\n${rows(' ')
    .map((row) => `1 ${row} 0`)
    .join('\n')}`,
  'little.ply': binaryPly(true),
  'big.ply': binaryPly(false),
  'ascii.pcd': pcdOf(positions, 'ascii'),
  'binary.pcd': pcdOf(positions, 'binary'),
  'compressed.pcd': pcdOf(positions, 'binary_compressed'),
  '1.2.las': lasOf(positions, 2),
  '1.4.las': lasOf(positions, 4),
  'a.ptx': ptxOf(positions, [0, 0, 0]),
  'a.npy': npyOf('<f8', [100, 3], array),
  'fortran.npy': npyOf('<f8', [100, 3], packed('Float64', transposed), true),
  'lying.npy': npyOf('>f8', [3, 100], packed('Float64', transposed, false)),
  'a.npz': zipSync({
    'other.npy': npyOf('<i4', [1], packed('Int32', [1])),
    'points.npy': npyOf('<f8', [100, 3], array),
  }),
  'PC1.txt': `Points:=[\n[${rows(', ').join('], \n[')}] \n ];\n`,
  'nested.txt': `Primitive11:=[CPoints:=[ [${rows(', ').join('],\n[')}] ],\nParameters:=[]];\n`,
};

const rounded = (values: Float64Array): number[] => Array.from(values, (x) => Math.round(1e9 * x) / 1e9);

describe('cloud formats', () => {
  it.each(Object.entries(FILES))('%s has its points, whatever its name', async (name, content) => {
    for (const called of [name, 'part.step']) {
      const { cloud, count, offset } = await readCloud(content, called);
      expect(rounded(cloud.positions)).toEqual(rounded(positions));
      expect(count).toBe(100);
      expect(offset).toEqual([0, 0, 0]);
    }
  });

  it('give back what was written as PLY and as text', async () => {
    const exact = positions.map(Math.fround);
    const ply = await readCloud(writePlyCloud({ positions: exact, normals: normals.map(Math.fround), view }));
    expect(ply.cloud).toEqual({ positions: exact, normals: normals.map(Math.fround), view });
    expect((await readCloud(writePlyCloud({ positions: exact }))).cloud).toEqual({ positions: exact });
    const text = await readCloud(writeXyzCloud({ positions, normals }), 'a.xyz');
    expect(text.cloud).toEqual({ positions, normals });
    expect((await readCloud(writeXyzCloud({ positions }))).cloud).toEqual({ positions });
  });

  it('state their colours', async () => {
    const ascii = plyHeader('ascii', 'property uchar red\nproperty uchar green\nproperty uchar blue\n');
    const ply = `${ascii}0\n${rows(' ')
      .map((row) => `1 ${row} 10 20 30 0`)
      .join('\n')}`;
    expect((await readCloud(ply)).cloud.colors?.slice(-3)).toEqual(Uint8Array.of(10, 20, 30));
    expect((await readCloud(lasOf(positions, 4))).cloud.colors?.slice(0, 3)).toEqual(Uint8Array.of(0, 1, 2));
    expect((await readCloud(lasOf(positions, 2))).cloud.colors?.slice(0, 3)).toEqual(Uint8Array.of(0, 1, 2));
  });

  it('keep the millimetres of coordinates in a national grid', async () => {
    const { cloud, offset, unit, unitAssumed } = await readCloud(lasOf(positions, 2, 4_000_000), 'a.las');
    expect(offset).toEqual([4_000_000, 4_000_000, 4_000_000]);
    for (let i = 0; i < 300; i++) expect(Math.abs(cloud.positions[i] - positions[i])).toBeLessThan(1e-9);
    expect({ unit, unitAssumed }).toEqual({ unit: 'm', unitAssumed: false });
  });

  it('put the scans of a PTX in one frame, each a view', async () => {
    const turned = ptxOf(positions, [5, 0, 0]).replace('1 0 0 0\n0 1 0 0', '0 1 0 0\n-1 0 0 0');
    const { cloud } = await readCloud(`${ptxOf(positions, [0, 0, 0])}${turned}`, 'a.ptx');
    expect(cloud.view).toEqual(Uint16Array.from({ length: 200 }, (_, i) => (i < 100 ? 0 : 1)));
    const [x, y, z] = positions;
    expect(rounded(cloud.positions.slice(300, 303))).toEqual(rounded(Float64Array.of(5 - y, x, z)));
  });

  it('drop the points of an organised cloud that were not seen', async () => {
    const holed = positions.slice();
    holed.fill(Number.NaN, 30, 60);
    const { cloud, count, warnings } = await readCloud(pcdOf(holed, 'binary'));
    expect(cloud.positions.length).toBe(270);
    expect({ count, warnings }).toEqual({
      count: 100,
      warnings: ['dropped 10 points without finite coordinates'],
    });
  });

  it('take normals of an archive, and of further columns by what is in them', async () => {
    const points = npyOf('<f8', [100, 3], array);
    const { cloud } = await readCloud(
      zipSync({ 'normals.npy': npyOf('<f8', [100, 3], packed('Float64', normals)), 'points.npy': points }),
    );
    expect(cloud.normals).toEqual(normals);
    const both = Float64Array.from(
      { length: 600 },
      (_, i) => (i % 6 < 3 ? positions : normals)[3 * Math.floor(i / 6) + (i % 3)],
    );
    expect((await readCloud(npyOf('<f8', [100, 6], packed('Float64', both)))).cloud).toEqual({
      positions,
      normals,
    });
  });

  it('leave normals out that are no directions', async () => {
    const { cloud, warnings } = await readCloud(
      writePlyCloud({ positions, normals: normals.with(0, 0).with(2, 0) }),
    );
    expect(cloud.normals).toBeUndefined();
    expect(warnings).toEqual(['left the normals out: 1 of 100 are no directions']);
  });
});
