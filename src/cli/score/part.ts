import { CadtraceError } from '../../errors.ts';
import { programFormats } from '../../formats/index.ts';
import { loadTarget } from '../../input/load.node.ts';
import type { Kernel } from '../../kernel/types.ts';
import type { Comparable } from '../../score/comparable.ts';
import { type MeasuredReference, type PairOptions, type PairScore, scoreAgainst } from '../../score/pair.ts';
import { isProgramPath, loadProgram } from '../load-program.ts';

/** One side of a comparison as read from its file. */
export type ScoredPart = Comparable & { readonly warnings: readonly string[] };

/** Extensions of the files that can be scored, longest first: a part called `a.b` may be in `a.b.cad.json`. */
const EXTENSIONS = [
  ...programFormats.flatMap(({ read, extensions }) => (read ? extensions : [])),
  ...['.step', '.stp', '.stl', '.obj', '.ply', '.off', '.3mf', '.glb'],
].sort((a, b) => b.length - a.length);

/** The name of a part's file without its extension; undefined when that is of nothing that can be scored. */
export function partNameOf(file: string): string | undefined {
  const extension = EXTENSIONS.find((each) => file.toLowerCase().endsWith(each));
  return extension && file.slice(0, -extension.length);
}

/** Reads a STEP or mesh file, or reads a program and builds it. Throws what these do. */
export async function readPart(path: string, kernel: Kernel): Promise<ScoredPart> {
  if (!isProgramPath(path)) {
    const target = await loadTarget(path, { kind: 'mesh', kernel });
    if (target.kind !== 'cloud') return target;
    throw new CadtraceError('input-unsupported', 'points have no surface to score.', { where: path });
  }
  const program = await loadProgram(path);
  const solid = await kernel.build(program);
  return { kind: 'solid', solid, program, unit: program.unit, unitAssumed: false, warnings: [] };
}

/** Whether a candidate is to be scored as a program; one that is missing is one that failed. */
export const shouldBeProgram = (path: string | undefined): boolean =>
  path === undefined || isProgramPath(path);

/** The score of a part that was read against a reference that was, with the warnings of their files. */
export async function scoreParts(
  candidate: ScoredPart,
  reference: MeasuredReference<ScoredPart>,
  options: PairOptions,
): Promise<PairScore> {
  const score = await scoreAgainst(candidate, reference, options);
  return { ...score, warnings: [...candidate.warnings, ...reference.part.warnings, ...score.warnings] };
}
