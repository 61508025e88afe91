import { unzipSync } from 'fflate';
import { CadtraceError } from '../errors.ts';

const MAX_ENTRIES = 10_000;

/** Largest total of what is unpacked, in bytes. */
const MAX_UNPACKED_BYTES = 2 ** 30;

/** Deflate cannot do better: 258 bytes in 2 bits. */
const MAX_DEFLATE_RATIO = 1032;

/** Meshes as text shrink to a tenth; what shrinks more than this, and is not small, is made to fill memory. */
const MAX_PART_RATIO = 200;
const SMALL_BYTES = 2 ** 24;

/** Deflate stores what it cannot shrink, so packed data is hardly longer; what is was stated too small. */
const isUnderstated = (size: number, originalSize: number): boolean => size > 1.01 * originalSize + 1024;

/** Whether `bytes` start like a zip archive. */
export const isZip = (bytes: Uint8Array): boolean =>
  bytes[0] === 0x50 && bytes[1] === 0x4b && (bytes[2] === 3 || bytes[2] === 5) && bytes[3] === bytes[2] + 1;

/**
 * Unpacks the entries of a zip archive that `wanted` chooses by name. The stated sizes are summed before anything is
 * unpacked, and no entry unpacks to more than it states. Throws `input-too-large` past 1 GiB or for what shrank as no
 * part does, `input-truncated` when
 * the directory at the end is missing, `input-unreadable` for damaged entries.
 */
export function unzip(bytes: Uint8Array, wanted: (name: string) => boolean): Map<string, Uint8Array> {
  let entries = 0;
  let total = 0;
  let unpacked: Record<string, Uint8Array>;
  try {
    unpacked = unzipSync(bytes, {
      filter: ({ name, size, originalSize }) => {
        if (++entries > MAX_ENTRIES)
          throw new CadtraceError('input-too-large', `the archive has more than ${MAX_ENTRIES} files.`, {
            value: entries,
          });
        if (!wanted(name)) return false;
        if (originalSize > MAX_DEFLATE_RATIO * (size + 1) || isUnderstated(size, originalSize))
          throw new Error(`the size stated for ${name} is impossible`);
        total += originalSize;
        if (total > MAX_UNPACKED_BYTES)
          throw new CadtraceError(
            'input-too-large',
            `the archive unpacks to more than ${MAX_UNPACKED_BYTES / 2 ** 30} GiB; such a part is not read.`,
            { where: name, value: total },
          );
        if (originalSize > Math.max(SMALL_BYTES, MAX_PART_RATIO * size))
          throw new CadtraceError(
            'input-too-large',
            `the archive unpacks to ${Math.round(originalSize / size)} times its size, as no part does. Export it again.`,
            { where: name, value: originalSize },
          );
        return true;
      },
    });
  } catch (cause) {
    if (cause instanceof CadtraceError) throw cause;
    const noDirectory = /invalid zip/i.test(String(cause));
    throw new CadtraceError(
      noDirectory ? 'input-truncated' : 'input-unreadable',
      noDirectory
        ? 'the zip archive has no directory at its end. The file was cut off; copy or export it again.'
        : `the zip archive is damaged: ${cause instanceof Error ? cause.message : String(cause)}. Copy or export it again.`,
      { cause },
    );
  }
  return new Map(Object.entries(unpacked));
}
