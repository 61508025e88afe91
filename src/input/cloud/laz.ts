import { CadtraceError } from '../../errors.ts';

/** What is used of laz-perf, which is compiled from C++: addresses are those of its own memory. */
type LazPerf = {
  readonly HEAPU8: Uint8Array;
  _malloc(size: number): number;
  readonly LASZip: new () => LasZip;
};

type LasZip = {
  open(file: number, length: number): void;
  getPoint(record: number): void;
  getCount(): number;
  getPointLength(): number;
};

/** Records that are handed over at once. */
const BATCH = 10_000;

/**
 * Unpacks the records of a LAZ, some thousands at a time, into one and the same buffer. The decoder is loaded when the
 * first LAZ is read, anew for each, since damaged data may leave it in disorder. Throws `input-unreadable` where the
 * data is damaged.
 */
export async function unpackedLaz(
  bytes: Uint8Array,
  { count, recordLength }: { readonly count: number; readonly recordLength: number },
): Promise<Iterable<DataView>> {
  // A copy is decoded: the decoder's memory takes it while the file itself may be any buffer.
  const { createLazPerf } = await import('laz-perf');
  const decoder = (await createLazPerf()) as unknown as LazPerf;
  const zip = new decoder.LASZip();
  const record = attempt(() => {
    const file = decoder._malloc(bytes.length);
    decoder.HEAPU8.set(bytes, file);
    zip.open(file, bytes.length);
    if (zip.getPointLength() !== recordLength || zip.getCount() < count)
      throw new Error('the header contradicts itself');
    return decoder._malloc(recordLength);
  });
  return batches(count, recordLength, (to, at) => {
    zip.getPoint(record);
    to.set(decoder.HEAPU8.subarray(record, record + recordLength), at);
  });
}

function* batches(
  count: number,
  recordLength: number,
  read: (to: Uint8Array, at: number) => void,
): Iterable<DataView> {
  const buffer = new Uint8Array(Math.min(BATCH, count) * recordLength);
  for (let done = 0; done < count; done += BATCH) {
    const length = Math.min(BATCH, count - done) * recordLength;
    attempt(() => {
      for (let at = 0; at < length; at += recordLength) read(buffer, at);
    });
    yield new DataView(buffer.buffer, 0, length);
  }
}

/** The decoder throws numbers, strings or errors of WebAssembly when data is damaged or ends too early. */
function attempt<T>(decode: () => T): T {
  try {
    return decode();
  } catch (cause) {
    throw new CadtraceError(
      'input-unreadable',
      'the packed points of the LAZ are damaged or cut off. Copy or export it again.',
      { cause },
    );
  }
}
