import { CadtraceError } from '../../errors.ts';
import { scanText } from '../text-scanner.ts';
import { MAX_LZF_RATIO, unpackLzf } from './lzf.ts';
import { type PcdField, type PcdHeader, readPcdHeader } from './pcd-header.ts';
import { type CloudBuilder, COLOR, createCloudBuilder, NORMAL, type RawCloud } from './raw-cloud.ts';

/**
 * Reads a PCD, ASCII, binary or compressed, with normals and colours where it has them. Points of an organised cloud
 * that the camera did not see (NaN) are dropped. Throws `input-truncated` when the data is shorter than the header
 * promises, `input-unreadable` for fields without x, y, z or for damaged data, `input-empty` without points.
 */
export function readPcd(bytes: Uint8Array): RawCloud {
  const header = readPcdHeader(bytes);
  const { fields, points, encoding } = header;
  if (points === 0)
    throw new CadtraceError('input-empty', 'the PCD holds no points. Export it again.', { where: 'header' });
  const names = fields.map(({ name }) => name);
  if (!['x', 'y', 'z'].every((axis) => names.includes(axis)))
    throw new CadtraceError('input-unreadable', 'the points of the PCD lack x, y or z. Export them again.', {
      where: 'header',
      value: names,
    });
  const cloud = createCloudBuilder({
    normals: NORMALS.every((name) => names.includes(name)),
    colors: names.includes('rgb') || names.includes('rgba'),
  });
  if (encoding === 'ascii') readAscii(bytes, header, cloud);
  else readColumns(columnsOf(bytes, header), points, cloud);
  return cloud.finish();
}

const NORMALS = ['normal_x', 'normal_y', 'normal_z'];

/** Where in the builder's row a field goes; -1 for those that are passed over. */
function slotOf({ name }: PcdField): number {
  const axis = ['x', 'y', 'z'].indexOf(name);
  if (axis >= 0) return axis;
  const normal = NORMALS.indexOf(name);
  if (normal >= 0) return NORMAL + normal;
  return name === 'rgb' || name === 'rgba' ? COLOR : -1;
}

/** Red, green and blue are the bytes of one number, of a float's bits even. */
function setPackedColor(row: Float64Array, bits: number): void {
  row[COLOR] = (bits >>> 16) & 255;
  row[COLOR + 1] = (bits >>> 8) & 255;
  row[COLOR + 2] = bits & 255;
}

function readAscii(bytes: Uint8Array, header: PcdHeader, cloud: CloudBuilder): void {
  const { fields, points, bodyOffset, bodyLine } = header;
  const text = scanText(bytes, { offset: bodyOffset, line: bodyLine });
  const bits = new DataView(new ArrayBuffer(4));
  const set = (field: PcdField, value: number): void => {
    const slot = slotOf(field);
    if (slot === COLOR && field.type === 'F') {
      bits.setFloat32(0, value);
      setPackedColor(cloud.row, bits.getUint32(0));
    } else if (slot === COLOR) setPackedColor(cloud.row, value);
    else if (slot >= 0) cloud.row[slot] = value;
  };
  for (let i = 0; i < points; i++) {
    for (const field of fields)
      for (let k = 0; k < field.count; k++) {
        if (!text.nextWord()) throw truncated(text.where(), points);
        const value = text.number();
        if (k === 0) set(field, value);
      }
    cloud.add();
  }
}

/** Where the values of one field stand: `step` bytes apart, from `start` on. */
type Column = { readonly field: PcdField; readonly start: number; readonly step: number };
type Columns = { readonly data: Uint8Array; readonly columns: readonly Column[] };

/** Binary data goes point by point, compressed data field by field once it is unpacked. */
function columnsOf(bytes: Uint8Array, { fields, points, encoding, bodyOffset }: PcdHeader): Columns {
  const widths = fields.map(({ size, count }) => size * count);
  const stride = widths.reduce((sum, width) => sum + width, 0);
  const before = widths.map((_, f) => widths.slice(0, f).reduce((sum, width) => sum + width, 0));
  const body = bytes.subarray(bodyOffset);
  if (encoding === 'binary_compressed') {
    const columns = fields.map((field, f) => ({ field, start: points * before[f], step: widths[f] }));
    return { data: unpacked(body, points * stride, bodyOffset), columns };
  }
  if (body.length < points * stride) throw truncated('header', points);
  return { data: body, columns: fields.map((field, f) => ({ field, start: before[f], step: stride })) };
}

/** Packed and unpacked size, then the packed bytes. */
function unpacked(body: Uint8Array, needed: number, bodyOffset: number): Uint8Array {
  const where = `byte ${bodyOffset}`;
  const view = new DataView(body.buffer, body.byteOffset, body.length);
  if (body.length < 8) throw truncated(where);
  const packedSize = view.getUint32(0, true);
  const size = view.getUint32(4, true);
  if (body.length < 8 + packedSize) throw truncated(where);
  const damaged = (reason: string): CadtraceError =>
    new CadtraceError(
      'input-unreadable',
      `the packed data of the PCD is damaged: ${reason}. Export it again.`,
      {
        where,
      },
    );
  if (size < needed) throw damaged(`it states ${size} bytes where its points need ${needed}`);
  if (size > MAX_LZF_RATIO * packedSize) throw damaged(`${packedSize} bytes cannot unpack to ${size}`);
  const data = unpackLzf(body.subarray(8, 8 + packedSize), size);
  if (data === undefined) throw damaged(`it does not unpack to the ${size} bytes that it states`);
  return data;
}

function readColumns({ data, columns }: Columns, points: number, cloud: CloudBuilder): void {
  const view = new DataView(data.buffer, data.byteOffset, data.length);
  const wanted = columns.filter(({ field }) => slotOf(field) >= 0);
  const slots = wanted.map(({ field }) => slotOf(field));
  for (let i = 0; i < points; i++) {
    for (let c = 0; c < wanted.length; c++) {
      const { field, start, step } = wanted[c];
      const at = start + i * step;
      if (slots[c] === COLOR) setPackedColor(cloud.row, field.size === 4 ? view.getUint32(at, true) : 0);
      else cloud.row[slots[c]] = valueAt(view, at, field);
    }
    cloud.add();
  }
}

function valueAt(view: DataView, at: number, { type, size }: PcdField): number {
  if (type === 'F') return size === 4 ? view.getFloat32(at, true) : view.getFloat64(at, true);
  const signed = type === 'I';
  if (size === 1) return signed ? view.getInt8(at) : view.getUint8(at);
  if (size === 2) return signed ? view.getInt16(at, true) : view.getUint16(at, true);
  if (size === 4) return signed ? view.getInt32(at, true) : view.getUint32(at, true);
  return Number(signed ? view.getBigInt64(at, true) : view.getBigUint64(at, true));
}

function truncated(where: string, points?: number): CadtraceError {
  const promised = points === undefined ? '' : ` of ${points} points`;
  return new CadtraceError(
    'input-truncated',
    `the PCD ends before the data${promised} that its header promises. The file was cut off; copy or export it again.`,
    { where, value: points },
  );
}
