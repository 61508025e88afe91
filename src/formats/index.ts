import { CadtraceError } from '../errors.ts';
import { programBounds } from '../program/bounds.ts';
import { quantizeProgram } from '../program/quantize.ts';
import { sweptProgram } from '../program/sweeps.ts';
import type { Program } from '../program/types.ts';
import { assertValid } from '../program/validate.ts';
import { writeBuild123d } from './build123d/write.ts';
import { readCadJson, writeCadJson } from './cad-json.ts';
import { readCadQuery } from './cadquery/read.ts';
import { writeCompactCadQuery } from './cadquery/write-compact.ts';
import { writeReadableCadQuery } from './cadquery/write-readable.ts';
import { writeOpenScad } from './openscad/write.ts';
import { readSimGallery } from './sim-gallery/read.ts';
import { writeSimGallery } from './sim-gallery/write.ts';

export { writeBuild123d } from './build123d/write.ts';
export { writeReadableCadQuery } from './cadquery/write-readable.ts';
export { writeGlb } from './glb.ts';
export { writeOpenScad } from './openscad/write.ts';
export {
  type FeatureMatrix,
  type FeatureRow,
  fromSevenVariables,
  toSevenVariables,
} from './sim-gallery/feature-matrix.ts';
export { matrixToProgram } from './sim-gallery/from-matrix.ts';
export { programToMatrix } from './sim-gallery/to-matrix.ts';
export { writeStl } from './stl.ts';
export { write3mf } from './threemf.ts';

/** A text form of programs. `extensions` are lower case, with the dot. */
export type ProgramFormat = {
  readonly name: string;
  readonly extensions: readonly string[];
  readonly read?: (text: string) => Program;
  readonly write?: (program: Program) => string;
};

/** Every form in which programs are read or written; the first with an extension is the one that the extension means. */
export const programFormats: readonly ProgramFormat[] = [
  { name: 'cad-json', extensions: ['.cad.json'], read: readCadJson, write: writeCadJson },
  // Before CadQuery, whose extension ends this one.
  { name: 'build123d', extensions: ['.b123d.py'], write: writeBuild123d },
  { name: 'cadquery', extensions: ['.py'], read: readCadQuery, write: writeReadableCadQuery },
  { name: 'cadquery-compact', extensions: ['.py'], read: readCadQuery, write: writeQuantised },
  { name: 'openscad', extensions: ['.scad'], write: writeOpenScad },
  { name: 'sim-gallery', extensions: ['.simgallery'], read: readSimGallery, write: writeSimGallery },
];

/** The dialect's whole numbers need the part's size; the box of its features is at least that. */
function writeQuantised(program: Program): string {
  const swept = sweptProgram(program, "CAD-Recode's dialect");
  return writeCompactCadQuery(quantizeProgram(swept, programBounds(swept)));
}

/** The format that a file name's extension means, or undefined. */
export const formatOf = (path: string): ProgramFormat | undefined =>
  programFormats.find(({ extensions }) =>
    extensions.some((extension) => path.toLowerCase().endsWith(extension)),
  );

/**
 * Reads a program from the content of a file, by the extension of its name. Throws `format-unsupported` for an
 * extension that is not read, `input-unreadable` for bytes that are not UTF-8, `program-invalid` for a program that
 * makes no sound solid, and what the format's reader throws.
 */
export function readProgram(content: string | Uint8Array, name: string): Program {
  const read = formatOf(name)?.read;
  if (!read) {
    const known = programFormats.flatMap((format) => (format.read ? format.extensions : []));
    throw new CadtraceError(
      'format-unsupported',
      `programs are read from ${[...new Set(known)].join(', ')}`,
      { where: name },
    );
  }
  const program = read(typeof content === 'string' ? content : decode(content, name));
  assertValid(program);
  return program;
}

function decode(bytes: Uint8Array, name: string): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch (cause) {
    throw new CadtraceError('input-unreadable', 'this is not UTF-8 text', { where: name, cause });
  }
}
