import { readFile, stat } from 'node:fs/promises';
import { CadtraceError } from '../errors.ts';
import { sha256Of } from './sha256.ts';
import type { Style, StyleInput } from './styles.ts';

/** Largest file of designs that is read. */
const MAX_BYTES = 256 * 1024 * 1024;

/**
 * Reads what a style needs from the file of designs at `path`, with its checksum for the plan. Throws `usage` where the
 * style needs designs and there is no path, or the other way round; `input-unreadable` and `input-too-large` for a file
 * that cannot be read.
 */
export async function loadStyleInput(
  style: Style,
  path: string | undefined,
): Promise<{ readonly input: StyleInput; readonly source?: string }> {
  if (path === undefined) {
    if (!style.needsDesigns) return { input: {} };
    const message = `the style ${style.name} varies designs: say with --source FILE which (Fusion 360 Gallery sequences, one a line).`;
    throw new CadtraceError('usage', message);
  }
  if (!style.needsDesigns) {
    throw new CadtraceError('usage', `the style ${style.name} takes no --source.`, { value: path });
  }
  const designs = await readDesigns(path);
  return { input: { designs }, source: await sha256Of(designs) };
}

async function readDesigns(path: string): Promise<Uint8Array> {
  try {
    const { size } = await stat(path);
    if (size > MAX_BYTES) {
      const message = `this file has ${size} bytes; at most ${MAX_BYTES} are read.`;
      throw new CadtraceError('input-too-large', message, { where: path, value: size });
    }
    return new Uint8Array(await readFile(path));
  } catch (cause) {
    if (cause instanceof CadtraceError) throw cause;
    const message = `these designs cannot be read (${(cause as Error).message}).`;
    throw new CadtraceError('input-unreadable', message, { where: path, value: path, cause });
  }
}
