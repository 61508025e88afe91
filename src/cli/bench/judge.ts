import { boundsOf, diagonalOf, type Mesh } from '../../geometry/mesh.ts';
import type { Kernel, Solid } from '../../kernel/types.ts';
import type { Result } from '../../reconstruct.ts';
import type { ShapeReport } from '../../report/report.ts';
import { intersectionOverUnion } from '../../score/overlap.ts';
import type { Case, CaseResult } from './case.ts';
import { type GivenSubject, inTruthsPlace, truthOf } from './subject.ts';

export type Judging = { readonly kernel: Kernel; readonly seed: number };

/** Overlap at which two solids count as the same: the kernel's rounding, or what facets and errors of points cost. */
const SAME_SOLID = 1 - 1e-6;
export const SAME_WITHIN_FACETS = 0.999;

/** Compares what was found of a solid or a mesh with the truth, or, where that is not known, takes the report's word. */
export async function judge(
  each: Case,
  subject: GivenSubject,
  found: Result<ShapeReport>,
  { kernel, seed }: Judging,
): Promise<CaseResult> {
  const { target, pose } = subject;
  const truth = await truthOf(each, subject, kernel);
  const { program, report } = found;
  const { fit, valid, steps, unit, warnings } = report;
  const size = await diagonalOfTarget(target, kernel);
  const { chamfer, chamferFloor, explained } = fit;
  const { mean, p95, max } = fit.deviation;
  const deviation = { mean: mean / size, p95: p95 / size, max: max / size };
  const measured = { unit, program, valid, steps, chamfer, chamferFloor, deviation, explained, warnings };
  if (!truth) return { ...measured, iou: fit.iou, exact: valid && fit.exact };
  // Throws `kernel-failed` for a turned part at times, because OCCT likes some directions less.
  const solid = pose ? await kernel.build(inTruthsPlace(program, pose)) : found.solid;
  const meshes = { candidate: await facetsOf(solid, kernel), reference: await facetsOf(truth, kernel) };
  const overlapping = { meshes, solids: { candidate: solid, reference: truth } };
  const iou = (await intersectionOverUnion(overlapping, { kernel, seed }))?.iou ?? 0;
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

async function diagonalOfTarget(target: GivenSubject['target'], kernel: Kernel): Promise<number> {
  const bounds =
    target.kind === 'mesh' ? boundsOf(target.mesh.positions) : (await kernel.measure(target.solid)).bounds;
  return diagonalOf(bounds);
}

/** Facets that overlap is measured by where the kernel fails on nearly coincident faces; good to about 1e-4. */
const FINE = { deviation: 1e-4, angle: 0.05 };

/** The mesh of a solid that comparisons are made with. */
export async function facetsOf(solid: Solid, kernel: Kernel): Promise<Mesh> {
  const { bounds } = await kernel.measure(solid);
  return kernel.tessellate(solid, { ...FINE, deviation: FINE.deviation * diagonalOf(bounds) });
}
