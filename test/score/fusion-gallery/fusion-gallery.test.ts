import { expect, test } from 'vitest';
import {
  fusionGalleryFigures,
  fusionGalleryFiguresByOperations,
  fusionGalleryScore,
} from '../../../src/score/fusion-gallery/index.ts';

const reconstruction = (iou: number, steps: number, designerSteps: number, valid = true) => ({
  iou,
  ofSolids: true,
  valid,
  steps,
  designerSteps,
});

test('an exact reconstruction in three steps instead of two has conciseness 1.5', () => {
  expect(fusionGalleryScore(reconstruction(1, 3, 2))).toEqual({ iou: 1, exact: true, conciseness: 1.5 });
  // Rounding of a Boolean counts as exact, a small hole that is missing does not.
  expect(fusionGalleryScore(reconstruction(1 - 9e-6, 2, 2)).exact).toBe(true);
  expect(fusionGalleryScore(reconstruction(1 - 2e-5, 2, 2)).exact).toBe(false);
});

test('what is not exact or not valid has no conciseness', () => {
  expect(fusionGalleryScore(reconstruction(0.99, 1, 4))).toEqual({
    iou: 0.99,
    exact: false,
    conciseness: undefined,
  });
  expect(fusionGalleryScore(reconstruction(1, 1, 4, false)).conciseness).toBeUndefined();
  const ofMeshes = fusionGalleryScore({ ...reconstruction(1, 1, 4), ofSolids: false });
  expect(ofMeshes).toEqual({ iou: 1, exact: false, conciseness: undefined });
});

test('figures of a set: mean IoU 0.75, exact 1/2, conciseness (1/2 + 2) / 2 of four designs', () => {
  const set = [
    reconstruction(1, 1, 2),
    reconstruction(1, 8, 4),
    reconstruction(0.9, 2, 5),
    reconstruction(0.1, 3, 12, false),
  ];
  const figures = fusionGalleryFigures(set);
  expect(figures?.iou).toBeCloseTo(0.75, 12);
  expect(figures).toMatchObject({ count: 4, exact: 0.5, conciseness: 1.25 });
  const groups = fusionGalleryFiguresByOperations(set);
  expect(groups.map(({ from, to, count }) => [from, to, count])).toEqual([
    [2, 2, 1],
    [4, 5, 2],
    [11, Infinity, 1],
  ]);
  expect(groups[1]).toMatchObject({ iou: 0.95, exact: 0.5, conciseness: 2 });
  expect(groups[2]).toMatchObject({ exact: 0, conciseness: undefined });
});

test('there are no figures of nothing', () => {
  expect(fusionGalleryFigures([])).toBeUndefined();
  expect(fusionGalleryFiguresByOperations([])).toEqual([]);
});
