import { CadtraceError } from '../errors.ts';
import { boundsOf, diagonalOf, type Mesh } from '../geometry/mesh.ts';
import type { Kernel, Solid } from '../kernel/types.ts';
import type { LengthUnit } from '../program/types.ts';
import { unitRatio } from '../program/units.ts';
import { type ChamferDistance, chamferDistance } from './chamfer.ts';
import { type Deviation, deviations } from './deviations.ts';
import { meshIntersectionOverUnion, sampledIntersectionOverUnion } from './mesh-iou.ts';

/** One of two parts to compare; an assumed unit gives way to the other part's stated one. */
export type Comparable = { readonly unit: LengthUnit; readonly unitAssumed: boolean } & (
  | { readonly kind: 'solid'; readonly solid: Solid }
  | { readonly kind: 'mesh'; readonly mesh: Mesh }
);

/** How two parts differ; lengths in `unit`, the reference's. */
export type Comparison = ChamferDistance & {
  readonly unit: LengthUnit;
  readonly iou: number;
  /** Exact Boolean of two solids, of two meshes, or estimated because a mesh does not close. */
  readonly iouMethod: 'solid' | 'mesh' | 'sampled';
  readonly deviation: { readonly toReference: Deviation; readonly fromReference: Deviation };
  /** Share of the reference's surface that the candidate's comes within `tolerance` of. */
  readonly explained: number;
  readonly tolerance: number;
  readonly warnings: readonly string[];
};

/** Shares of the reference's diagonal: how far facets of solids are from them, and within what a surface counts as explained. */
const FACET_DEVIATION = 1e-4;
const EXPLAINED_WITHIN = 1e-3;
const FACET_ANGLE = 0.2;
const SURFACE_POINTS = 8192;
const VOLUME_POINTS = 100_000;

/**
 * Compares a candidate with a reference, converting it to the reference's unit. Throws `input-degenerate` when either
 * has no surface or no volume, and `kernel-crashed`.
 */
export async function compare(
  candidate: Comparable,
  reference: Comparable,
  { kernel, seed }: { kernel: Kernel; seed: number },
): Promise<Comparison> {
  const { unit, ratio, warnings } = commonUnit(candidate, reference);
  const target = await meshOf(reference, kernel);
  const result = scaled(await meshOf(candidate, kernel), ratio);
  const tolerance = EXPLAINED_WITHIN * diagonalOf(boundsOf(target.positions));
  const measured = deviations(target, result, { count: SURFACE_POINTS, seed, tolerance });
  const chamfer = chamferDistance(result, target, seed);
  const overlap =
    (ratio === 1 ? await solidOverlap(candidate, reference, kernel) : undefined) ??
    (await meshOverlap(result, target, seed));
  if (!measured || !chamfer || !overlap) {
    throw new CadtraceError('input-degenerate', 'a part without surface or volume cannot be compared.');
  }
  return {
    unit,
    ...overlap,
    ...chamfer,
    deviation: { toReference: measured.resultToTarget, fromReference: measured.targetToResult },
    explained: measured.explained,
    tolerance,
    warnings,
  };
}

/** The unit to compare in and what the candidate's lengths are to be multiplied by. */
function commonUnit(
  candidate: Comparable,
  reference: Comparable,
): { unit: LengthUnit; ratio: number; warnings: string[] } {
  if (candidate.unit === reference.unit) return { unit: reference.unit, ratio: 1, warnings: [] };
  if (candidate.unitAssumed || reference.unitAssumed) {
    const [silent, unit] = candidate.unitAssumed
      ? ['candidate', reference.unit]
      : ['reference', candidate.unit];
    return {
      unit,
      ratio: 1,
      warnings: [`the ${silent} does not state its unit; ${unit} is taken, as the other states`],
    };
  }
  const ratio = unitRatio(candidate.unit, reference.unit);
  const warning = `the candidate is in ${candidate.unit}: its mesh was converted to ${reference.unit}`;
  return { unit: reference.unit, ratio, warnings: [warning] };
}

async function meshOf(part: Comparable, kernel: Kernel): Promise<Mesh> {
  if (part.kind === 'mesh') return part.mesh;
  const { bounds } = await kernel.measure(part.solid);
  const deviation = FACET_DEVIATION * diagonalOf(bounds);
  return kernel.tessellate(part.solid, { deviation, angle: FACET_ANGLE });
}

const scaled = ({ positions, triangles }: Mesh, ratio: number): Mesh =>
  ratio === 1 ? { positions, triangles } : { positions: positions.map((x) => ratio * x), triangles };

type IntersectionOverUnion = Pick<Comparison, 'iou' | 'iouMethod'>;

/** By the kernel's exact Boolean; undefined when a part is no solid or the kernel fails on them. */
async function solidOverlap(
  candidate: Comparable,
  reference: Comparable,
  kernel: Kernel,
): Promise<IntersectionOverUnion | undefined> {
  if (candidate.kind !== 'solid' || reference.kind !== 'solid') return undefined;
  try {
    return { iou: await kernel.intersectionOverUnion(candidate.solid, reference.solid), iouMethod: 'solid' };
  } catch (error) {
    if (error instanceof CadtraceError && error.code === 'kernel-failed') return undefined;
    throw error;
  }
}

async function meshOverlap(a: Mesh, b: Mesh, seed: number): Promise<IntersectionOverUnion | undefined> {
  const exact = await meshIntersectionOverUnion(a, b);
  if (exact) return { iou: exact.iou, iouMethod: 'mesh' };
  const sampled = sampledIntersectionOverUnion(a, b, VOLUME_POINTS, seed);
  return sampled && { iou: sampled.iou, iouMethod: 'sampled' };
}
