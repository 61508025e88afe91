import fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { loadKernel } from '../../src/kernel/load.node.ts';
import type { Kernel } from '../../src/kernel/types.ts';
import type { Loop } from '../../src/program/types.ts';
import { arbitraryProgram } from '../support/arbitrary-program.ts';
import { circleAt, extrude, programOf, rectangleAt } from '../support/programs.ts';

let kernel: Kernel;
beforeAll(async () => {
  kernel = await loadKernel();
});
afterAll(() => kernel.close());

test('assess says what build, check and measure say', async () => {
  for (const program of fc.sample(arbitraryProgram(), { seed: 3, numRuns: 8 })) {
    const assessed = await kernel.assess(program).catch((error) => error.message);
    const solid = await kernel.build(program).catch((error) => error.message);
    if (typeof solid === 'string') {
      expect(assessed).toBe(solid);
      continue;
    }
    const { volume, bodies, faces, edges } = await kernel.measure(solid);
    expect(assessed).toMatchObject({ ...(await kernel.check(solid)), bodies, faces, edges });
    expect(Math.abs(assessed.volume - volume)).toBeLessThanOrEqual(1e-5 * volume);
  }
});

test('features far from a lump leave it as it is, and join, cut and keep the others', async () => {
  const near = rectangleAt(0, 0, 2, 2);
  const far = rectangleAt(100, 0, 2, 2);
  const both = extrude('new', [near, far], 0, 1);
  const bigger = await kernel.assess(programOf(both, extrude('join', [rectangleAt(1, 0, 2, 2)], 0, 1)));
  expect(bigger).toMatchObject({ valid: true, bodies: 2, faces: 12 });
  expect(bigger.volume).toBeCloseTo(10, 9);
  const drilled = await kernel.assess(programOf(both, extrude('cut', [circleAt(1, 1, 0.5)], 0, 1)));
  expect(drilled).toMatchObject({ valid: true, bodies: 2, faces: 13 });
  const kept = await kernel.assess(programOf(both, extrude('intersect', [rectangleAt(1, 0, 2, 2)], 0, 1)));
  expect(kept).toMatchObject({ valid: true, bodies: 1 });
  expect(kept.volume).toBeCloseTo(2, 9);
  const beside = await kernel.assess(
    programOf(both, extrude('join', [circleAt(50, 0, 2), circleAt(60, 0, 2)], 0, 1)),
  );
  expect(beside).toMatchObject({ valid: true, bodies: 4 });
});

test('a volume is precise where two round faces meet at a shallow angle', async () => {
  // A circular segment of radius 40, 8 high, and a cylinder of radius 9 across that leaves it through its arc.
  const segment: Loop = {
    kind: 'path',
    start: [24, 29],
    edges: [
      { kind: 'line', to: [72, 29] },
      { kind: 'arc', through: [48, 37], to: [24, 29] },
    ],
  };
  const across = { origin: [0, 0, 0], xAxis: [0, 1, 0], normal: [1, 0, 0] } as const;
  const { volume } = await kernel.assess(
    programOf(extrude('new', [segment], -100, 19), extrude('join', [circleAt(42, -59, 9)], -12, 48, across)),
  );
  const half = Math.asin(24 / 40);
  const alone = 119 * 40 ** 2 * (half - Math.sin(half) * Math.cos(half)) + 60 * Math.PI * 9 ** 2;
  // The integral of 2 sqrt(81 - (y - 42)^2) over the segment above y = 33 and left of x = 48, by quadrature.
  const common = 443.617292312;
  expect(Math.abs(volume - (alone - common))).toBeLessThan(2e-7 * volume);
});
