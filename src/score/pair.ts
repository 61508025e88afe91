import { CadtraceError } from '../errors.ts';
import { boundsOf, diagonalOf } from '../geometry/mesh.ts';
import type { Kernel, Validity } from '../kernel/types.ts';
import type { LengthUnit } from '../program/types.ts';
import { type ChamferDistance, chamferDistance } from './chamfer.ts';
import { type Comparable, commonUnit } from './comparable.ts';
import { type Deviation, deviations } from './deviations.ts';
import { type Img2CadSeqScore, scoreSurfaces } from './img2cadseq/score-surfaces.ts';
import { type SurfaceDistances, surfaceDistances } from './img2cadseq/surface-distances.ts';
import { type MeasuredPart, measurePart } from './measured-part.ts';
import { type IntersectionOverUnion, intersectionOverUnion } from './overlap.ts';
import { ownBoxChamferDistance } from './own-box-chamfer.ts';
import { type ProgramScores, programScores } from './program-scores.ts';
import { type TopologyScore, topologyScore } from './topology.ts';

/**
 * Every score of a candidate against a reference, one group a protocol; plain data. Lengths in `unit`, the reference's.
 * Scores of sequences are there when both were built from programs.
 */
export type PairScore = Partial<ProgramScores> & {
  readonly unit: LengthUnit;
  /** Whether the candidate is sound (BRepCheck); a mesh that could be read is. */
  readonly validity: Validity;
  readonly recode: RecodeScore;
  readonly deviation: DeviationScore;
  readonly topology: TopologyScore;
  /** Of meshes only the distances, as their faces are not known. */
  readonly img2cadseq: SurfaceDistances | Img2CadSeqScore;
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

/** A reference with all that scores need of it alone, to compare candidates with. */
export type MeasuredReference<Part extends Comparable = Comparable> = {
  readonly part: Part;
  readonly measured: MeasuredPart;
  readonly validity: Validity;
};

/**
 * Measures a reference, so that what fails here is not the candidate's fault. Throws `input-degenerate` when it has no
 * surface, and what the kernel throws.
 */
export async function measureReference<Part extends Comparable>(
  part: Part,
  kernel: Kernel,
): Promise<MeasuredReference<Part>> {
  const measured = await measurePart(part, { role: 'reference', ratio: 1, kernel });
  return { part, measured, validity: await validityOf(part, kernel) };
}

/** Measures a reference and scores a candidate against it. Throws what `measureReference` and `scoreAgainst` throw. */
export const scorePair = async (
  candidate: Comparable,
  reference: Comparable,
  options: PairOptions,
): Promise<PairScore> => scoreAgainst(candidate, await measureReference(reference, options.kernel), options);

/**
 * Scores a candidate against a reference by every metric that applies to both, converting it to the reference's unit.
 * Throws `input-degenerate` when it has no surface or both have no volume, and what the kernel throws.
 */
export async function scoreAgainst(
  candidate: Comparable,
  { part: reference, measured: theirs, validity: theirValidity }: MeasuredReference,
  { kernel, seed, tolerance: asked }: PairOptions,
): Promise<PairScore> {
  const { unit, ratio, warnings } = commonUnit(candidate, reference);
  const ours = await measurePart(candidate, { role: 'candidate', ratio, kernel });
  const bounds = boundsOf(theirs.mesh.positions);
  const tolerance = asked ?? TOLERANCE * diagonalOf(bounds);
  const surfaces = deviations(theirs.mesh, ours.mesh, { count: SURFACE_POINTS, seed, tolerance });
  const chamfer = chamferDistance(ours.mesh, theirs.mesh, seed);
  const ownBoxChamfer = ownBoxChamferDistance(ours.mesh, theirs.mesh, seed);
  const img2cadseq = img2CadSeqScore(ours, theirs, seed);
  const overlap = await intersectionOverUnion(
    {
      meshes: { candidate: ours.mesh, reference: theirs.mesh },
      solids:
        candidate.kind === 'solid' && reference.kind === 'solid' && ratio === 1
          ? { candidate: candidate.solid, reference: reference.solid }
          : undefined,
    },
    { kernel, seed },
  );
  if (!surfaces || !chamfer || ownBoxChamfer === undefined || !img2cadseq || !overlap) {
    throw new CadtraceError('input-degenerate', 'the parts enclose no volume to compare.');
  }
  const validity = await validityOf(candidate, kernel);
  return {
    unit,
    validity,
    recode: { ...overlap, ...chamfer, ownBoxChamfer },
    deviation: {
      toReference: surfaces.resultToTarget,
      fromReference: surfaces.targetToResult,
      tolerance,
    },
    topology: topologyScore(ours, theirs),
    img2cadseq,
    ...(candidate.kind === 'solid' &&
      candidate.program &&
      reference.kind === 'solid' &&
      reference.program &&
      programScores(candidate.program, reference.program, { overlap, valid: validity.valid, bounds })),
    warnings: [
      ...warnings,
      ...theirValidity.problems.map((problem) => `the reference is not valid: ${problem}`),
    ],
  };
}

const validityOf = async (part: Comparable, kernel: Kernel): Promise<Validity> =>
  part.kind === 'solid' ? kernel.check(part.solid) : { valid: true, problems: [] };

const img2CadSeqScore = (
  ours: MeasuredPart,
  theirs: MeasuredPart,
  seed: number,
): SurfaceDistances | Img2CadSeqScore | undefined =>
  ours.kind === 'solid' && theirs.kind === 'solid'
    ? scoreSurfaces(ours, theirs, seed)
    : surfaceDistances(ours.mesh, theirs.mesh, seed);
