import { basename } from 'node:path';
import { CadtraceError } from '../errors.ts';
import { writeCompactCadQuery } from '../formats/cadquery/write-compact.ts';
import { writeReadableCadQuery } from '../formats/cadquery/write-readable.ts';
import { writeGlb } from '../formats/glb.ts';
import { programFormats } from '../formats/index.ts';
import { writeStl } from '../formats/stl.ts';
import { write3mf } from '../formats/threemf.ts';
import { diagonalOf } from '../geometry/mesh.ts';
import type { Kernel, Solid, TaggedMesh } from '../kernel/types.ts';
import type { Program } from '../program/types.ts';

/** What an output file is made from. The solid is built only for formats that hold geometry. */
export type Subject = {
  readonly program: Program;
  readonly solid: () => Promise<Solid>;
  readonly kernel: Kernel;
};

export type CadQueryStyle = 'readable' | 'compact';

/** One output that was asked for: where it goes and how its content is made. */
export type Output = {
  readonly path: string;
  readonly render: (subject: Subject) => Promise<Uint8Array> | string;
};

/** Facets of exported meshes: how far they may be from the surface as a share of the part's size, and radians between them. */
const FACETS = { deviation: 2e-4, angle: 0.15 };

type Writer = (subject: Subject, name: string) => Promise<Uint8Array> | string;

/** CadQuery as each style has it. */
export const cadQueryWriters: Readonly<Record<CadQueryStyle, (program: Program) => string>> = {
  readable: writeReadableCadQuery,
  compact: writeCompactCadQuery,
};

const GEOMETRY_WRITERS: Readonly<Record<string, Writer>> = {
  '.step': writeStep,
  '.stp': writeStep,
  '.stl': async (subject) => writeStl(await meshOf(subject)),
  '.3mf': async (subject, name) => write3mf([await meshOf(subject)], { unit: subject.program.unit, name }),
  '.glb': async (subject) => writeGlb(await meshOf(subject), { unit: subject.program.unit }),
};

/** What is written, by extension. */
function writersFor(style: CadQueryStyle): Record<string, Writer> {
  const writers: Record<string, Writer> = {};
  for (const { extensions, write } of programFormats) {
    if (write) for (const extension of extensions) writers[extension] = ({ program }) => write(program);
  }
  return { ...writers, '.py': ({ program }) => cadQueryWriters[style](program), ...GEOMETRY_WRITERS };
}

/** The output that a path's extension asks for. Throws `usage` for one that is not written. */
export function outputFor(path: string, style: CadQueryStyle): Output {
  const file = basename(path);
  const writers = writersFor(style);
  const extension = Object.keys(writers).find((known) => file.toLowerCase().endsWith(known));
  if (extension === undefined) {
    const known = Object.keys(writers).join(', ');
    const message = `the extension says what to write, and this one is unknown; known are ${known}.`;
    throw new CadtraceError('usage', message, { where: path, value: path });
  }
  return { path, render: (subject) => writers[extension](subject, file.slice(0, -extension.length)) };
}

async function writeStep({ program, solid, kernel }: Subject, name: string): Promise<Uint8Array> {
  return kernel.writeStep(await solid(), { unit: program.unit, name });
}

async function meshOf({ solid, kernel }: Subject): Promise<TaggedMesh> {
  const built = await solid();
  const { bounds } = await kernel.measure(built);
  return kernel.tessellate(built, { ...FACETS, deviation: FACETS.deviation * diagonalOf(bounds) });
}
