import { basename } from 'node:path';
import { CadtraceError } from '../errors.ts';
import { writeCadJson } from '../formats/cad-json.ts';
import { writeReadableCadQuery } from '../formats/cadquery/write-readable.ts';
import { writeGlb } from '../formats/glb.ts';
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
  readonly render: (subject: Subject) => Promise<Uint8Array | string> | string;
};

/** Facets of exported meshes: how far they may be from the surface as a share of the part's size, and radians between them. */
const FACETS = { deviation: 2e-4, angle: 0.15 };

type Options = { readonly name: string; readonly style: CadQueryStyle };
type Writer = (subject: Subject, options: Options) => Promise<Uint8Array | string> | string;

const WRITERS: Readonly<Record<string, Writer>> = {
  '.cad.json': ({ program }) => writeCadJson(program),
  '.py': ({ program }, { style }) => cadQueryText(program, style),
  '.step': writeStep,
  '.stp': writeStep,
  '.stl': async (subject) => writeStl(await meshOf(subject)),
  '.3mf': async (subject, { name }) =>
    write3mf([await meshOf(subject)], { unit: subject.program.unit, name }),
  '.glb': async (subject) => writeGlb(await meshOf(subject), { unit: subject.program.unit }),
};

/** The output that a path's extension asks for. Throws `usage` for one that is not written. */
export function outputFor(path: string, style: CadQueryStyle): Output {
  const file = basename(path);
  const extension = Object.keys(WRITERS).find((known) => file.toLowerCase().endsWith(known));
  if (extension === undefined) {
    const known = Object.keys(WRITERS).join(', ');
    const message = `the extension says what to write, and this one is unknown; known are ${known}.`;
    throw new CadtraceError('usage', message, { where: path, value: path });
  }
  const name = file.slice(0, -extension.length) || file;
  return { path, render: (subject) => WRITERS[extension](subject, { name, style }) };
}

export const cadQueryText = (program: Program, style: CadQueryStyle): string =>
  writeReadableCadQuery(program);

async function writeStep({ program, solid, kernel }: Subject, { name }: Options): Promise<Uint8Array> {
  return kernel.writeStep(await solid(), { unit: program.unit, name });
}

async function meshOf({ solid, kernel }: Subject): Promise<TaggedMesh> {
  const built = await solid();
  const { bounds } = await kernel.measure(built);
  return kernel.tessellate(built, { ...FACETS, deviation: FACETS.deviation * diagonalOf(bounds) });
}
