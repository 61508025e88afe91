import { expect, test } from 'vitest';
import type { Surface } from '../../../src/geometry/surface.ts';
import {
  joinEqualPrimitives,
  type Primitive,
  scorePrimitives,
  summarizePrimitives,
} from '../../../src/score/primitives/index.ts';

/** 20 points on the x axis. */
const positions = Float64Array.from({ length: 60 }, (_, i) => (i % 3 === 0 ? i / 3 : 0));
const cloud = { positions, diagonal: 10 };

const plane = (z: number): Surface => ({ kind: 'plane', origin: [0, 0, z], normal: [0, 0, 1] });
const sphere: Surface = { kind: 'sphere', center: [0, 0, 0], radius: 1 };
const freeform: Surface = { kind: 'freeform' };

/** A surface with the points from `first` to `last`. */
const on = (surface: Surface, first: number, last: number): Primitive => ({
  surface,
  points: Uint32Array.from({ length: last - first + 1 }, (_, i) => first + i),
});

// Points 0 to 9 and 10 to 14; points 14 to 18 are of no kind that has parameters; point 14 is on an edge.
const reference = [on(plane(0), 0, 9), on(sphere, 10, 14), on(freeform, 14, 18)];

test('what is found as it is counts in full', () => {
  const { kinds, labelled } = scorePrimitives([on(sphere, 10, 13), on(plane(0.2), 0, 9)], reference, cloud);
  expect(kinds.plane).toMatchObject({ reference: 1, found: 1, matched: 1 });
  expect(kinds.plane.errors).toEqual([{ angle: 0, place: 0.02, size: 0 }]);
  expect(kinds.sphere).toMatchObject({ reference: 1, found: 1, matched: 1 });
  expect(kinds.torus).toMatchObject({ reference: 0, found: 0, matched: 0 });
  // 10 of the plane and 4 of the sphere, of the 19 points that are on something.
  expect(labelled).toBeCloseTo(14 / 19, 12);
});

test('half of the points is not enough, and each primitive is found once', () => {
  const halves = [on(plane(0), 0, 4), on(plane(0), 5, 9)];
  expect(scorePrimitives(halves, reference, cloud).kinds.plane).toMatchObject({ found: 2, matched: 0 });
  const uneven = [on(plane(0), 0, 5), on(plane(0), 6, 9)];
  const { kinds, labelled } = scorePrimitives(uneven, reference, cloud);
  expect(kinds.plane).toMatchObject({ reference: 1, found: 2, matched: 1 });
  expect(labelled).toBeCloseTo(6 / 19, 12);
});

test('points that belong elsewhere count against a match', () => {
  // 10 of 19 points are common.
  expect(scorePrimitives([on(plane(0), 0, 18)], reference, cloud).kinds.plane.matched).toBe(1);
  // 10 of 20.
  expect(scorePrimitives([on(plane(0), 0, 19)], reference, cloud).kinds.plane.matched).toBe(0);
});

test('the right points on the wrong kind of surface are wrong', () => {
  const { kinds, labelled } = scorePrimitives([on(sphere, 0, 9)], reference, cloud);
  expect([kinds.sphere.found, kinds.sphere.matched, kinds.plane.matched, labelled]).toEqual([1, 0, 0, 0]);
});

test('primitives of equal surfaces are joined, others are not', () => {
  const joined = joinEqualPrimitives(
    [on(plane(0), 0, 3), on(plane(0.1), 4, 6), on(sphere, 7, 8), on(plane(1e-4), 3, 9)],
    positions,
    10,
  );
  expect(joined).toEqual([on(plane(0), 0, 9), on(plane(0.1), 4, 6), on(sphere, 7, 8)]);
});

test('a summary counts primitives, and clouds for the points', () => {
  const scores = [
    scorePrimitives([on(plane(0.2), 0, 9), on(plane(1), 16, 18)], reference, cloud),
    scorePrimitives([on(plane(0.1), 0, 9)], reference, cloud),
    scorePrimitives([on(plane(0.7), 0, 9)], reference, cloud),
    scorePrimitives([], reference, cloud),
  ];
  const { kinds, all, labelled } = summarizePrimitives(scores);
  expect(kinds.plane).toMatchObject({ reference: 4, found: 4, precision: 3 / 4, recall: 3 / 4 });
  expect(kinds.plane.medianErrors?.place).toBeCloseTo(0.02, 12);
  expect(kinds.sphere).toEqual({ reference: 4, found: 0, recall: 0 });
  expect(all).toMatchObject({ reference: 8, found: 4, precision: 3 / 4, recall: 3 / 8 });
  expect(labelled).toBeCloseTo(30 / 19 / 4, 12);
});
