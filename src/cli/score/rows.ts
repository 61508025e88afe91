import type { SequenceScores } from '../../score/image2cadseq/score-sequences.ts';
import type { Img2CadSeqFigures } from '../../score/img2cadseq/score-surfaces.ts';
import type { PairScore } from '../../score/pair.ts';
import type { SequenceAccuracy } from '../../score/sequence/index.ts';
import { numberText, percentText } from '../text.ts';

/** Rows of the papers' protocols, for pairs and for sets; a row of what could not be scored has no value. */

type Row = readonly [label: string, value: string | undefined];

/** Img2CADSeq's figures as those of a set have them. */
export const img2CadSeqRow = (figures: Partial<Img2CadSeqFigures> | undefined): Row => [
  'Img2CADSeq',
  figures && figures.chamfer !== undefined
    ? listed([
        ['Chamfer', numberIfAny(figures.chamfer)],
        ['accuracy error', numberIfAny(figures.accuracyError)],
        ['completeness error', numberIfAny(figures.completenessError)],
        ['hanging faces', percentIfAny(figures.hangingFaceRatio)],
        ['segmentation', percentIfAny(figures.segmentationAccuracy)],
        ['primitive precision', percentIfAny(figures.precision)],
        ['recall', percentIfAny(figures.recall)],
      ])
    : undefined,
];

/** The figures of a pair in the form of a set's. */
export const img2CadSeqOfPair = (score: PairScore['img2cadseq']): Partial<Img2CadSeqFigures> =>
  'primitives' in score ? { ...score, ...score.primitives } : score;

/** `exact` in words, as it is a share of a set but a fact of a pair. */
export const fusionGalleryRow = (exact: string, conciseness: number | undefined): Row => [
  'Fusion 360 Gallery',
  listed([
    ['exact', exact],
    ['conciseness', numberIfAny(conciseness)],
  ]),
];

export const sequenceRow = (accuracy: SequenceAccuracy | undefined): Row => [
  'DeepCAD',
  accuracy && `commands ${percentText(accuracy.command)}, parameters ${percentText(accuracy.parameter)}`,
];

export const image2CadSeqRow = (scores: SequenceScores | undefined): Row => [
  'Image2CADSeq',
  scores &&
    listed([
      ['ACP', percentText(scores.acp)],
      ['ASOT', percentText(scores.asot)],
      ['EDSOT', numberText(scores.edsot)],
      ['AOT', percentText(scores.aot)],
      ['AP1', percentIfAny(scores.ap1)],
      ['MSOT', `${numberText(scores.msotTanimoto)} by Tanimoto, ${numberText(scores.msotCosine)} by cosine`],
      ['AP2', percentIfAny(scores.ap2)],
    ]),
];

const numberIfAny = (value: number | undefined): string | undefined =>
  value === undefined ? undefined : numberText(value);

const percentIfAny = (share: number | undefined): string | undefined =>
  share === undefined ? undefined : percentText(share);

/** "name value, name value" of those that have one. */
const listed = (items: readonly Row[]): string =>
  items.flatMap(([name, value]) => (value === undefined ? [] : [`${name} ${value}`])).join(', ');
