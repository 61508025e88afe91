import { readFile } from 'node:fs/promises';
import { CadtraceError } from '../../errors.ts';
import type { Mesh } from '../../geometry/mesh.ts';
import { seededRandom } from '../../geometry/random.ts';
import { randomOrientation } from '../../geometry/random-orientation.ts';
import { readTarget } from '../../input/read-target.ts';
import type { CloudTarget, MeshTarget, SolidTarget } from '../../input/target.ts';
import type { Kernel, Solid } from '../../kernel/types.ts';
import { inverseFrame, moveProgram, scaleProgram } from '../../program/transform.ts';
import type { Program } from '../../program/types.ts';
import { type Pose, posed } from '../../synth/index.ts';
import type { Case, CaseInput } from './case.ts';
import { hashOf } from './hash-of.ts';
import { type PosedTruth, readPosedTruth, scanPart } from './scan-part.ts';

/** What is reconstructed. */
export type Subject = GivenSubject | ScanSubject;

/** A part as its file or its program has it, and how it was turned before. */
export type GivenSubject = { readonly target: MeshTarget | SolidTarget; readonly pose?: Pose };

export type ScanSubject = { readonly target: CloudTarget; readonly truth: PosedTruth };

export type GivenInput = Exclude<CaseInput, { readonly kind: 'scan' }>;

/**
 * Does what comes before the clock runs, loading bytes, building a generated part or scanning one, and returns the
 * reading itself.
 */
export async function openInput({ part, input }: Case, kernel: Kernel): Promise<() => Promise<Subject>> {
  if (input.kind !== 'scan') return openGiven(part, input, kernel);
  const truth = await readPosedTruth(input, kernel);
  const target = await scanPart(truth, input.scan, kernel);
  return async () => ({ target, truth });
}

/** `openInput` of a part that is not scanned. Throws what reading or building it throws. */
export async function openGiven(
  part: string,
  input: GivenInput,
  kernel: Kernel,
): Promise<() => Promise<GivenSubject>> {
  if (input.kind === 'program') {
    const solid = await kernel.build(input.program);
    const { unit } = input.program;
    return async () => ({ target: { kind: 'solid', solid, unit, unitAssumed: false, warnings: [] } });
  }
  const bytes = await readFile(input.path);
  return async () => {
    const target = await readTarget(bytes, { name: input.path, kernel });
    if (target.kind === 'cloud') {
      throw new CadtraceError('input-unsupported', 'A scan is benchmarked with its truth only.', {
        where: input.path,
      });
    }
    if (!input.rotated || target.kind !== 'mesh') return { target };
    const pose = { frame: randomOrientation(seededRandom(hashOf(part))), scale: 1 };
    return { target: { ...target, mesh: turned(target.mesh, pose) }, pose };
  };
}

/** The mesh turned, its coordinates rounded to single precision as an STL file would hold them. */
function turned(mesh: Mesh, pose: Pose): Mesh {
  const { positions, triangles } = posed(mesh, pose);
  return { positions: positions.map(Math.fround), triangles };
}

/** The true solid in its own place, if one is known; of a generated part it is the input. */
export async function truthOf(
  { input }: Case,
  { target }: GivenSubject,
  kernel: Kernel,
): Promise<Solid | undefined> {
  if (input.kind === 'program') return target.kind === 'solid' ? target.solid : undefined;
  return input.truth === undefined ? undefined : (await kernel.readStep(await readFile(input.truth))).solid;
}

/** The program of a part in a pose, in the place and the size of its truth. */
export const inTruthsPlace = (program: Program, { frame, scale }: Pose): Program =>
  scaleProgram(moveProgram(program, inverseFrame(frame)), 1 / scale);
