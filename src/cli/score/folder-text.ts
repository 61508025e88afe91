import type { Counts } from '../../kernel/types.ts';
import type { RecodeSummary } from '../../score/recode-summary.ts';
import type { SetScore } from '../../score/set.ts';
import type { PartCounts, TopologyScore } from '../../score/topology.ts';
import { columnsText, lengthText, numberText, percentText, tableText } from '../text.ts';
import type { PairOutcome } from './folders.ts';
import { fusionGalleryRow, image2CadSeqRow, img2CadSeqRow, sequenceRow } from './rows.ts';
import type { SetsScore } from './sets.ts';

const HEADINGS = [
  'part',
  'IoU',
  'Chamfer',
  'floor',
  'mean',
  '95%',
  'max',
  'unit',
  'bodies',
  'faces',
  'edges',
];

/** The scores of two folders, for people: a line a pair, the figures of all, and what was left out. */
export function setText(
  outcomes: readonly PairOutcome[],
  summary: SetScore,
  unmatched: readonly string[],
): string {
  const invalid = outcomes.flatMap((outcome) =>
    'invalid' in outcome ? [[outcome.name, outcome.invalid]] : [],
  );
  const unsound = outcomes.flatMap((outcome) =>
    'score' in outcome && !outcome.score.validity.valid
      ? [[outcome.name, outcome.score.validity.problems.join(' ')]]
      : [],
  );
  const unusable = outcomes.flatMap((outcome) =>
    'unusable' in outcome ? [[outcome.name, outcome.unusable]] : [],
  );
  return [
    columnsText([HEADINGS, ...outcomes.flatMap(rowOf)]),
    recodeText(summary.recode),
    otherFiguresText(summary),
    listText('invalid candidates', [...invalid, ...unsound]),
    listText('references that cannot be used, not counted', unusable),
    listText('warnings', warningsOf(outcomes)),
    listText(
      'candidates without a reference, not counted',
      unmatched.map((name) => [name]),
    ),
  ]
    .filter(Boolean)
    .join('\n');
}

/** Each warning once, with the number of pairs that have it where there are several. */
function warningsOf(outcomes: readonly PairOutcome[]): string[][] {
  const counts = new Map<string, number>();
  for (const outcome of outcomes) {
    const warnings = 'score' in outcome ? outcome.score.warnings : [];
    for (const warning of new Set(warnings)) counts.set(warning, (counts.get(warning) ?? 0) + 1);
  }
  return [...counts].map(([warning, count]) => [count === 1 ? warning : `${warning} (${count} pairs)`]);
}

/** Two folders compared as sets, for people. */
export const setsText = (score: SetsScore): string =>
  [
    tableText([
      ['generated', `${score.generated} valid (${percentText(score.invalidRatio)} invalid)`],
      ['references', String(score.references)],
      ['MMD', `${numberText(score.mmd)} (${numberText(score.mmdOfGenerated)} from the generated)`],
      ['COV', percentText(score.coverage)],
      ['JSD', numberText(score.jsd)],
      ['uniqueness', score.uniqueness === undefined ? undefined : percentText(score.uniqueness)],
      ['novelty', score.novelty === undefined ? undefined : percentText(score.novelty)],
    ]),
    listText(
      'invalid parts',
      score.invalid.map(({ path, reason }) => [path, reason]),
    ),
  ]
    .filter(Boolean)
    .join('\n');

/** Of each deviation the larger of the two directions. */
function rowOf(outcome: PairOutcome): string[][] {
  if (!('score' in outcome)) return [];
  const { unit, recode, deviation, topology } = outcome.score;
  const { toReference, fromReference, tolerance } = deviation;
  const lengths = (['mean', 'p95', 'max'] as const).map((key) =>
    lengthText(Math.max(toReference[key], fromReference[key]), tolerance),
  );
  const { iou, chamfer, chamferFloor } = recode;
  return [
    [
      outcome.name,
      iou.toFixed(6),
      chamfer.toFixed(4),
      chamferFloor.toFixed(4),
      ...lengths,
      unit,
      ...(['bodies', 'faces', 'edges'] as const).map((key) => countsText(topology, key)),
    ],
  ];
}

/** "11", or "10 of 11" where the candidate has another number than the reference; "-" where one is a mesh. */
function countsText({ candidate, reference }: TopologyScore, key: 'bodies' | 'faces' | 'edges'): string {
  const count = (counts: PartCounts): number | undefined => (counts as Partial<Counts>)[key];
  const [ours, theirs] = [count(candidate), count(reference)];
  if (ours === undefined || theirs === undefined) return '-';
  return ours === theirs ? String(ours) : `${ours} of ${theirs}`;
}

function recodeText(summary: RecodeSummary): string {
  const chamfer = (mean: number | undefined, median: number | undefined): string =>
    mean === undefined || median === undefined
      ? 'none is valid'
      : `mean ${numberText(mean)}, median ${numberText(median)}`;
  const iou = (value: number | undefined): string =>
    value === undefined ? 'none is valid' : value.toFixed(6);
  return tableText([
    ['pairs', String(summary.count)],
    ['invalid', `${summary.invalid} (${percentText(summary.invalidRatio)})`],
    ['Chamfer', chamfer(summary.meanChamfer, summary.medianChamfer)],
    ['Chamfer floor', chamfer(summary.meanChamferFloor, summary.medianChamferFloor)],
    ['Chamfer by own box', chamfer(summary.meanOwnBoxChamfer, summary.medianOwnBoxChamfer)],
    ['mean IoU of valid', iou(summary.meanIou)],
    ['by meshes', iou(summary.meanIouOfMeshes)],
    ['invalid as 0', iou(summary.meanIouOfAll)],
    ['IoU >= 0.99', percentText(summary.iouOver99)],
    ['IoU >= 0.999', percentText(summary.iouOver999)],
    ['same topology', summary.sameTopology === undefined ? undefined : percentText(summary.sameTopology)],
  ]);
}

function otherFiguresText({ img2cadseq, fusionGallery, sequence, image2cadseq }: SetScore): string {
  const rows = [
    img2CadSeqRow(img2cadseq),
    ...(fusionGallery ? [fusionGalleryRow(percentText(fusionGallery.exact), fusionGallery.conciseness)] : []),
    sequenceRow(sequence),
    image2CadSeqRow(image2cadseq?.whole),
  ];
  return rows.some(([, value]) => value !== undefined) ? tableText(rows) : '';
}

const listText = (heading: string, items: readonly (readonly string[])[]): string =>
  items.length === 0 ? '' : `${heading}:\n${items.map((item) => `  ${item.join(': ')}\n`).join('')}`;
