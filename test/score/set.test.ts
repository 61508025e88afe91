import { describe, expect, test } from 'vitest';
import type { PairScore } from '../../src/score/pair.ts';
import { programScores } from '../../src/score/program-scores.ts';
import { scoreSet } from '../../src/score/set.ts';
import { pairScore } from '../support/pair-score.ts';
import { circleAt, extrude, programOf, rectangleAt } from '../support/programs.ts';

const DISTANCES = { chamfer: 2, accuracyError: 20, completenessError: 20 };
const ofFaces = { ...DISTANCES, hangingFaceRatio: 0, segmentationAccuracy: 0.5, primitives: undefined };

const score = (iou: number, img2cadseq: PairScore['img2cadseq']): PairScore =>
  pairScore({ iou }, { img2cadseq, sequence: { command: iou, parameter: 1 } });

const plate = programOf(extrude('new', [rectangleAt(0, 0, 2, 1)], 0, 1));
const plateInTwo = programOf(
  extrude('new', [rectangleAt(0, 0, 1, 1)], 0, 1),
  extrude('join', [rectangleAt(1, 0, 1, 1)], 0, 1),
);
const disc = programOf(extrude('new', [circleAt(0, 0, 1)], 0, 1));

describe('scoreSet', () => {
  test('gives programs every figure, with what failed counted against them', () => {
    const set = scoreSet([
      { score: score(1, ofFaces), programs: { reference: plate, candidate: plateInTwo } },
      { score: score(0.5, ofFaces), programs: { reference: disc, candidate: disc } },
      { programs: { reference: disc } },
      { score: score(1, ofFaces), programs: { reference: disc, candidate: disc } },
    ]);
    expect(set?.recode).toMatchObject({ count: 4, invalid: 1, meanIouOfAll: 2.5 / 4 });
    expect(set?.img2cadseq).toMatchObject({ count: 4, invalidRatio: 0.25, segmentationAccuracy: 0.5 });
    // Two of four are exact, one in twice the designer's steps.
    expect(set?.fusionGallery).toMatchObject({ iou: 2.5 / 4, exact: 0.5, conciseness: 1.5 });
    expect(set?.sequence?.command).toBeCloseTo(2.5 / 3, 12);
    // The two discs are right; two rectangles for one and nothing for a disc are not.
    expect(set?.image2cadseq).toMatchObject({ pairs: 4, whole: { acp: 0.5 } });
  });

  test('has no figures of faces or steps where these are not known', () => {
    const set = scoreSet([
      { score: score(1, DISTANCES) },
      { score: score(1, ofFaces), programs: { reference: disc, candidate: disc } },
    ]);
    expect(set?.img2cadseq).toBeUndefined();
    expect(set?.fusionGallery).toBeUndefined();
    expect(set?.recode.count).toBe(2);
  });

  test('gives invalid solids no overlap, and exactness to the overlap of solids alone', () => {
    const programs = { reference: disc, candidate: disc };
    const set = scoreSet([
      { score: pairScore({ iou: 1 }), programs },
      { score: pairScore({ iou: 1, iouMethod: 'mesh' }), programs },
      { score: pairScore({ iou: 0.9 }, { valid: false }), programs },
      { score: pairScore({ iou: 1 }, { valid: false }), programs },
    ]);
    expect(set?.fusionGallery).toMatchObject({ iou: 0.5, exact: 0.25, conciseness: 1 });
  });

  test('leaves out of the feature matrix a reference of more rows than are scored', () => {
    const circles = Array.from({ length: 1100 }, (_, i) => circleAt(4 * (i % 40), 4 * Math.floor(i / 40), 1));
    const many = programOf(extrude('new', circles, 0, 1));
    const bounds = { min: [-1, -1, 0], max: [157, 109, 1] } as const;
    const scored = { overlap: { iou: 1, iouMethod: 'solid' }, valid: true, bounds } as const;
    expect(programScores(many, many, scored).image2cadseq).toBeUndefined();
    // Beside a short reference a candidate of so many rows is wrong.
    expect(programScores(many, disc, scored).image2cadseq).toMatchObject({ acp: 0 });
    const set = scoreSet([
      { score: score(1, ofFaces), programs: { reference: many, candidate: many } },
      { score: score(1, ofFaces), programs: { reference: disc, candidate: disc } },
      { score: score(0, ofFaces), programs: { reference: disc, candidate: many } },
    ]);
    expect(set?.recode.count).toBe(3);
    expect(set?.image2cadseq).toMatchObject({ pairs: 2, whole: { acp: 0.5 } });
  });

  test('needs pairs', () => expect(scoreSet([])).toBeUndefined());
});
