export { buildKdTree, type KdTree } from '../geometry/kd-tree.ts';
export { type SurfaceSamples, surfaceSamples } from '../geometry/surface-samples.ts';
export { type ChamferDistance, chamferDistance, squaredChamfer } from './chamfer.ts';
export type { Comparable } from './comparable.ts';
export { type Deviation, type Deviations, deviations } from './deviations.ts';
export { type DifferencePoint, differencePieces, differencePoints } from './difference-points.ts';
export * from './fusion-gallery/index.ts';
export { type ParameterCurve, parameterCurves } from './image2cadseq/parameter-curves.ts';
export { programPair } from './image2cadseq/program-pair.ts';
export { randomGuessAccuracy, randomGuessAccuracyWithPlanes } from './image2cadseq/random-guess.ts';
export {
  type MatrixPair,
  type SequenceOptions,
  type SequenceScores,
  type SequenceSummary,
  scoreSequence,
  scoreSequences,
} from './image2cadseq/score-sequences.ts';
export * from './img2cadseq/index.ts';
export { meshIntersectionOverUnion, type Overlap, sampledIntersectionOverUnion } from './mesh-iou.ts';
export { type NormalAgreement, normalAgreement } from './normal-agreement.ts';
export { type IntersectionOverUnion, intersectionOverUnion, type Overlapping } from './overlap.ts';
export { ownBoxChamferDistance } from './own-box-chamfer.ts';
export {
  type DeviationScore,
  type MeasuredReference,
  measureReference,
  type PairOptions,
  type PairScore,
  type RecodeScore,
  scoreAgainst,
  scorePair,
} from './pair.ts';
export * from './primitives/index.ts';
export { type Built, type ProgramScores, programScores } from './program-scores.ts';
export { type RecodeSummary, recodeSummary } from './recode-summary.ts';
export * from './sequence/index.ts';
export { type SetEntry, type SetScore, scoreSet } from './set.ts';
export type { PartCounts, TopologyScore } from './topology.ts';
