import { CadtraceError } from '../../errors.ts';
import type { Vec3 } from '../../geometry/vector.ts';
import { unpackedLaz } from './laz.ts';
import { COLOR, createCloudBuilder, type RawCloud } from './raw-cloud.ts';

/** What the header of a LAS says (ASPRS, LAS specification 1.4 R15, table 3). */
export type LasHeader = {
  readonly pointsOffset: number;
  readonly format: number;
  readonly isCompressed: boolean;
  readonly recordLength: number;
  readonly count: number;
  readonly scale: Vec3;
  readonly offset: Vec3;
};

/** Shortest record of each point format, 0 to 10, in bytes. */
const RECORD_LENGTHS = [20, 28, 26, 34, 57, 63, 30, 36, 38, 59, 67];

/** Where red, green and blue stand in a record of each point format that has them, 16 bits each. */
const COLOR_OFFSETS: Readonly<Record<number, number>> = { 2: 20, 3: 28, 5: 28, 7: 30, 8: 30, 10: 30 };

const OLDEST_HEADER = 227;
const HEADER_1_4 = 375;

/** Where no colour of the first points is greater, they are bytes, although the format has 16 bits for them. */
const MAX_BYTE = 255;

/**
 * Reads a LAS, version 1.0 to 1.4, point formats 0 to 10, or a LAZ, its compressed form; lengths are metres by
 * convention. Throws `input-truncated` when the data is shorter than the header promises, `input-unsupported` for other
 * versions and formats, `input-unreadable` for damaged headers or data, `input-empty` without points.
 */
export async function readLas(bytes: Uint8Array): Promise<RawCloud> {
  const header = readHeader(bytes);
  if (header.count === 0) throw new CadtraceError('input-empty', 'the LAS holds no points. Export it again.');
  const batches = header.isCompressed ? await unpackedLaz(bytes, header) : uncompressed(bytes, header);
  return readBatches(header, batches);
}

function readHeader(bytes: Uint8Array): LasHeader {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
  if (bytes.length < OLDEST_HEADER) throw truncated('header');
  const major = view.getUint8(24);
  const minor = view.getUint8(25);
  if (major !== 1 || minor > 4)
    throw new CadtraceError(
      'input-unsupported',
      `LAS ${major}.${minor} is not read, only 1.0 to 1.4. Convert it with a newer or older program.`,
      { where: 'header', value: `${major}.${minor}` },
    );
  if (minor === 4 && bytes.length < HEADER_1_4) throw truncated('header');
  // The two highest bits mark compression.
  const format = view.getUint8(104) & 63;
  const isCompressed = (view.getUint8(104) & 192) !== 0;
  const recordLength = view.getUint16(105, true);
  if (format >= RECORD_LENGTHS.length)
    throw new CadtraceError('input-unsupported', `the point format ${format} is not read, only 0 to 10.`, {
      where: 'header',
      value: format,
    });
  if (recordLength < RECORD_LENGTHS[format]) throw damaged(`its points have ${recordLength} bytes each`);
  const legacyCount = view.getUint32(107, true);
  const count = minor === 4 && legacyCount === 0 ? Number(view.getBigUint64(247, true)) : legacyCount;
  const vector = (at: number): Vec3 => [
    view.getFloat64(at, true),
    view.getFloat64(at + 8, true),
    view.getFloat64(at + 16, true),
  ];
  const scale = vector(131);
  const offset = vector(155);
  if (!scale.every((s) => Number.isFinite(s) && s !== 0) || !offset.every(Number.isFinite))
    throw damaged(`its scale is ${scale.join(', ')} and its offset ${offset.join(', ')}`);
  return { pointsOffset: view.getUint32(96, true), format, isCompressed, recordLength, count, scale, offset };
}

/** Many records at once, without gaps. */
type Batches = Iterable<DataView>;

function readBatches(header: LasHeader, batches: Batches): RawCloud {
  const { format, recordLength, scale, offset } = header;
  const color = COLOR_OFFSETS[format];
  const cloud = createCloudBuilder({ colors: color !== undefined });
  const { row } = cloud;
  let colorFactor: number | undefined;
  for (const batch of batches) {
    colorFactor ??= color === undefined ? 0 : colorFactorOf(batch, recordLength, color);
    for (let at = 0; at < batch.byteLength; at += recordLength) {
      for (let k = 0; k < 3; k++) row[k] = batch.getInt32(at + 4 * k, true) * scale[k] + offset[k];
      if (color !== undefined)
        for (let k = 0; k < 3; k++) row[COLOR + k] = colorFactor * batch.getUint16(at + color + 2 * k, true);
      cloud.add();
    }
  }
  return cloud.finish({ unit: 'm' });
}

function colorFactorOf(batch: DataView, recordLength: number, color: number): number {
  for (let at = color; at < batch.byteLength; at += recordLength)
    for (let k = 0; k < 3; k++) if (batch.getUint16(at + 2 * k, true) > MAX_BYTE) return 1 / 257;
  return 1;
}

function uncompressed(bytes: Uint8Array, { pointsOffset, recordLength, count }: LasHeader): Batches {
  const length = count * recordLength;
  if (pointsOffset + length > bytes.length) throw truncated('header', count);
  return [new DataView(bytes.buffer, bytes.byteOffset + pointsOffset, length)];
}

function damaged(reason: string): CadtraceError {
  return new CadtraceError('input-unreadable', `the LAS header is damaged: ${reason}. Export it again.`, {
    where: 'header',
  });
}

function truncated(where: string, count?: number): CadtraceError {
  const promised = count === undefined ? 'its header' : `the ${count} points that its header promises`;
  return new CadtraceError(
    'input-truncated',
    `the LAS ends before the end of ${promised}. The file was cut off; copy or export it again.`,
    { where, value: count },
  );
}
