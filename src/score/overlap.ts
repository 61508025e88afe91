import { CadtraceError } from '../errors.ts';
import type { Mesh } from '../geometry/mesh.ts';
import type { Kernel, Solid } from '../kernel/types.ts';
import { meshIntersectionOverUnion, sampledIntersectionOverUnion } from './mesh-iou.ts';

/** Volume common to two parts over the volume of both together, by the best way that these parts allow. */
export type IntersectionOverUnion = {
  readonly iou: number;
  /** Exact Boolean of the solids, exact Boolean of their meshes, or estimated because a mesh does not close. */
  readonly iouMethod: 'solid' | 'mesh' | 'sampled';
  /** By the Boolean of the meshes, as CAD-Recode has it (2024, section 5.1); absent where one does not close. */
  readonly iouOfMeshes?: number;
};

const VOLUME_POINTS = 100_000;
/** The kernel gets so long; meshes decide then. */
const BOOLEAN_SECONDS = 30;
/** Where meshes overlap by so much more than solids do, OCCT has lost a part of what the solids have in common. */
const LOST = 0.05;

/** A candidate and a reference in one unit: their meshes, and what they are of where both are solids. */
export type Overlapping = {
  readonly meshes: { readonly candidate: Mesh; readonly reference: Mesh };
  readonly solids?: { readonly candidate: Solid; readonly reference: Solid };
};

/**
 * Overlap of a candidate and a reference in every way that applies. Undefined where no volume is found. Throws
 * `kernel-crashed` when the mesh library fails, and `cancelled`.
 */
export async function intersectionOverUnion(
  { meshes, solids }: Overlapping,
  { kernel, seed }: { kernel: Kernel; seed: number },
): Promise<IntersectionOverUnion | undefined> {
  const ofMeshes = (await meshIntersectionOverUnion(meshes.candidate, meshes.reference))?.iou;
  const ofSolids = solids && (await ofSolidsIfAny(solids.candidate, solids.reference, kernel));
  if (ofSolids !== undefined && ofSolids > (ofMeshes ?? 0) - LOST) {
    return {
      iou: ofSolids,
      iouMethod: 'solid',
      ...(ofMeshes === undefined ? {} : { iouOfMeshes: ofMeshes }),
    };
  }
  if (ofMeshes !== undefined) return { iou: ofMeshes, iouMethod: 'mesh', iouOfMeshes: ofMeshes };
  const sampled = sampledIntersectionOverUnion(meshes.candidate, meshes.reference, VOLUME_POINTS, seed);
  return sampled && { iou: sampled.iou, iouMethod: 'sampled' };
}

/** By the kernel's exact Boolean; undefined when it fails on these two. */
async function ofSolidsIfAny(a: Solid, b: Solid, kernel: Kernel): Promise<number | undefined> {
  try {
    return await kernel.within(() => BOOLEAN_SECONDS).intersectionOverUnion(a, b);
  } catch (error) {
    if (error instanceof CadtraceError && error.code !== 'cancelled') return undefined;
    throw error;
  }
}
