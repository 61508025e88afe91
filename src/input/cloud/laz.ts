import { CadtraceError } from '../../errors.ts';

/** What is used of laz-perf, which is compiled from C++: addresses are those of its own memory. */
type LazPerf = {
  readonly HEAPU8: Uint8Array;
  _malloc(size: number): number;
  _free(address: number): void;
  readonly LASZip: new () => LasZip;
};

type LasZip = {
  open(file: number, length: number): void;
  getPoint(record: number): void;
  getCount(): number;
  getPointLength(): number;
  delete(): void;
};

/** What the header says of the points. */
type PackedPoints = {
  readonly pointsOffset: number;
  readonly format: number;
  readonly recordLength: number;
  readonly count: number;
};

/** Point formats that it decodes: those without waveforms. */
const DECODED = [0, 1, 2, 3, 6, 7, 8];

/** The decoder takes some 30 kB for each byte of a record beyond its format's. */
const LONGEST_RECORD = 1000;

/** Records that are handed over at once. */
const BATCH = 10_000;

/** Loaded when the first LAZ is read, and again after damaged data, which may leave it in disorder. */
let loaded: Promise<LazPerf> | undefined;

async function loadDecoder(): Promise<LazPerf> {
  try {
    const { createLazPerf } = await import('laz-perf');
    return (await createLazPerf()) as unknown as LazPerf;
  } catch (cause) {
    loaded = undefined;
    throw new CadtraceError(
      'input-unsupported',
      'the decoder of LAZ cannot be loaded. Serve laz-perf.wasm beside the page, or unpack the file to LAS.',
      { cause },
    );
  }
}

/**
 * Unpacks the records of a LAZ, some thousands at a time, into one and the same buffer; they can be gone through once.
 * Throws `input-unsupported` for point formats with waveforms and, then or on the way, `input-unreadable` where the data is
 * damaged.
 */
export async function unpackedLaz(bytes: Uint8Array, header: PackedPoints): Promise<Iterable<DataView>> {
  const { format, recordLength } = header;
  if (!DECODED.includes(format) || recordLength > LONGEST_RECORD)
    throw new CadtraceError(
      'input-unsupported',
      `points of format ${format} with ${recordLength} bytes each are not read from LAZ. Unpack it to LAS.`,
      { where: 'header', value: format },
    );
  loaded ??= loadDecoder();
  const decoder = await loaded;
  return unpack(bytes, header, decoder);
}

function* unpack(
  bytes: Uint8Array,
  { pointsOffset, count, recordLength }: PackedPoints,
  decoder: LazPerf,
): Iterable<DataView> {
  if (!hasChunkTable(bytes, pointsOffset)) throw damaged();
  const zip = attempt(() => new decoder.LASZip());
  const file = attempt(() => decoder._malloc(bytes.length));
  const record = attempt(() => decoder._malloc(recordLength));
  attempt(() => {
    decoder.HEAPU8.set(bytes, file);
    zip.open(file, bytes.length);
    if (zip.getPointLength() !== recordLength || zip.getCount() < count)
      throw new RangeError('the header promises other points than the data has');
  });
  const batch = new Uint8Array(Math.min(BATCH, count) * recordLength);
  for (let done = 0; done < count; done += BATCH) {
    const length = Math.min(BATCH, count - done) * recordLength;
    attempt(() => {
      for (let at = 0; at < length; at += recordLength) {
        zip.getPoint(record);
        batch.set(decoder.HEAPU8.subarray(record, record + recordLength), at);
      }
    });
    yield new DataView(batch.buffer, 0, length);
  }
  zip.delete();
  decoder._free(record);
  decoder._free(file);
}

/**
 * Whether there is a table of the chunks that the points are packed in (ASPRS, LAZ specification 1.4, section 4), with
 * no more of them than bytes: the decoder makes room for as many as it states.
 */
function hasChunkTable(bytes: Uint8Array, pointsOffset: number): boolean {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
  const offsetAt = (at: number): number =>
    at + 8 <= bytes.length ? Number(view.getBigInt64(at, true)) : bytes.length;
  const stated = offsetAt(pointsOffset);
  // Writers that cannot go back put the offset at the end.
  const table = stated === -1 ? offsetAt(bytes.length - 8) : stated;
  return table >= 0 && table + 8 <= bytes.length && view.getUint32(table + 4, true) <= bytes.length;
}

/** Damaged data makes the decoder throw without tidying up, which leaves it unfit for further use. */
function attempt<T>(decode: () => T): T {
  try {
    return decode();
  } catch (cause) {
    loaded = undefined;
    throw damaged(cause);
  }
}

const damaged = (cause?: unknown): CadtraceError =>
  new CadtraceError(
    'input-unreadable',
    'the packed points of the LAZ are damaged or cut off. Copy or export it again.',
    { cause },
  );
