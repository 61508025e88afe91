import { expect, test } from 'vitest';
import { writePlyCloud } from '../../src/formats/ply-cloud.ts';
import { writeXyzCloud } from '../../src/formats/xyz-cloud.ts';

const positions = Float64Array.of(1, -2.5, 1 / 3, 1e-7, 2e8, 0);
const normals = Float64Array.of(0, 0, 1, 0.6, 0.8, 0);
const view = Uint16Array.of(7, 65535);

/** The header's lines and the bytes after it. */
function split(file: Uint8Array): { lines: string[]; data: DataView } {
  const text = new TextDecoder('latin1').decode(file);
  const end = text.indexOf('end_header\n') + 'end_header\n'.length;
  return {
    lines: text.slice(0, end).trimEnd().split('\n'),
    data: new DataView(file.buffer, file.byteOffset + end, file.length - end),
  };
}

test('PLY has coordinates, normals and views as its header says', () => {
  const { lines, data } = split(writePlyCloud({ positions, normals, view }));
  expect(lines).toEqual([
    'ply',
    'format binary_little_endian 1.0',
    'comment written by cadtrace',
    'element vertex 2',
    ...['x', 'y', 'z', 'nx', 'ny', 'nz'].map((name) => `property float ${name}`),
    'property ushort view',
    'end_header',
  ]);
  expect(data.byteLength).toBe(2 * 26);
  const second = [0, 1, 2, 3, 4, 5].map((k) => data.getFloat32(26 + 4 * k, true));
  expect(second).toEqual([1e-7, 2e8, 0, 0.6, 0.8, 0].map(Math.fround));
  expect([data.getUint16(24, true), data.getUint16(50, true)]).toEqual([7, 65535]);
});

test('PLY of bare points', () => {
  const { lines, data } = split(writePlyCloud({ positions }));
  expect(lines).toHaveLength(8);
  expect(data.byteLength).toBe(24);
  expect(data.getFloat32(4, true)).toBe(-2.5);
});

test('XYZ has a line for each point, to nine digits', () => {
  const text = (bytes: Uint8Array) => new TextDecoder().decode(bytes);
  expect(text(writeXyzCloud({ positions }))).toBe('1 -2.5 0.333333333\n1e-7 200000000 0\n');
  expect(text(writeXyzCloud({ positions, normals }))).toBe(
    '1 -2.5 0.333333333 0 0 1\n1e-7 200000000 0 0.6 0.8 0\n',
  );
  expect(writeXyzCloud({ positions: new Float64Array() })).toHaveLength(0);
});

test('XYZ of more points than are turned to text at once', () => {
  const many = Float64Array.from({ length: 3 * 100_001 }, (_, i) => i);
  const lines = new TextDecoder()
    .decode(writeXyzCloud({ positions: many }))
    .trimEnd()
    .split('\n');
  expect(lines).toHaveLength(100_001);
  expect(lines[100_000]).toBe('300000 300001 300002');
});
