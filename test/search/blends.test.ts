import { afterAll, describe, expect, it } from 'vitest';
import type { SolidTarget } from '../../src/input/target.ts';
import { loadKernel } from '../../src/kernel/load.node.ts';
import { moveProgram } from '../../src/program/transform.ts';
import type { Feature } from '../../src/program/types.ts';
import { reconstruct } from '../../src/reconstruct.ts';
import { ASLANT, boss, chamfer, corners, fillet, foot, hole, mouth, plate, rim } from '../support/flange.ts';
import { programOf } from '../support/programs.ts';

const kernel = await loadKernel();
afterAll(() => kernel.close());

async function reconstructed(...features: Feature[]) {
  const solid = await kernel.build(moveProgram(programOf(...features), ASLANT));
  const target: SolidTarget = { kind: 'solid', unit: 'mm', unitAssumed: false, warnings: [], solid };
  const { program, report } = await reconstruct(target, { kernel, timeLimit: 30 });
  const blends = program.features.flatMap((feature) =>
    feature.kind === 'fillet'
      ? [`fillet ${feature.radius} by ${feature.edges.length}`]
      : feature.kind === 'chamfer'
        ? [`chamfer ${feature.distance} by ${feature.edges.length}`]
        : [],
  );
  return { exact: report.fit.exact, steps: report.steps, blends };
}

describe('a part with blends is drawn without them, and they are put back', () => {
  it('on a flange, each where it was', async () => {
    expect(await reconstructed(plate, boss, hole, fillet(2, foot), chamfer(0.5, mouth))).toMatchObject({
      exact: true,
      blends: ['fillet 2 by 1', 'chamfer 0.5 by 1'],
    });
  });

  it('on every edge of a plate, as few selectors', async () => {
    expect(await reconstructed(plate, fillet(2, corners, rim))).toEqual({
      exact: true,
      steps: 2,
      blends: ['fillet 2 by 2'],
    });
  });

  it('on a rim around corners that the sketch draws', async () => {
    expect(await reconstructed(plate, fillet(4, corners), chamfer(1, rim))).toEqual({
      exact: true,
      steps: 2,
      blends: ['chamfer 1 by 1'],
    });
  });
});
