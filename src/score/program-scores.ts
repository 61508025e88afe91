import { CadtraceError } from '../errors.ts';
import type { Bounds } from '../geometry/mesh.ts';
import type { Program } from '../program/types.ts';
import { type FusionGalleryScore, fusionGalleryScore } from './fusion-gallery/index.ts';
import { programPair } from './image2cadseq/program-pair.ts';
import {
  type MatrixPair,
  MOST_ROWS,
  type SequenceScores,
  scoreSequence,
} from './image2cadseq/score-sequences.ts';
import { type SequenceAccuracy, sequenceAccuracy } from './sequence/index.ts';

/** Scores of one program against another; those of a form that cannot say what they do are absent. */
export type ProgramScores = {
  readonly fusionGallery: FusionGalleryScore;
  /** DeepCAD's accuracies, in its commands. */
  readonly sequence?: SequenceAccuracy;
  /** Image2CADSeq's, in its feature matrix. */
  readonly image2cadseq?: SequenceScores;
};

/** Scores a program by its steps; `bounds` is the box of what the reference builds, in the reference's unit. */
export function programScores(
  candidate: Program,
  reference: Program,
  { iou, valid, bounds }: { iou: number; valid: boolean; bounds: Bounds },
): ProgramScores {
  const [steps, designerSteps] = [candidate.features.length, reference.features.length];
  const matrices = matrixPair(candidate, reference);
  return {
    fusionGallery: fusionGalleryScore({ iou, valid, steps, designerSteps }),
    sequence: sequenceAccuracy(candidate, reference, bounds),
    image2cadseq: matrices && scoreSequence(matrices),
  };
}

/**
 * The feature matrices of a candidate, which may be missing, and of a reference. A candidate that the matrix cannot
 * hold, or that is longer than what is scored, is a failed prediction; undefined when the reference is so.
 */
export const matrixPair = (candidate: Program | undefined, reference: Program): MatrixPair | undefined =>
  (candidate && scorablePair(candidate, reference)) ?? scorablePair(undefined, reference);

function scorablePair(candidate: Program | undefined, reference: Program): MatrixPair | undefined {
  try {
    const pair = programPair(reference, candidate);
    return Math.max(pair.reference.length, pair.predicted.length) <= MOST_ROWS ? pair : undefined;
  } catch (error) {
    if (error instanceof CadtraceError && error.code === 'format-unsupported') return undefined;
    throw error;
  }
}
