import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Vec2 } from '../../src/geometry/vector.ts';
import { loadKernel } from '../../src/kernel/load.node.ts';
import type { Kernel } from '../../src/kernel/types.ts';
import type { Loop, SweptProgram } from '../../src/program/types.ts';
import { extrude, programOf } from '../support/programs.ts';

let kernel: Kernel;
beforeAll(async () => {
  kernel = await loadKernel();
});
afterAll(() => kernel.close());

const polygon = (...points: Vec2[]): Loop => ({
  kind: 'path',
  start: points[points.length - 1],
  edges: points.map((to) => ({ kind: 'line', to })),
});
const measured = async (program: SweptProgram) => kernel.measure(await kernel.build(program));

describe('faces of one surface', () => {
  test('are one where their angle is rounding', async () => {
    const bend = (angle: number) => polygon([0, 0], [4, 0], [4, 1], [4 - 2 * angle, 3], [0, 3]);
    const faces = async (angle: number) =>
      (await measured(programOf(extrude('new', [bend(angle)], 0, 2)))).faces;
    expect(await faces(4e-10)).toBe(6);
    expect(await faces(1e-4)).toBe(7);
  });
});
