import { expect, test } from 'vitest';
import type { Surface } from '../../../src/geometry/surface.ts';
import type { Vec3 } from '../../../src/geometry/vector.ts';
import { dimensionErrors } from '../../../src/score/primitives/dimension-errors.ts';

const extent = { center: [0, 0, 0] as Vec3, diagonal: 100 };
const plane = (z: number, normal: Vec3 = [0, 0, 1]): Surface => ({
  kind: 'plane',
  origin: [7, -3, z],
  normal,
});
const cylinder = (x: number, radius: number, axis: Vec3 = [0, 0, 1]): Surface => ({
  kind: 'cylinder',
  origin: [x, 0, 55],
  axis,
  radius,
});

test('distances of neighbouring planes, whichever way their normals point', () => {
  const reference = [plane(0), plane(4), plane(10)];
  const candidate = [plane(10.3), plane(0.1, [0, 0, -1]), plane(4.1)];
  const { total, errors } = dimensionErrors(reference, candidate, extent);
  expect(total).toBe(2);
  expect(errors[0]).toBeCloseTo(0, 12);
  expect(errors[1]).toBeCloseTo(0.2, 12);
});

test('a plane that the candidate lacks takes both of its distances along', () => {
  const reference = [plane(0), plane(4), plane(10)];
  expect(dimensionErrors(reference, [plane(0), plane(10)], extent)).toEqual({ total: 2, errors: [] });
});

test('diameters of cylinders about the same axis, each with the one that is nearest in radius', () => {
  const reference = [cylinder(0, 5), cylinder(0, 5), cylinder(0, 5.5), cylinder(20, 3)];
  const candidate = [cylinder(0.2, 5.45, [0, 0, -1]), cylinder(0.1, 5.1), cylinder(20, 3, [1, 0, 0])];
  const { total, errors } = dimensionErrors(reference, candidate, extent);
  expect(total).toBe(3);
  expect(errors).toHaveLength(2);
  expect(errors[0]).toBeCloseTo(0.2, 12);
  expect(errors[1]).toBeCloseTo(0.1, 12);
});

test('planes of other directions, and kinds without dimensions, do not count', () => {
  const reference: Surface[] = [plane(0), plane(5, [1, 0, 0]), { kind: 'freeform' }];
  expect(dimensionErrors(reference, reference, extent)).toEqual({ total: 0, errors: [] });
});
