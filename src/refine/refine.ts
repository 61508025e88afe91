import { CadtraceError } from '../errors.ts';
import { boundsOf, diagonalOf } from '../geometry/mesh.ts';
import type { Kernel, Solid } from '../kernel/types.ts';
import type { Part } from '../perceive/perceive.ts';
import type { Feature, LengthUnit } from '../program/types.ts';
import { agreementOf } from './agreement.ts';
import { snapFeatures } from './snap.ts';

/** Features with the solid that they build and its agreement with the part. */
export type Built = {
  readonly features: readonly Feature[];
  readonly solid: Solid;
  readonly iou: number;
  readonly exact: boolean;
};

/** Numbers of a solid may move by this share of its size: what modellers' own rounding leaves. */
const SOLID_BUDGET = 2e-8;
/** Numbers read off a mesh may move by this many times the precision of its vertices. */
const MESH_BUDGET = 3;
/** Rounding may not cost more agreement than this. */
const WORSE = 1e-6;

/**
 * Moves the numbers of a program to round ones where the part's own precision allows it. The result is built and
 * compared; it is kept only when it agrees as well and is no more complicated than before.
 */
export async function refine<T extends Built>(
  part: Part,
  built: T,
  context: { kernel: Kernel; unit: LengthUnit },
): Promise<T> {
  const { kernel, unit } = context;
  const features = snapFeatures(built.features, budgetOf(part));
  try {
    const solid = await kernel.build({ unit, features });
    const [before, after] = [await kernel.measure(built.solid), await kernel.measure(solid)];
    if (after.faces > before.faces || after.bodies !== before.bodies) return built;
    if (!(await kernel.check(solid)).valid) return built;
    const agreement = await agreementOf(part, solid, kernel, { roughly: !built.exact });
    const asGood = agreement.iou >= built.iou - WORSE && (agreement.exact || !built.exact);
    return asGood ? { ...built, features, solid, ...agreement } : built;
  } catch (error) {
    if (error instanceof CadtraceError && error.code !== 'cancelled') return built;
    throw error;
  }
}

/** By how much a number may move without contradicting the part. */
function budgetOf(part: Part): number {
  if (!part.solid) return MESH_BUDGET * part.perceived.tolerance;
  return SOLID_BUDGET * diagonalOf(boundsOf(part.perceived.mesh.positions));
}
