import type { Program } from '../program/types.ts';
import {
  type FusionGalleryFigures,
  type FusionGalleryGroup,
  fusionGalleryFigures,
  fusionGalleryFiguresByOperations,
} from './fusion-gallery/index.ts';
import { type SequenceSummary, scoreSequences } from './image2cadseq/score-sequences.ts';
import {
  type Img2CadSeqFigures,
  type Img2CadSeqScore,
  img2CadSeqFigures,
} from './img2cadseq/score-surfaces.ts';
import type { PairScore } from './pair.ts';
import { matrixPair, reconstructionOf } from './program-scores.ts';
import { type RecodeSummary, recodeSummary } from './recode-summary.ts';
import { meanSequenceAccuracy, type SequenceAccuracy } from './sequence/index.ts';

/** A pair of a set. A candidate that is missing, or could not be read, built or compared, has no score. */
export type SetEntry = {
  readonly score?: PairScore;
  /** Where the reference is a program and the candidate is one, or should be. */
  readonly programs?: { readonly reference: Program; readonly candidate?: Program };
};

/** Every figure of a set, one group a protocol; groups that need solids or programs are there when all pairs have them. */
export type SetScore = {
  readonly recode: RecodeSummary;
  readonly img2cadseq?: Img2CadSeqFigures;
  readonly fusionGallery?: FusionGalleryFigures & { readonly byOperations: readonly FusionGalleryGroup[] };
  /** Over the pairs that DeepCAD's commands can say. */
  readonly sequence?: SequenceAccuracy;
  /** Over the pairs whose reference Image2CADSeq's matrix can hold. */
  readonly image2cadseq?: SequenceSummary;
};

/** Summarises the scores of pairs as each paper does. Undefined for no pairs. */
export function scoreSet(entries: readonly SetEntry[]): SetScore | undefined {
  const recode = recodeSummary(entries.map(({ score }) => score));
  return (
    recode && {
      recode,
      img2cadseq: img2CadSeqOf(entries),
      fusionGallery: fusionGalleryOf(entries),
      sequence: meanSequenceAccuracy(entries.flatMap(({ score }) => score?.sequence ?? [])),
      image2cadseq: image2CadSeqOf(entries),
    }
  );
}

function img2CadSeqOf(entries: readonly SetEntry[]): Img2CadSeqFigures | undefined {
  const scores = entries.map(({ score }) => (score?.validity.valid ? score.img2cadseq : undefined));
  const known = scores.every(
    (score): score is Img2CadSeqScore | undefined => !score || 'segmentationAccuracy' in score,
  );
  return known ? img2CadSeqFigures(scores) : undefined;
}

function fusionGalleryOf(entries: readonly SetEntry[]): SetScore['fusionGallery'] {
  const reconstructions = entries.flatMap(({ score, programs }) => {
    const built = score && { overlap: score.recode, valid: score.validity.valid };
    return programs ? [reconstructionOf(programs.candidate, programs.reference, built)] : [];
  });
  const figures = reconstructions.length === entries.length && fusionGalleryFigures(reconstructions);
  return figures
    ? { ...figures, byOperations: fusionGalleryFiguresByOperations(reconstructions) }
    : undefined;
}

function image2CadSeqOf(entries: readonly SetEntry[]): SequenceSummary | undefined {
  const pairs = entries.flatMap(
    ({ programs }) => (programs && matrixPair(programs.candidate, programs.reference)) ?? [],
  );
  return pairs.length > 0 ? scoreSequences(pairs) : undefined;
}
