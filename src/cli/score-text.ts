import type { Deviation } from '../score/deviations.ts';
import type { PairScore } from '../score/pair.ts';
import type { PartCounts, TopologyScore } from '../score/topology.ts';
import { countText, lengthText, numberText, percentText, tableText } from './text.ts';

const IOU_METHODS: Readonly<Record<PairScore['recode']['iouMethod'], string>> = {
  solid: 'exact, of solids',
  mesh: 'exact, of meshes',
  sampled: 'estimated at points, because a mesh does not close',
};

/** The score of a pair, for people. */
export function pairText({ unit, validity, recode, deviation, topology, warnings }: PairScore): string {
  const { toReference, fromReference, tolerance } = deviation;
  const { iou, iouMethod, iouOfMeshes, chamfer, chamferFloor, ownBoxChamfer } = recode;
  const ofMeshes =
    iouMethod === 'solid' && iouOfMeshes !== undefined && `${iouOfMeshes.toFixed(6)} of meshes`;
  return tableText([
    [
      'candidate',
      validity.valid ? countsText(topology.candidate) : `not valid: ${validity.problems.join(' ')}`,
    ],
    ['reference', countsText(topology.reference)],
    ['topology', topologyText(topology)],
    ['IoU', [`${iou.toFixed(6)} (${IOU_METHODS[iouMethod]})`, ofMeshes].filter(Boolean).join(', ')],
    [
      'Chamfer',
      `${numberText(chamfer)} (floor ${numberText(chamferFloor)}), ${numberText(ownBoxChamfer)} by own box`,
    ],
    ['to reference', deviationText(toReference, unit, tolerance)],
    ['from reference', deviationText(fromReference, unit, tolerance)],
    [
      'within',
      `${percentText(fromReference.within)} of the reference's surface, ${percentText(toReference.within)} of the candidate's within ${numberText(tolerance)} ${unit}`,
    ],
    [
      'normals',
      `agree on ${percentText(fromReference.normals.share)} of the reference, ${percentText(toReference.normals.share)} of the candidate; mean cosine ${numberText(fromReference.normals.mean)}, ${numberText(toReference.normals.mean)}`,
    ],
    ...warnings.map((warning): [string, string] => ['warning', warning]),
  ]);
}

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

const topologyText = ({ same }: TopologyScore): string => (same ? 'the same counts' : 'other counts');
