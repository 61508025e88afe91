import { CadtraceError } from '../errors.ts';
import type { Bounds } from '../geometry/mesh.ts';
import type { Program } from '../program/types.ts';
import { type FusionGalleryScore, fusionGalleryScore, type Reconstruction } from './fusion-gallery/index.ts';
import { programPair } from './image2cadseq/program-pair.ts';
import {
  type MatrixPair,
  MOST_ROWS,
  type SequenceScores,
  scoreSequence,
} from './image2cadseq/score-sequences.ts';
import type { IntersectionOverUnion } from './overlap.ts';
import { type SequenceAccuracy, sequenceAccuracy } from './sequence/index.ts';

/** Scores of one program against another; those of a form that cannot say what they do are absent. */
export type ProgramScores = {
  readonly fusionGallery: FusionGalleryScore;
  /** DeepCAD's accuracies, in its commands. */
  readonly sequence?: SequenceAccuracy;
  /** Image2CADSeq's, in its feature matrix. */
  readonly image2cadseq?: SequenceScores;
};

/** What a program builds, beside what its reference builds. */
export type Built = { readonly overlap: IntersectionOverUnion; readonly valid: boolean };

/** Scores a program by its steps; `bounds` is the box of what the reference builds, in the reference's unit. */
export function programScores(
  candidate: Program,
  reference: Program,
  { bounds, ...built }: Built & { readonly bounds: Bounds },
): ProgramScores {
  const matrices = matrixPair(candidate, reference);
  return {
    fusionGallery: fusionGalleryScore(reconstructionOf(candidate, reference, built)),
    sequence: sequenceAccuracy(candidate, reference, bounds),
    image2cadseq: matrices && scoreSequence(matrices),
  };
}

/**
 * A program as Fusion 360 Gallery's scores see it: its one attempt has no IoU, so 0, when it built nothing (undefined)
 * or nothing valid.
 */
export const reconstructionOf = (
  candidate: Program | undefined,
  reference: Program,
  built: Built | undefined,
): Reconstruction => ({
  iou: built?.valid ? built.overlap.iou : 0,
  ofSolids: built?.overlap.iouMethod === 'solid',
  valid: built?.valid ?? false,
  steps: (candidate ?? reference).features.length,
  designerSteps: reference.features.length,
});

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
