import { CadtraceError } from '../errors.ts';
import { boundsOf, diagonalOf, volumeOf } from '../geometry/mesh.ts';
import type { Kernel, Solid, TaggedMesh } from '../kernel/types.ts';
import { facetSag } from '../perceive/facet-sag.ts';
import type { Part } from '../perceive/perceive.ts';
import type { Perceived } from '../perceive/types.ts';
import { type DifferencePoint, differencePieces, differencePoints } from '../score/difference-points.ts';
import { meshIntersectionOverUnion, sampledIntersectionOverUnion } from '../score/mesh-iou.ts';
import { solidDifferencePoints, solidDifferences } from '../score/solid-difference.ts';
import { leftoversOfMesh, perceiveLeftovers } from './leftovers.ts';

/** How well a built solid agrees with a part. */
export type Agreement = {
  readonly iou: number;
  /** True when the two differ by no more than rounding (solids) or the part's own facets (meshes) allow. */
  readonly exact: boolean;
};

/** Volume share by which exact solids may differ: kernel and designers' rounding. */
const SOLID_ROUNDING = 2e-7;
const MESH_ROUNDING = 5e-6;
/** Volumes of solids that differ by more than this share are too far apart for an exact comparison to matter. */
const SMALL_FEATURES = 1e-3;
/** The volume between facets and surfaces is estimated at the facets' centres, where it is deepest or nearly so. */
const FACETS = 1.5;
const SAMPLES = 60_000;
const POINTS_PER_ROUND = 24;

/**
 * Compares a built solid with the part: by meshes where the part is a mesh or `roughly` is enough, exactly where it is
 * a solid. An exact Boolean of solids that differ in many places takes long and may fail; meshes then decide.
 */
export async function agreementOf(
  part: Part,
  result: Solid,
  kernel: Kernel,
  { roughly }: { roughly: boolean },
): Promise<Agreement> {
  if (part.solid && !roughly && (await isPlausible(part.solid, result, kernel))) {
    try {
      const iou = await kernel.intersectionOverUnion(part.solid, result);
      return { iou, exact: iou >= 1 - SOLID_ROUNDING };
    } catch (error) {
      if (!(error instanceof CadtraceError) || error.code === 'cancelled') throw error;
    }
  }
  const { mesh } = part.perceived;
  const fine = await tessellate(part, result, kernel);
  const overlap =
    (await meshIntersectionOverUnion(mesh, fine)) ?? sampledIntersectionOverUnion(mesh, fine, SAMPLES, 1);
  const iou = overlap?.iou ?? 0;
  const facets = facetSag(part.perceived).volume / (Math.abs(volumeOf(mesh)) || 1);
  return { iou, exact: !part.solid && 1 - iou <= MESH_ROUNDING + FACETS * facets };
}

/** Whether the volumes of two solids allow that they differ by rounding or small features only. */
async function isPlausible(a: Solid, b: Solid, kernel: Kernel): Promise<boolean> {
  const [one, other] = [(await kernel.measure(a)).volume, (await kernel.measure(b)).volume];
  return Math.abs(one - other) <= SMALL_FEATURES * one;
}

/** Where a built solid and the part differ: points, and perceived lumps, that just one of them contains. */
export type Difference = {
  readonly points: readonly DifferencePoint[];
  readonly leftovers: readonly Perceived[];
};

/** Shows where a built solid and the part differ; leftovers only where they are wanted. */
export async function differenceOf(
  part: Part,
  result: Solid,
  kernel: Kernel,
  { wantsLeftovers }: { wantsLeftovers: boolean },
): Promise<Difference> {
  const { mesh, tolerance } = part.perceived;
  const diagonal = diagonalOf(boundsOf(mesh.positions));
  if (part.solid) {
    const differences = await solidDifferences(kernel, part.solid, result);
    const solids = differences.map(({ solid }) => solid);
    return {
      points: await solidDifferencePoints(kernel, differences, POINTS_PER_ROUND, 20 * tolerance, diagonal),
      leftovers: wantsLeftovers ? await perceiveLeftovers(solids, kernel) : [],
    };
  }
  const thickness = Math.max(20 * tolerance, 2 * Math.max(...facetSag(part.perceived).ofFace));
  const fine = await tessellate(part, result, kernel);
  const pieces = await differencePieces(mesh, fine, thickness);
  return {
    points: differencePoints(mesh, fine, pieces, { limit: POINTS_PER_ROUND, thickness }),
    leftovers: wantsLeftovers
      ? await leftoversOfMesh(part.perceived, { solid: result, mesh: fine }, pieces ?? [], kernel)
      : [],
  };
}

/** Fine enough that the part's own facets dominate the difference. */
function tessellate(part: Part, result: Solid, kernel: Kernel): Promise<TaggedMesh> {
  const diagonal = diagonalOf(boundsOf(part.perceived.mesh.positions));
  return kernel.tessellate(result, { deviation: 5e-4 * diagonal, angle: 0.1 });
}
