import { expect, test } from 'vitest';
import type { Surface } from '../../../src/geometry/surface.ts';
import type { Vec3 } from '../../../src/geometry/vector.ts';
import { parameterErrors } from '../../../src/score/primitives/parameter-errors.ts';

/** A unit vector in the x-z plane at an angle from z. */
const tilted = (angle: number): Vec3 => [Math.sin(angle), 0, Math.cos(angle)];

test('planes: the angle, and the distance where the points are', () => {
  const reference: Surface = { kind: 'plane', origin: [0, 0, 2], normal: [0, 0, 1] };
  const found: Surface = { kind: 'plane', origin: [0, 0, 2], normal: tilted(-0.01) };
  const here = parameterErrors(found, reference, [0, 0, 2.5]);
  expect(here?.angle).toBeCloseTo(0.01, 12);
  expect(here?.place).toBeCloseTo(0, 12);
  expect(here?.size).toBe(0);
  // 100 to the side the tilted plane is about 1 away.
  expect(parameterErrors(found, reference, [100, 7, 2.5])?.place).toBeCloseTo(100 * Math.sin(0.01), 10);
  const turned: Surface = { kind: 'plane', origin: [3, 4, 2.25], normal: [0, 0, -1] };
  expect(parameterErrors(turned, reference, [0, 0, 0])).toEqual({ angle: 0, place: 0.25, size: 0 });
});

test('cylinders: axes are compared at the points, however far off their origins are', () => {
  const reference: Surface = { kind: 'cylinder', origin: [0, 0, -500], axis: [0, 0, 1], radius: 5 };
  const found: Surface = { kind: 'cylinder', origin: [3, 4, 1e4], axis: [0, 0, -1], radius: 5.5 };
  expect(parameterErrors(found, reference, [1, 1, 1])).toEqual({ angle: 0, place: 5, size: 0.5 });
});

test('cones: radii are compared at the points, and half angles count as angles', () => {
  const cone = (origin: number, radius: number, halfAngle: number): Surface => ({
    kind: 'cone',
    origin: [0, 0, origin],
    axis: [0, 0, 1],
    radius,
    halfAngle,
  });
  const half = Math.PI / 4;
  const same = parameterErrors(cone(10, 12, half), cone(0, 2, half), [0, 0, 3]);
  expect(same?.angle).toBe(0);
  expect(same?.size).toBeCloseTo(0, 12);
  const wider = parameterErrors(cone(0, 2, half + 0.1), cone(0, 2, half), [0, 0, 3]);
  expect(wider?.angle).toBeCloseTo(0.1, 12);
  expect(wider?.size).toBeCloseTo(3 * (Math.tan(half + 0.1) - 1), 12);
});

test('spheres and tori: centers and radii', () => {
  const sphere = (x: number, radius: number): Surface => ({ kind: 'sphere', center: [x, 0, 0], radius });
  expect(parameterErrors(sphere(1, 3), sphere(0, 5), [0, 0, 0])).toEqual({ angle: 0, place: 1, size: 2 });
  const torus = (majorRadius: number, minorRadius: number): Surface => ({
    kind: 'torus',
    center: [0, 0, 0],
    axis: [0, 0, 1],
    majorRadius,
    minorRadius,
  });
  expect(parameterErrors(torus(10, 2.5), torus(9, 2), [0, 0, 0])).toEqual({ angle: 0, place: 0, size: 1 });
});

test('unlike kinds and freeform surfaces have no parameters to compare', () => {
  const freeform: Surface = { kind: 'freeform' };
  const plane: Surface = { kind: 'plane', origin: [0, 0, 0], normal: [0, 0, 1] };
  expect(parameterErrors(plane, freeform, [0, 0, 0])).toBeUndefined();
  expect(parameterErrors(freeform, freeform, [0, 0, 0])).toBeUndefined();
});
