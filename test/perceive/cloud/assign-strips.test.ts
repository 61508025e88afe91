import { expect, it } from 'vitest';
import { withoutStrips } from '../../../src/perceive/cloud/assign-strips.ts';
import type { FoundSurface } from '../../../src/perceive/cloud/curved/find-curved.ts';

const indices = (from: number, to: number): Uint32Array =>
  Uint32Array.from({ length: to - from }, (_, i) => from + i);
const plane = (from: number, to: number): FoundSurface => ({
  surface: { kind: 'plane', origin: [0, 0, 0], normal: [0, 0, 1] },
  points: indices(from, to),
});
const cylinder = (from: number, to: number): FoundSurface => ({
  surface: { kind: 'cylinder', origin: [0, 0, 0], axis: [0, 0, 1], radius: 1 },
  points: indices(from, to),
});

it('many planes whose points lie on one cylinder too give way to it, others stay', () => {
  const surfaces = [plane(0, 50), plane(50, 60), plane(60, 70), plane(70, 80), cylinder(48, 80)];
  expect([...withoutStrips(100, surfaces)]).toEqual([1, 0, 0, 0, 1]);
});

it('two planes are left to the contest, and so are planes of several cylinders', () => {
  const two = [plane(0, 10), plane(10, 20), cylinder(0, 20)];
  expect([...withoutStrips(100, two)]).toEqual([1, 1, 1]);
  const several = [plane(0, 10), plane(10, 20), plane(20, 30), cylinder(0, 20), cylinder(20, 30)];
  expect([...withoutStrips(100, several)]).toEqual([1, 1, 1, 1, 1]);
});
