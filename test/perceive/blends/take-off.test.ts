import { afterAll, describe, expect, it } from 'vitest';
import { loadKernel } from '../../../src/kernel/load.node.ts';
import { takeOffBlends } from '../../../src/perceive/blends/take-off.ts';
import { perceiveSolid } from '../../../src/perceive/solid.ts';
import { moveProgram } from '../../../src/program/transform.ts';
import type { Blend, EdgeSelector, Loop, Sweep } from '../../../src/program/types.ts';
import {
  ASLANT,
  boss,
  chamfer,
  corners,
  fillet,
  foot,
  hole,
  mouth,
  plate,
  rim,
} from '../../support/flange.ts';
import { extrude, programOf, rectangleAt } from '../../support/programs.ts';

const kernel = await loadKernel();
afterAll(() => kernel.close());

const pocket = extrude('cut', [rectangleAt(5, 5, 20, 12)], 2, 6);
const triangle: Loop = {
  kind: 'path',
  start: [0, 0],
  edges: [
    { kind: 'line', to: [30, 0] },
    { kind: 'line', to: [0, 20] },
    { kind: 'line', to: [0, 0] },
  ],
};
const prism = extrude('new', [triangle], 0, 10);
const bossRim: EdgeSelector = { between: ['/1/to', '/1/sketch'] };
const floor: EdgeSelector = { between: ['/1/from', '/1/sketch'] };

const CASES: Record<string, { sharp: Sweep[]; blends: Blend[]; taken: number }> = {
  'a rim that turns sharply': { sharp: [plate], blends: [fillet(2, rim)], taken: 4 },
  'a broken rim': { sharp: [plate], blends: [chamfer(2, rim)], taken: 4 },
  'every edge, with balls': { sharp: [plate], blends: [fillet(2, corners, rim)], taken: 8 },
  'a foot, a rim and a mouth': {
    sharp: [plate, boss, hole],
    blends: [fillet(2, foot), fillet(1, bossRim), chamfer(0.5, mouth)],
    taken: 3,
  },
  'the floor of a pocket': { sharp: [plate, pocket], blends: [fillet(1, floor)], taken: 4 },
  'the rim of a prism with sharp corners': { sharp: [prism], blends: [fillet(1, rim)], taken: 3 },
  'the broken rim of a prism with sharp corners': { sharp: [prism], blends: [chamfer(1, rim)], taken: 3 },
};

async function sharpened(sweeps: Sweep[], blends: Blend[]) {
  const solid = await kernel.build(moveProgram(programOf(...sweeps, ...blends), ASLANT));
  const [part] = await perceiveSolid(kernel, solid);
  return takeOffBlends(kernel, part, () => false);
}

describe('a solid without its blends is the one that they were put on:', () => {
  for (const [name, { sharp, blends, taken }] of Object.entries(CASES)) {
    it(name, async () => {
      const found = await sharpened(sharp, blends);
      const before = await kernel.build(moveProgram(programOf(...sharp), ASLANT));
      expect(found.rounds.flat()).toHaveLength(taken);
      expect(await kernel.intersectionOverUnion(found.part.solid, before)).toBeGreaterThan(1 - 1e-9);
      expect(found.part.perceived.faces).toHaveLength((await kernel.faces(before)).length);
    });
  }
});

it('corners that a sketch can draw stay, and the rim around them goes', async () => {
  const found = await sharpened([plate], [fillet(4, corners), chamfer(1, rim)]);
  const before = await kernel.build(moveProgram(programOf(plate, fillet(4, corners)), ASLANT));
  expect(found.rounds.flat()).toHaveLength(8);
  expect(await kernel.intersectionOverUnion(found.part.solid, before)).toBeGreaterThan(1 - 1e-9);
});
