import { CadtraceError } from '../../errors.ts';
import type { Mesh } from '../../geometry/mesh.ts';
import type { Vec3 } from '../../geometry/vector.ts';
import type { Solid, SolidFace } from '../../kernel/types.ts';
import { inverseFrame } from '../../program/transform.ts';
import type { Result } from '../../reconstruct.ts';
import { chamferDistance } from '../../score/chamfer.ts';
import { deviations } from '../../score/deviations.ts';
import { intersectionOverUnion } from '../../score/overlap.ts';
import { dimensionErrors } from '../../score/primitives/dimension-errors.ts';
import { type Pose, posed } from '../../synth/index.ts';
import type { CaseResult, DimensionResult } from './case.ts';
import { quantile } from './figures.ts';
import { facetsOf, type Judging, SAME_WITHIN_FACETS } from './judge.ts';
import { inTruthsPlace, type ScanSubject } from './subject.ts';

/** Points on each surface that deviations are measured at, as for a report. */
const DEVIATION_POINTS = 4096;
/** A surface counts as met within this share of the diagonal. */
const MET_WITHIN = 1e-3;

/**
 * Compares what was found of a scan with the true part, in the truth's place and size. Throws `input-degenerate` when
 * the result has no surface, and what the kernel throws.
 */
export async function judgeScan(
  found: Result,
  { truth }: ScanSubject,
  { kernel, seed }: Judging,
): Promise<CaseResult> {
  const { program, report } = found;
  const { unit, valid, steps, fit, warnings } = report;
  const merged = await kernel.unify(truth.solid);
  const { mesh, solid } = await foundInTruthsPlace(found, truth.pose, { kernel, seed });
  const reference = await facetsOf(truth.solid, kernel);
  const overlap = await intersectionOverUnion(
    { meshes: { candidate: mesh, reference }, solids: solid && { candidate: solid, reference: truth.solid } },
    { kernel, seed },
  );
  const iou = overlap?.iou ?? 0;
  const { diagonal, noise } = truth;
  const distances = { count: DEVIATION_POINTS, seed, tolerance: MET_WITHIN * diagonal };
  const apart = deviations(reference, mesh, distances)?.targetToResult;
  const chamfer = chamferDistance(mesh, reference, seed);
  if (!apart || !chamfer) throw new CadtraceError('input-degenerate', 'the result has no surface.');
  const [ours, theirs] = [await kernel.measure(found.solid), await kernel.measure(merged)];
  const sameCounts = ours.faces === theirs.faces && ours.bodies === theirs.bodies;
  const { center } = theirs;
  return {
    unit,
    program,
    valid,
    steps,
    iou,
    exact: valid && iou >= SAME_WITHIN_FACETS && sameCounts,
    faces: { truth: theirs.faces, result: ours.faces },
    bodies: { truth: theirs.bodies, result: ours.bodies },
    ...chamfer,
    deviation: { mean: apart.mean / diagonal, p95: apart.p95 / diagonal, max: apart.max / diagonal },
    explained: fit.explained,
    ...(solid &&
      noise !== undefined && {
        dimensions: dimensionsOf(await kernel.faces(merged), await kernel.faces(solid), {
          center,
          diagonal,
          noise,
        }),
      }),
    warnings,
  };
}

/** The found solid where the truth lies, or, where the kernel cannot build it there, only its moved mesh. */
async function foundInTruthsPlace(
  { program, solid }: Result,
  pose: Pose,
  { kernel }: Judging,
): Promise<{ readonly mesh: Mesh; readonly solid?: Solid }> {
  try {
    const moved = await kernel.build(inTruthsPlace(program, pose));
    return { mesh: await facetsOf(moved, kernel), solid: moved };
  } catch (error) {
    if (!(error instanceof CadtraceError)) throw error;
    const back = { frame: inverseFrame(pose.frame), scale: 1 / pose.scale };
    return { mesh: posed(await facetsOf(solid, kernel), back) };
  }
}

/** Errors of dimensions over the noise, whose standard deviation is a share of the diagonal. */
function dimensionsOf(
  truth: readonly SolidFace[],
  result: readonly SolidFace[],
  { diagonal, noise, center }: { diagonal: number; noise: number; center: Vec3 },
): DimensionResult {
  const surfaces = (faces: readonly SolidFace[]) => faces.map(({ surface }) => surface);
  const { total, errors } = dimensionErrors(surfaces(truth), surfaces(result), { center, diagonal });
  return { total, found: errors.length, medianError: quantile(errors, 0.5) / (noise * diagonal) };
}
