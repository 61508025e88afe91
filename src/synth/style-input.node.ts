import { readFile, stat } from 'node:fs/promises';
import { CadtraceError } from '../errors.ts';
import { readFusionSequences } from '../formats/fusion-sequence.ts';
import type { SweptProgram } from '../program/types.ts';
import { validateProgram } from '../program/validate.ts';
import { sha256Of } from './sha256.ts';
import type { Style, StyleInput } from './styles.ts';

/** Largest file of designs that is read. */
const MAX_BYTES = 256 * 1024 * 1024;

/** What a style varies, with the checksum of its file for the plan, and what of the file was left out. */
export type LoadedInput = {
  readonly input: StyleInput;
  readonly source?: string;
  readonly warnings: readonly string[];
};

/**
 * Reads what a style needs from the file of designs at `path`. Throws `usage` where the style needs designs and there
 * is no path, or the other way round; `input-empty`, with the first problem, for a file without a design that can be
 * built; `input-unreadable`, `input-truncated` and `input-too-large` for a file that cannot be read.
 */
export async function loadStyleInput(style: Style, path: string | undefined): Promise<LoadedInput> {
  if (path === undefined) {
    if (!style.needsDesigns) return { input: {}, warnings: [] };
    const message = `the style ${style.name} varies designs: say with --source FILE which (Fusion 360 Gallery sequences, one a line).`;
    throw new CadtraceError('usage', message);
  }
  if (!style.needsDesigns) {
    throw new CadtraceError('usage', `the style ${style.name} takes no --source.`, { value: path });
  }
  const bytes = await readBytes(path);
  const { designs, problems } = designsIn(bytes, path);
  if (designs.length === 0) {
    const message = `there is no design in this file that can be varied${problems.length > 0 ? `; the first problem: ${problems[0]}` : ''}.`;
    throw new CadtraceError('input-empty', message, { where: path, value: path });
  }
  const total = designs.length + problems.length;
  const warnings =
    problems.length === 0
      ? []
      : [`${path}: ${problems.length} of ${total} designs are left out; the first problem: ${problems[0]}`];
  return { input: { designs }, source: await sha256Of(bytes), warnings };
}

/** The designs of a file that can be expressed and built, and what is wrong with each of the others. */
function designsIn(bytes: Uint8Array, path: string): { designs: SweptProgram[]; problems: string[] } {
  const read = readLines(bytes, path);
  const problems = read.problems.map(({ message }) => message);
  const designs: SweptProgram[] = [];
  for (const { id, program } of read.designs) {
    const [problem] = validateProgram(program);
    if (problem) problems.push(`design ${id}${problem.path}: ${problem.message}`);
    else designs.push(program);
  }
  return { designs, problems };
}

function readLines(bytes: Uint8Array, path: string): ReturnType<typeof readFusionSequences> {
  try {
    return readFusionSequences(bytes);
  } catch (cause) {
    if (!(cause instanceof CadtraceError)) throw cause;
    throw new CadtraceError(cause.code, cause.message, { where: path, value: path, cause });
  }
}

async function readBytes(path: string): Promise<Uint8Array> {
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
