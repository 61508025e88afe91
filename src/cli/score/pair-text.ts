import type { Deviation } from '../../score/deviations.ts';
import type { DeviationScore, PairScore, RecodeScore } from '../../score/pair.ts';
import type { PartCounts } from '../../score/topology.ts';
import { countText, lengthText, numberText, percentText, tableText } from '../text.ts';
import { fusionGalleryRow, image2CadSeqRow, img2CadSeqOfPair, img2CadSeqRow, sequenceRow } from './rows.ts';

const IOU_METHODS: Readonly<Record<RecodeScore['iouMethod'], string>> = {
  solid: 'exact, of solids',
  mesh: 'exact, of meshes',
  sampled: 'estimated at points, because a mesh does not close',
};

/** The score of a pair, for people. */
export function pairText(score: PairScore): string {
  const { unit, validity, recode, deviation, topology, fusionGallery } = score;
  const { toReference, fromReference, tolerance } = deviation;
  return tableText([
    ['candidate', countsText(topology.candidate)],
    ['reference', countsText(topology.reference)],
    ['not valid', validity.valid ? undefined : validity.problems.join(' ')],
    ['IoU', overlapText(recode)],
    ['Chamfer', chamferText(recode)],
    ['to reference', deviationText(toReference, unit, tolerance)],
    ['from reference', deviationText(fromReference, unit, tolerance)],
    ['within', `${numberText(tolerance)} ${unit}: ${sharesText(deviation, ({ within }) => within)}`],
    ['normals agree', sharesText(deviation, ({ normals }) => normals.share)],
    img2CadSeqRow(img2CadSeqOfPair(score.img2cadseq)),
    ...(fusionGallery
      ? [fusionGalleryRow(fusionGallery.exact ? 'yes' : 'no', fusionGallery.conciseness)]
      : []),
    sequenceRow(score.sequence),
    image2CadSeqRow(score.image2cadseq),
    ...score.warnings.map((warning): [string, string] => ['warning', warning]),
  ]);
}

function overlapText({ iou, iouMethod, iouOfMeshes }: RecodeScore): string {
  const text = `${iou.toFixed(6)} (${IOU_METHODS[iouMethod]})`;
  return iouMethod === 'solid' && iouOfMeshes !== undefined
    ? `${text}, ${iouOfMeshes.toFixed(6)} of their meshes`
    : text;
}

const chamferText = ({ chamfer, chamferFloor, ownBoxChamfer }: RecodeScore): string =>
  `${numberText(chamfer)} (floor ${numberText(chamferFloor)}), ${numberText(ownBoxChamfer)} by own box`;

const sharesText = (
  { toReference, fromReference }: DeviationScore,
  share: (deviation: Deviation) => number,
): string =>
  `${percentText(share(fromReference))} of the reference's surface, ${percentText(share(toReference))} of the candidate's`;

function deviationText(
  { mean, rms, p95, max, worst, signed }: Deviation,
  unit: string,
  tolerance: number,
): string {
  const text = (length: number): string => lengthText(length, tolerance);
  const side =
    signed && `; signed mean ${text(signed.mean)}, from ${text(signed.min)} to ${text(signed.max)} ${unit}`;
  return `mean ${text(mean)}, RMS ${text(rms)}, 95% ${text(p95)}, max ${text(max)} ${unit} at (${worst.map(text).join(', ')})${side ?? ''}`;
}

const countsText = (counts: PartCounts): string =>
  'faces' in counts
    ? [
        countText(counts.bodies, 'body'),
        countText(counts.faces, 'face'),
        countText(counts.edges, 'edge'),
      ].join(', ')
    : `mesh, ${countText(counts.bodies, 'body')}`;
