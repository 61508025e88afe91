import { CadtraceError } from '../errors.ts';
import type { Kernel, Validity } from '../kernel/types.ts';
import type { LengthUnit } from '../program/types.ts';
import { type ChamferDistance, chamferDistance } from './chamfer.ts';
import { type Comparable, commonUnit, meshOf, sizeOf } from './comparable.ts';
import { type Deviation, deviations } from './deviations.ts';
import { type IntersectionOverUnion, intersectionOverUnion } from './overlap.ts';
import { ownBoxChamferDistance } from './own-box-chamfer.ts';
import { type TopologyScore, topologyScore } from './topology.ts';

/** Every score of a candidate against a reference, one group a protocol; plain data. Lengths in `unit`, the reference's. */
export type PairScore = {
  readonly unit: LengthUnit;
  /** Whether the candidate is sound (BRepCheck); a mesh that could be read is. */
  readonly validity: Validity;
  readonly recode: RecodeScore;
  readonly deviation: DeviationScore;
  readonly topology: TopologyScore;
  readonly warnings: readonly string[];
};

/** What CAD-Recode reports of a pair, the floor of its distance, and cadrille's variant of that. */
export type RecodeScore = ChamferDistance & { readonly ownBoxChamfer: number } & IntersectionOverUnion;

/** How far the surfaces are apart: of the candidate to the reference's, and from the reference's to it. */
export type DeviationScore = {
  readonly toReference: Deviation;
  readonly fromReference: Deviation;
  /** Within what a surface counts as met, by `Deviation.within`. */
  readonly tolerance: number;
};

export type PairOptions = {
  readonly kernel: Kernel;
  readonly seed: number;
  /** In the unit of comparison; a thousandth of the reference's diagonal if it is not given. */
  readonly tolerance?: number;
};

/** Share of the reference's diagonal within which a surface counts as met. */
const TOLERANCE = 1e-3;
const SURFACE_POINTS = 8192;

/**
 * Scores a candidate against a reference by every metric that applies to both, converting it to the reference's unit.
 * Throws `input-degenerate` when either has no surface or no volume, and what the kernel throws.
 */
export async function scorePair(
  candidate: Comparable,
  reference: Comparable,
  { kernel, seed, tolerance: asked }: PairOptions,
): Promise<PairScore> {
  const { unit, ratio, warnings } = commonUnit(candidate, reference);
  const meshes = {
    reference: await meshOf(reference, { role: 'reference', ratio: 1, kernel }),
    candidate: await meshOf(candidate, { role: 'candidate', ratio, kernel }),
  };
  const tolerance = asked ?? TOLERANCE * sizeOf(meshes.reference);
  const surfaces = deviations(meshes.reference, meshes.candidate, { count: SURFACE_POINTS, seed, tolerance });
  const chamfer = chamferDistance(meshes.candidate, meshes.reference, seed);
  const ownBoxChamfer = ownBoxChamferDistance(meshes.candidate, meshes.reference, seed);
  const solids =
    candidate.kind === 'solid' && reference.kind === 'solid' && ratio === 1
      ? { candidate: candidate.solid, reference: reference.solid }
      : undefined;
  const overlap = await intersectionOverUnion({ meshes, solids }, { kernel, seed });
  if (!surfaces || !chamfer || ownBoxChamfer === undefined || !overlap) {
    throw new CadtraceError('input-degenerate', 'the parts enclose no volume to compare.');
  }
  return {
    unit,
    validity:
      candidate.kind === 'solid' ? await kernel.check(candidate.solid) : { valid: true, problems: [] },
    recode: { ...overlap, ...chamfer, ownBoxChamfer },
    deviation: {
      toReference: surfaces.resultToTarget,
      fromReference: surfaces.targetToResult,
      tolerance,
    },
    topology: await topologyScore(candidate, reference, kernel),
    warnings,
  };
}
