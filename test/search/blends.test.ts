import { afterAll, describe, expect, it } from 'vitest';
import type { Frame } from '../../src/geometry/frame.ts';
import type { SolidTarget } from '../../src/input/target.ts';
import { loadKernel } from '../../src/kernel/load.node.ts';
import { moveProgram } from '../../src/program/transform.ts';
import type { Blend, EdgeSelector, Feature } from '../../src/program/types.ts';
import { reconstruct } from '../../src/reconstruct.ts';
import { circleAt, extrude, programOf, rectangleAt } from '../support/programs.ts';

const kernel = await loadKernel();
afterAll(() => kernel.close());

const plate = extrude('new', [rectangleAt(0, 0, 40, 30)], 0, 6);
const boss = extrude('join', [circleAt(20, 15, 8)], 6, 16);
const hole = extrude('cut', [circleAt(20, 15, 4)], 0, 16);
const rim: EdgeSelector = { between: ['/0/to', '/0/sketch'] };
const corners: EdgeSelector = { between: ['/0/sketch', '/0/sketch'] };
const foot: EdgeSelector = { between: ['/0/to', '/1/sketch'] };
const mouth: EdgeSelector = { between: ['/1/to', '/2/sketch'] };
const fillet = (radius: number, ...edges: EdgeSelector[]): Blend => ({ kind: 'fillet', edges, radius });
const chamfer = (distance: number, ...edges: EdgeSelector[]): Blend => ({ kind: 'chamfer', edges, distance });
const ASLANT: Frame = { origin: [5, -3, 2], xAxis: [0.6, 0, 0.8], normal: [-0.8, 0, 0.6] };

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
