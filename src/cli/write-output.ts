import { open, realpath, rename, stat, unlink, writeFile } from 'node:fs/promises';
import { basename, dirname, join, resolve } from 'node:path';
import { CadtraceError } from '../errors.ts';

export type OutputFile = { readonly path: string; readonly content: Uint8Array | string };

/**
 * Makes sure that every path can be written, before the work that is to be written there starts. Throws `usage` when
 * two paths are one or one is the input, `output-unwritable` when there is no such folder or no right to write in it.
 */
export async function checkOutputs(paths: readonly string[], input: string): Promise<void> {
  const taken = new Set([await realpath(input).catch(() => resolve(input))]);
  for (const path of paths) {
    const place = await realpath(path).catch(() => resolve(path));
    if (taken.has(place)) {
      const message = 'this file is the input or another output; give every output a name of its own.';
      throw new CadtraceError('usage', message, { where: path, value: path });
    }
    taken.add(place);
    const existing = await stat(path).catch(() => undefined);
    if (existing && !existing.isFile()) {
      throw unwritable(path, 'this is a folder or a device; name a file.');
    }
    await tryFolder(path);
  }
}

/** Creates and removes a file beside `path`: rights alone do not tell about full or read-only disks. */
async function tryFolder(path: string): Promise<void> {
  const probe = temporaryName(path);
  try {
    await (await open(probe, 'wx')).close();
    await unlink(probe);
  } catch (cause) {
    throw unwritable(path, reasonOf(cause), cause);
  }
}

/**
 * Writes the files under temporary names and renames them when all are complete, so that none is ever half-written.
 * Throws `output-unwritable`, leaving no temporary file behind.
 */
export async function writeOutputs(files: readonly OutputFile[]): Promise<void> {
  const waiting: { path: string; temporary: string }[] = [];
  try {
    for (const { path, content } of files) {
      const temporary = temporaryName(path);
      waiting.push({ path, temporary });
      await writeFile(temporary, content, { flag: 'wx' });
    }
    for (const { path, temporary } of waiting) await rename(temporary, path);
  } catch (cause) {
    for (const { temporary } of waiting) await unlink(temporary).catch(() => {});
    throw unwritable(files.map(({ path }) => path).join(', '), reasonOf(cause), cause);
  }
}

const temporaryName = (path: string): string => join(dirname(path), `.${basename(path)}.${process.pid}.part`);

const REASONS: Readonly<Record<string, string>> = {
  ENOENT: 'there is no such folder; create it first.',
  ENOTDIR: 'there is no such folder; create it first.',
  EACCES: 'no permission to write in this folder.',
  EPERM: 'no permission to write in this folder.',
  EROFS: 'the disk is read-only.',
  ENOSPC: 'the disk is full.',
  ENAMETOOLONG: 'the name is too long.',
};

const reasonOf = (cause: unknown): string =>
  REASONS[(cause as NodeJS.ErrnoException).code ?? ''] ?? `it cannot be written (${cause}).`;

const unwritable = (path: string, reason: string, cause?: unknown): CadtraceError =>
  new CadtraceError('output-unwritable', reason, { where: path, value: path, cause });
