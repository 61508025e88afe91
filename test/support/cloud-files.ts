import { readTarget, type TargetKind } from '../../src/input/read-target.ts';
import type { CloudTarget } from '../../src/input/target.ts';
import { concatenated, utf8 } from './bytes.ts';
import { noKernel } from './read-mesh.ts';

/** Reads a cloud from bytes, or from text as UTF-8. */
export async function readCloud(
  content: Uint8Array | string,
  name = 'cloud',
  kind: TargetKind = 'auto',
): Promise<CloudTarget> {
  const bytes = typeof content === 'string' ? utf8(content) : content;
  const target = await readTarget(bytes, { name, kind, kernel: noKernel });
  if (target.kind !== 'cloud') throw new Error('expected a cloud');
  return target;
}

/** Bytes of numbers, little-endian unless told otherwise. */
export function packed(
  type: 'Float32' | 'Float64' | 'Int32' | 'Uint16',
  values: ArrayLike<number>,
  little = true,
): Uint8Array {
  const size = { Float32: 4, Float64: 8, Int32: 4, Uint16: 2 }[type];
  const view = new DataView(new ArrayBuffer(size * values.length));
  for (let i = 0; i < values.length; i++) view[`set${type}`](size * i, values[i], little);
  return new Uint8Array(view.buffer);
}

/** A PCD of float64 coordinates, each with the label 7; packed with literal runs where it is compressed. */
export function pcdOf(
  positions: Float64Array,
  encoding: 'ascii' | 'binary' | 'binary_compressed',
): Uint8Array {
  const count = positions.length / 3;
  const header = utf8(
    [
      '# .PCD v0.7 - Point Cloud Data file format\nVERSION 0.7\nFIELDS label x y z\nSIZE 4 8 8 8\nTYPE F F F F',
      `COUNT 1 1 1 1\nWIDTH ${count}\nHEIGHT 1\nVIEWPOINT 0 0 0 1 0 0 0\nPOINTS ${count}\nDATA ${encoding}\n`,
    ].join('\n'),
  );
  const points = Array.from({ length: count }, (_, i) => positions.subarray(3 * i, 3 * i + 3));
  if (encoding === 'ascii')
    return concatenated(header, utf8(points.map((point) => `7 ${point.join(' ')}`).join('\n')));
  if (encoding === 'binary')
    return concatenated(
      header,
      ...points.flatMap((point) => [packed('Float32', [7]), packed('Float64', point)]),
    );
  const columns = [0, 1, 2].map((axis) =>
    packed(
      'Float64',
      points.map((point) => point[axis]),
    ),
  );
  const data = concatenated(packed('Float32', new Float32Array(count).fill(7)), ...columns);
  const lzf = packLzf(data);
  return concatenated(header, packed('Int32', [lzf.length, data.length]), lzf);
}

/** LZF with a reference wherever the three bytes here stood at most 8,192 bytes before. */
export function packLzf(data: Uint8Array): Uint8Array {
  const result: number[] = [];
  const seen = new Map<number, number>();
  let literals: number[] = [];
  const flush = (): void => {
    if (literals.length > 0) result.push(literals.length - 1, ...literals);
    literals = [];
  };
  for (let at = 0; at < data.length; ) {
    const key = (data[at] << 16) | (data[at + 1] << 8) | data[at + 2];
    const from = at + 2 < data.length ? seen.get(key) : undefined;
    seen.set(key, at);
    if (from !== undefined && at - from <= 8192) {
      let length = 3;
      while (length < 264 && at + length < data.length && data[from + length] === data[at + length]) length++;
      flush();
      const back = at - from - 1;
      if (length < 9) result.push(((length - 2) << 5) | (back >> 8), back & 255);
      else result.push((7 << 5) | (back >> 8), length - 9, back & 255);
      at += length;
    } else {
      literals.push(data[at++]);
      if (literals.length === 32) flush();
    }
  }
  flush();
  return Uint8Array.from(result);
}

/** A LAS with thousandths as steps: point format 2 or, from version 1.4 on, 7, with colours from 0 to 65535. */
export function lasOf(positions: Float64Array, minor: 2 | 4, offset = 0): Uint8Array {
  const count = positions.length / 3;
  const format = minor === 4 ? 7 : 2;
  const recordLength = format === 7 ? 36 : 26;
  const headerLength = minor === 4 ? 375 : 227;
  const view = new DataView(new ArrayBuffer(headerLength + count * recordLength));
  new Uint8Array(view.buffer).set(utf8('LASF'));
  view.setUint8(24, 1);
  view.setUint8(25, minor);
  view.setUint16(94, headerLength, true);
  view.setUint32(96, headerLength, true);
  view.setUint8(104, format);
  view.setUint16(105, recordLength, true);
  if (minor === 4) view.setBigUint64(247, BigInt(count), true);
  else view.setUint32(107, count, true);
  for (let k = 0; k < 3; k++) {
    view.setFloat64(131 + 8 * k, 1e-3, true);
    view.setFloat64(155 + 8 * k, offset, true);
  }
  for (let i = 0; i < count; i++) {
    const at = headerLength + i * recordLength;
    for (let k = 0; k < 3; k++) {
      view.setInt32(at + 4 * k, Math.round(1000 * positions[3 * i + k]), true);
      view.setUint16(at + recordLength - 6 + 2 * k, 257 * ((i + k) % 256), true);
    }
  }
  return new Uint8Array(view.buffer);
}

/** A NumPy array of the given shape. */
export function npyOf(
  descr: string,
  shape: readonly number[],
  data: Uint8Array,
  fortran = false,
): Uint8Array {
  const order = fortran ? 'True' : 'False';
  const header = `{'descr': '${descr}', 'fortran_order': ${order}, 'shape': (${shape.join(', ')},), }`;
  const length = 16 * Math.ceil((header.length + 11) / 16) - 10;
  return concatenated(
    Uint8Array.of(0x93),
    utf8('NUMPY'),
    Uint8Array.of(1, 0),
    packed('Uint16', [length]),
    utf8(`${header.padEnd(length - 1)}\n`),
    data,
  );
}

/** A PTX of one scan that moves its points by `translation`, with a beam without an echo at the end. */
export function ptxOf(positions: Float64Array, translation: readonly number[]): string {
  const rows: string[] = [];
  for (let i = 0; i < positions.length; i += 3) rows.push(`${positions.subarray(i, i + 3).join(' ')} 0.5`);
  const pose = ['0 0 0', '1 0 0', '0 1 0', '0 0 1'];
  const matrix = ['1 0 0 0', '0 1 0 0', '0 0 1 0', `${translation.join(' ')} 1`];
  return [rows.length + 1, 1, ...pose, ...matrix, ...rows, '0 0 0 0.5', ''].join('\n');
}
