import { conciseness } from './conciseness.ts';
import { isExactReconstruction } from './exact-reconstruction.ts';

export { conciseness } from './conciseness.ts';
export { isExactReconstruction } from './exact-reconstruction.ts';

/** A reconstruction as its scores see it; `iou` of a failed one is that of the best attempt, 0 if there was none. */
export type Reconstruction = {
  readonly iou: number;
  /** Whether `iou` is of the exact Boolean of solids; that of meshes or samples cannot tell an exact reconstruction. */
  readonly ofSolids: boolean;
  /** False for an invalid result or a crash, whatever its IoU: never exact (section A.3.4). */
  readonly valid: boolean;
  /** Modelling operations of the result and of the designer, at least 1 each. */
  readonly steps: number;
  readonly designerSteps: number;
};

/** Scores of one reconstruction; `conciseness` of exact ones only. */
export type FusionGalleryScore = {
  readonly iou: number;
  readonly exact: boolean;
  readonly conciseness: number | undefined;
};

/** Scores of a set: mean IoU over all, share of exact ones, mean conciseness over those, undefined for none. */
export type FusionGalleryFigures = {
  readonly count: number;
  readonly iou: number;
  readonly exact: number;
  readonly conciseness: number | undefined;
};

/** IoU, exactness and conciseness of one reconstruction (Willis et al., Fusion 360 Gallery, 2021, section 5.1). */
export function fusionGalleryScore({
  iou,
  ofSolids,
  valid,
  steps,
  designerSteps,
}: Reconstruction): FusionGalleryScore {
  const exact = valid && ofSolids && isExactReconstruction(iou);
  return { iou, exact, conciseness: exact ? conciseness(steps, designerSteps) : undefined };
}

/** The same over a set, as the paper's table 1 has them. Undefined for an empty set. */
export function fusionGalleryFigures(
  reconstructions: readonly Reconstruction[],
): FusionGalleryFigures | undefined {
  if (reconstructions.length === 0) return undefined;
  const scores = reconstructions.map(fusionGalleryScore);
  const concise = scores.flatMap((score) => score.conciseness ?? []);
  return {
    count: scores.length,
    iou: mean(scores.map(({ iou }) => iou)),
    exact: mean(scores.map(({ exact }) => (exact ? 1 : 0))),
    conciseness: concise.length === 0 ? undefined : mean(concise),
  };
}

/** Fewest and most operations of each group of designs; the last has no end. */
const GROUPS = [1, 2, 3, 4, 6, 8, 11];

/** Figures of the designs with `from` to `to` operations of their designers. */
export type FusionGalleryGroup = FusionGalleryFigures & { readonly from: number; readonly to: number };

/** Figures by the number of the designer's operations: 1, 2, 3, 4-5, 6-7, 8-10 and more; groups without designs are left out. */
export function fusionGalleryFiguresByOperations(
  reconstructions: readonly Reconstruction[],
): FusionGalleryGroup[] {
  return GROUPS.flatMap((from, i) => {
    const to = (GROUPS[i + 1] ?? Infinity) - 1;
    const group = reconstructions.filter(({ designerSteps }) => designerSteps >= from && designerSteps <= to);
    const figures = fusionGalleryFigures(group);
    return figures ? [{ from, to, ...figures }] : [];
  });
}

const mean = (values: readonly number[]): number =>
  values.reduce((sum, value) => sum + value, 0) / values.length;
