import { readFile } from 'node:fs/promises';
import type { Frame } from '../../geometry/frame.ts';
import { boundsOf, diagonalOf, type Mesh } from '../../geometry/mesh.ts';
import { seededRandom } from '../../geometry/random.ts';
import { randomOrientation } from '../../geometry/random-orientation.ts';
import { readTarget } from '../../input/read-target.ts';
import type { Target } from '../../input/target.ts';
import type { Kernel, Solid } from '../../kernel/types.ts';
import { inverseFrame, moveProgram } from '../../program/transform.ts';
import { type Result, reconstruct } from '../../reconstruct.ts';
import { intersectionOverUnion } from '../../score/overlap.ts';
import { posed } from '../../synth/index.ts';
import type { Case, CaseResult, Outcome } from './case.ts';

export type RunOptions = {
  /** Seconds of search. */
  readonly timeLimit: number;
  readonly seed: number;
};

/** What is reconstructed, and how it was turned before. */
export type Subject = { readonly target: Target; readonly orientation?: Frame };

/** Overlap at which two solids count as the same: the kernel's rounding, or what a mesh's facets cost. */
const SAME_SOLID = 1 - 1e-6;
const SAME_WITHIN_FACETS = 0.999;

/** Reconstructs one part and compares it with the truth. Only reading and reconstructing are timed. */
export async function runCase(each: Case, kernel: Kernel, { timeLimit, seed }: RunOptions): Promise<Outcome> {
  const { suite, part, input } = each;
  const designerSteps = input.kind === 'file' ? input.designerSteps : input.program.features.length;
  const known = { suite, part, ...(designerSteps === undefined ? {} : { designerSteps }) };
  let start = performance.now();
  let seconds: number | undefined;
  const elapsed = (): number => (performance.now() - start) / 1000;
  try {
    const open = await openInput(each, kernel);
    start = performance.now();
    const subject = await open();
    const found = await reconstruct(subject.target, { kernel, timeLimit, seed });
    seconds = elapsed();
    return { ...known, seconds, result: await judge(each, subject, found, { kernel, seed }) };
  } catch (error) {
    return {
      ...known,
      seconds: seconds ?? elapsed(),
      error: error instanceof Error ? error.message : String(error),
    };
  }
}

/** A case's input, turned if it is to be. Throws what reading or building it throws. */
export const readSubject = async (each: Case, kernel: Kernel): Promise<Subject> =>
  (await openInput(each, kernel))();

/** Does what comes before the clock runs, loading bytes or building a generated part, and returns the reading itself. */
async function openInput({ part, input }: Case, kernel: Kernel): Promise<() => Promise<Subject>> {
  if (input.kind === 'program') {
    const solid = await kernel.build(input.program);
    const { unit } = input.program;
    return async () => ({ target: { kind: 'solid', solid, unit, unitAssumed: false, warnings: [] } });
  }
  const bytes = await readFile(input.path);
  return async () => {
    const target = await readTarget(bytes, { name: input.path, kernel });
    if (!input.rotated || target.kind !== 'mesh') return { target };
    const orientation = randomOrientation(seededRandom(hashOf(part)));
    return { target: { ...target, mesh: turned(target.mesh, orientation) }, orientation };
  };
}

/** The true solid in its own place, if one is known; of a generated part it is the input. */
async function truthOf({ input }: Case, { target }: Subject, kernel: Kernel): Promise<Solid | undefined> {
  if (input.kind === 'program') return target.kind === 'solid' ? target.solid : undefined;
  return input.truth === undefined ? undefined : (await kernel.readStep(await readFile(input.truth))).solid;
}

async function judge(
  each: Case,
  subject: Subject,
  found: Result,
  { kernel, seed }: { kernel: Kernel; seed: number },
): Promise<CaseResult> {
  const { target, orientation } = subject;
  const truth = await truthOf(each, subject, kernel);
  const { program, report } = found;
  const { fit, valid, steps, unit, warnings } = report;
  const size = await diagonalOfTarget(target, kernel);
  const { chamfer, chamferFloor, explained } = fit;
  const { mean, p95, max } = fit.deviation;
  const deviation = { mean: mean / size, p95: p95 / size, max: max / size };
  const measured = { unit, program, valid, steps, chamfer, chamferFloor, deviation, explained, warnings };
  if (!truth) return { ...measured, iou: fit.iou, exact: valid && fit.exact };
  const solid = orientation ? await turnedBack(found, orientation, kernel) : found.solid;
  const iou = await overlap(truth, solid, kernel, seed);
  const [ours, theirs] = [await kernel.measure(solid), await kernel.measure(await kernel.unify(truth))];
  const same = iou >= (target.kind === 'mesh' ? SAME_WITHIN_FACETS : SAME_SOLID);
  return {
    ...measured,
    iou,
    exact: valid && same && ours.faces === theirs.faces && ours.bodies === theirs.bodies,
    faces: { truth: theirs.faces, result: ours.faces },
    bodies: { truth: theirs.bodies, result: ours.bodies },
  };
}

async function diagonalOfTarget(target: Target, kernel: Kernel): Promise<number> {
  const bounds =
    target.kind === 'mesh' ? boundsOf(target.mesh.positions) : (await kernel.measure(target.solid)).bounds;
  return diagonalOf(bounds);
}

/** The solid of a turned part in the place of its truth. Throws `kernel-failed`, because OCCT likes some directions less. */
const turnedBack = ({ program }: Result, orientation: Frame, kernel: Kernel): Promise<Solid> =>
  kernel.build(moveProgram(program, inverseFrame(orientation)));

/** Facets that overlap is measured by where the kernel fails on nearly coincident faces; good to about 1e-4. */
const FINE = { deviation: 1e-4, angle: 0.05 };

async function overlap(truth: Solid, result: Solid, kernel: Kernel, seed: number): Promise<number> {
  const { bounds } = await kernel.measure(truth);
  const facets = { ...FINE, deviation: FINE.deviation * diagonalOf(bounds) };
  const meshes = {
    candidate: await kernel.tessellate(result, facets),
    reference: await kernel.tessellate(truth, facets),
  };
  const solids = { candidate: result, reference: truth };
  return (await intersectionOverUnion({ meshes, solids }, { kernel, seed }))?.iou ?? 0;
}

/** The mesh turned, its coordinates rounded to single precision as an STL file would hold them. */
function turned(mesh: Mesh, frame: Frame): Mesh {
  const { positions, triangles } = posed(mesh, { frame, scale: 1 });
  return { positions: positions.map(Math.fround), triangles };
}

/** A seed from a name, so that a part is turned the same way in every run. */
const hashOf = (name: string): number =>
  [...name].reduce((hash, letter) => (Math.imul(hash, 31) + letter.charCodeAt(0)) | 0, 7);
