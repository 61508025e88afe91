import { expect, test } from 'vitest';
import { recodeSummary } from '../../src/score/recode-summary.ts';
import { pairScore } from '../support/pair-score.ts';

/** A pair whose distance by its own box is twice that by the reference's. */
const score = (chamfer: number, iou: number, { valid = true, same = true } = {}) =>
  pairScore({ chamfer, ownBoxChamfer: 2 * chamfer, iou }, { valid, same });

test('the figures of a set are those computed by hand', () => {
  const set = [
    score(1, 1),
    score(6, 0.5, { same: false }),
    score(2, 0.995),
    undefined,
    score(100, 0.9, { valid: false }),
  ];
  expect(recodeSummary(set)).toEqual({
    count: 5,
    invalid: 2,
    invalidRatio: expect.closeTo(2 / 5, 12),
    meanChamfer: 3,
    medianChamfer: 2,
    meanChamferFloor: expect.closeTo(0.1, 12),
    medianChamferFloor: 0.1,
    meanOwnBoxChamfer: 6,
    medianOwnBoxChamfer: 4,
    meanIou: expect.closeTo(2.495 / 3, 12),
    meanIouOfMeshes: expect.closeTo(2.495 / 3, 12),
    meanIouOfAll: expect.closeTo(2.495 / 5, 12),
    iouOver99: 2 / 5,
    iouOver999: 1 / 5,
    sameTopology: 2 / 5,
  });
});

test('the median of an even number lies between the middle two', () => {
  const set = [4, 1, 10, 2].map((chamfer) => score(chamfer, 1));
  expect(recodeSummary(set)?.medianChamfer).toBe(3);
});

test('where all are invalid only their number is known', () => {
  expect(recodeSummary([undefined, undefined])).toMatchObject({
    invalidRatio: 1,
    meanChamfer: undefined,
    meanIou: undefined,
    meanIouOfAll: 0,
  });
  expect(recodeSummary([])).toBeUndefined();
});

test('parts without faces leave it open whether the topology is the same', () => {
  const counts = { candidate: { bodies: 1 }, reference: { bodies: 1, faces: 6, edges: 12 } };
  expect(recodeSummary([score(1, 1), pairScore({}, { topology: counts })])?.sameTopology).toBeUndefined();
});
