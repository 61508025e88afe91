import { CadtraceError } from '../errors.ts';
import { readCadJson } from '../formats/cad-json.ts';
import { readInputFile } from '../input/load.node.ts';
import type { Program } from '../program/types.ts';

const READERS: Readonly<Record<string, (text: string) => Program>> = {
  '.json': readCadJson,
};

const readerOf = (path: string) =>
  Object.entries(READERS).find(([extension]) => path.toLowerCase().endsWith(extension))?.[1];

/** Whether a path's extension is one of a program, not of geometry. */
export const isProgramPath = (path: string): boolean => readerOf(path) !== undefined;

/**
 * Reads the program in a file. Throws `usage` when the extension is none of a program, `input-unreadable` and
 * `input-too-large` as for any input, and what the format's reader throws, with the path.
 */
export async function readProgram(path: string): Promise<Program> {
  const read = readerOf(path);
  if (read === undefined) {
    const message = `this is no program; ${Object.keys(READERS).join(' and ')} are read. Use "cadtrace reconstruct" for geometry.`;
    throw new CadtraceError('usage', message, { where: path, value: path });
  }
  const bytes = await readInputFile(path);
  if (bytes.length === 0) throw new CadtraceError('input-empty', 'the file is empty.', { where: path });
  try {
    return read(decode(bytes));
  } catch (cause) {
    if (!(cause instanceof CadtraceError)) throw cause;
    throw new CadtraceError(cause.code, cause.message, { where: path, value: cause.value, cause });
  }
}

function decode(bytes: Uint8Array): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch (cause) {
    throw new CadtraceError('input-unreadable', 'this is not UTF-8 text; save it as UTF-8.', { cause });
  }
}
