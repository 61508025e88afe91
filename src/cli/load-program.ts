import { CadtraceError } from '../errors.ts';
import { formatOf, readProgram } from '../formats/index.ts';
import { readInputFile } from '../input/load.node.ts';
import type { Program } from '../program/types.ts';

/** Whether a path's extension is one of a program, not of geometry. */
export const isProgramPath = (path: string): boolean => formatOf(path)?.read !== undefined;

/** Reads the program in a file. Throws as `readInputFile` and the format's reader do, with the path in the message. */
export async function loadProgram(path: string): Promise<Program> {
  const bytes = await readInputFile(path);
  if (bytes.length === 0) throw new CadtraceError('input-empty', 'the file is empty.', { where: path });
  try {
    return readProgram(bytes, path);
  } catch (cause) {
    if (!(cause instanceof CadtraceError) || cause.where === path) throw cause;
    throw new CadtraceError(cause.code, cause.message, { where: path, value: cause.value, cause });
  }
}
