import { CadtraceError } from '../errors.ts';
import { boundsOf, diagonalOf } from '../geometry/mesh.ts';
import type { Kernel, Solid } from '../kernel/types.ts';
import type { Part } from '../perceive/perceive.ts';
import type { Feature, LengthUnit, Sweep } from '../program/types.ts';
import { agreementOf } from './agreement.ts';
import { snapFeatures } from './snap.ts';

/** Features with the solid that they build and its agreement with the part. */
export type Built<F extends Feature = Sweep> = {
  readonly features: readonly F[];
  readonly solid: Solid;
  readonly faces: number;
  readonly bodies: number;
  readonly iou: number;
  readonly exact: boolean;
};

export type BuildContext = {
  readonly kernel: Kernel;
  readonly unit: LengthUnit;
  /** Seconds left; where they do not suffice, `kernel-timeout` names the first feature that was not begun. */
  readonly secondsLeft: () => number;
  /** Share of the part that the features are known to miss. */
  readonly misfit: number;
};

/** Numbers of a solid may move by this share of its size: what modellers' own rounding leaves. */
const SOLID_BUDGET = 2e-8;
/** Numbers read off a mesh may move by this many times the precision of its vertices. */
const MESH_BUDGET = 3;
/** Building gets so long even when time is up: something must be built. */
const LEAST_SECONDS = 1;
/** Share of the time left that one build may take: the rest is for comparing it. */
const BUILDING = 0.7;
/** Misfit above which an exact comparison does not matter. The samples may take a little more for wrong than is. */
const ROUGH = 2e-2;
/** A misfit beyond this was not caused by rounding, when what is built misses about as much. */
const ROUNDING = 1e-4;
const AS_EXPECTED = 1.5;
/** Rounding may not cost more agreement than this. */
const WORSE = 1e-6;

/**
 * Builds features and compares them with the part, their numbers moved to round ones where the part's own precision
 * allows it; with the numbers as they were found only where the round ones build nothing as good. Undefined when the
 * kernel calls the result invalid; throws `kernel-failed` naming the feature that could not be built.
 */
export async function buildRounded(
  part: Part,
  features: readonly Sweep[],
  context: BuildContext,
): Promise<Built | undefined> {
  const rounded = await buildAndCompare(part, snapFeatures(features, budgetOf(part)), context).catch(
    (error) => {
      // Where only a rough build is wanted, the numbers as found would fail just so.
      const hopeless = isRough(context) || ['cancelled', 'kernel-timeout'].includes(error.code);
      if (error instanceof CadtraceError && !hopeless) return undefined;
      throw error;
    },
  );
  const asGoodAsCanBe = rounded?.exact && rounded.faces <= part.perceived.faces.length;
  const asExpected = rounded && rounded.iou >= 1 - AS_EXPECTED * context.misfit;
  if (rounded && (asGoodAsCanBe || isRough(context) || (asExpected && context.misfit > ROUNDING))) {
    return rounded;
  }
  const found = await buildAndCompare(part, features, context);
  return rounded && (!found || isAsGood(rounded, found)) ? rounded : found;
}

const isRough = ({ misfit }: BuildContext): boolean => misfit > ROUGH;

/** Whether rounding kept agreement and topology. */
const isAsGood = (rounded: Built, found: Built): boolean =>
  rounded.faces <= found.faces &&
  rounded.bodies === found.bodies &&
  rounded.iou >= found.iou - WORSE &&
  (rounded.exact || !found.exact);

/**
 * Builds features and compares them with the part. Undefined when the kernel calls the result invalid; throws
 * `kernel-failed` naming the feature that could not be built.
 */
export async function buildAndCompare<F extends Feature>(
  part: Part,
  features: readonly F[],
  context: BuildContext,
): Promise<Built<F> | undefined> {
  const { kernel, unit, secondsLeft } = context;
  const solid = await kernel.build(
    { unit, features },
    { seconds: Math.max(LEAST_SECONDS, BUILDING * secondsLeft()) },
  );
  if (!(await kernel.check(solid)).valid) return undefined;
  const { faces, bodies } = await kernel.measure(solid);
  return {
    features,
    solid,
    faces,
    bodies,
    ...(await agreementOf(part, solid, kernel, { roughly: isRough(context) })),
  };
}

/** By how much a number may move without contradicting the part. */
function budgetOf(part: Part): number {
  if (!part.solid) return MESH_BUDGET * part.perceived.tolerance;
  return SOLID_BUDGET * diagonalOf(boundsOf(part.perceived.mesh.positions));
}
