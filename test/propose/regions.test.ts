import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Frame } from '../../src/geometry/frame.ts';
import { loadKernel } from '../../src/kernel/load.node.ts';
import type { Kernel } from '../../src/kernel/types.ts';
import { perceiveSolid } from '../../src/perceive/solid.ts';
import type { Loop } from '../../src/program/types.ts';
import { evidenceOf, viewAlong } from '../../src/propose/axis-view.ts';
import { sliceAxis } from '../../src/propose/regions.ts';
import { circleAt, extrude, programOf } from '../support/programs.ts';

let kernel: Kernel;
beforeAll(async () => {
  kernel = await loadKernel();
});
afterAll(() => kernel.close());

test('a notch across a rounded part is a region, though every section slopes', async () => {
  const half: Loop = {
    kind: 'path',
    start: [0, -3],
    edges: [
      { kind: 'line', to: [0, 3] },
      { kind: 'arc', through: [-3, 0], to: [0, -3] },
    ],
  };
  // Along x: u is y, v is z.
  const across: Frame = { origin: [0, 0, 0], xAxis: [0, 1, 0], normal: [1, 0, 0] };
  const notch = extrude('cut', [circleAt(0, 2, 1)], -4, 0.5, across);
  const solid = await kernel.build(programOf(extrude('new', [half], -2, 2), notch));
  const [{ perceived }] = await perceiveSolid(kernel, solid);
  const { regions } = sliceAxis(viewAlong(evidenceOf(perceived), across), 1e-3);
  expect(regions.some(({ area }) => Math.abs(area - Math.PI / 2) < 1e-6)).toBe(true);
});
