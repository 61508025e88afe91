import type { PairScore } from './pair.ts';

/** CAD-Recode's figures of a set of pairs. Shares and ratios from 0 to 1; undefined what needs a valid candidate and has none. */
export type RecodeSummary = {
  readonly count: number;
  readonly invalid: number;
  readonly invalidRatio: number;
  /** Over valid candidates, as the paper has them, and the floor that two samplings of the references give. */
  readonly meanChamfer?: number;
  readonly medianChamfer?: number;
  readonly meanChamferFloor?: number;
  readonly medianChamferFloor?: number;
  /** The variant that fits each candidate to its own box. */
  readonly meanOwnBoxChamfer?: number;
  readonly medianOwnBoxChamfer?: number;
  /** Over valid candidates, and over those of them whose meshes close, by meshes, as the paper has it. */
  readonly meanIou?: number;
  readonly meanIouOfMeshes?: number;
  /** Over all, with invalid candidates as 0. */
  readonly meanIouOfAll: number;
  /** Shares of all pairs, to which no invalid candidate adds. */
  readonly iouOver99: number;
  readonly iouOver999: number;
  /** As many bodies, faces and edges as the reference; undefined where a part is a mesh, which has no faces. */
  readonly sameTopology?: number;
};

/**
 * Summarises a set (Rukhovich et al., CAD-Recode, 2024, section 5.1): mean and median Chamfer distance, mean IoU and the
 * ratio of invalid candidates. A candidate that is missing, cannot be read or built (undefined in `scores`) or is
 * not a sound solid is invalid. The paper leaves these out of its IoU, which favours who fails on hard parts: so the
 * mean with them as 0 stands beside it. Undefined for no pairs.
 */
export function recodeSummary(scores: readonly (PairScore | undefined)[]): RecodeSummary | undefined {
  const count = scores.length;
  if (count === 0) return undefined;
  const valid = scores.filter((score) => score?.validity.valid) as PairScore[];
  const recode = valid.map((score) => score.recode);
  const share = (good: (score: PairScore) => boolean): number => valid.filter(good).length / count;
  const chamfer = recode.map((score) => score.chamfer);
  const floor = recode.map((score) => score.chamferFloor);
  const ownBox = recode.map((score) => score.ownBoxChamfer);
  const iou = recode.map((score) => score.iou);
  return {
    count,
    invalid: count - valid.length,
    invalidRatio: 1 - valid.length / count,
    meanChamfer: meanOf(chamfer),
    medianChamfer: medianOf(chamfer),
    meanChamferFloor: meanOf(floor),
    medianChamferFloor: medianOf(floor),
    meanOwnBoxChamfer: meanOf(ownBox),
    medianOwnBoxChamfer: medianOf(ownBox),
    meanIou: meanOf(iou),
    meanIouOfMeshes: meanOf(recode.flatMap((score) => score.iouOfMeshes ?? [])),
    meanIouOfAll: iou.reduce((sum, x) => sum + x, 0) / count,
    iouOver99: share((score) => score.recode.iou >= 0.99),
    iouOver999: share((score) => score.recode.iou >= 0.999),
    sameTopology: valid.every((score) => score.topology.same !== undefined)
      ? share((score) => score.topology.same === true)
      : undefined,
  };
}

const meanOf = (values: readonly number[]): number | undefined =>
  values.length === 0 ? undefined : values.reduce((sum, x) => sum + x, 0) / values.length;

/** Of an even number of values the mean of the middle two. */
function medianOf(values: readonly number[]): number | undefined {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = sorted.length >> 1;
  return sorted.length % 2 === 1 ? sorted[middle] : meanOf(sorted.slice(middle - 1, middle + 1));
}
