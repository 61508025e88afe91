import { readFile, stat } from 'node:fs/promises';
import { basename } from 'node:path';
import { CadtraceError } from '../errors.ts';
import type { Kernel } from '../kernel/types.ts';
import type { LengthUnit } from '../program/types.ts';
import { MAX_FILE_BYTES } from './limits.ts';
import { readTarget, type TargetKind } from './read-target.ts';
import type { Target } from './target.ts';

/**
 * Reads the part in the file at `path`, as `readTarget` does. Throws `input-unreadable` when there is no such file or
 * it cannot be opened, `input-too-large` from 2 GiB on, and what `readTarget` throws.
 */
export async function loadTarget(
  path: string,
  options: { kind?: TargetKind; unit?: LengthUnit; kernel: Kernel },
): Promise<Target> {
  return readTarget(await readInputFile(path), { name: basename(path), ...options });
}

/** The bytes of the file at `path`; throws as `loadTarget` does. */
export async function readInputFile(path: string): Promise<Uint8Array> {
  const unreadable = (reason: string, cause?: unknown): CadtraceError =>
    new CadtraceError('input-unreadable', reason, { where: path, value: path, cause });
  try {
    const status = await stat(path);
    if (status.isDirectory()) throw unreadable('this is a folder; name a file in it.');
    if (!status.isFile()) throw unreadable('this is no regular file; copy its content into one.');
    if (status.size > MAX_FILE_BYTES)
      throw new CadtraceError(
        'input-too-large',
        `the file has ${(status.size / 2 ** 30).toFixed(1)} GiB; less than 2 GiB are read. Reduce it with a mesh decimator first.`,
        { where: path, value: status.size },
      );
    return await readFile(path);
  } catch (cause) {
    if (cause instanceof CadtraceError) throw cause;
    const code = (cause as NodeJS.ErrnoException).code;
    if (code === 'ENOENT' || code === 'ENOTDIR')
      throw unreadable('there is no such file; check the path.', cause);
    if (code === 'EACCES' || code === 'EPERM') throw unreadable('no permission to read this file.', cause);
    throw unreadable(
      `the file cannot be read: ${cause instanceof Error ? cause.message : String(cause)}.`,
      cause,
    );
  }
}
