import { afterAll, beforeAll, expect, test } from 'vitest';
import { loadKernel } from '../../src/kernel/load.node.ts';
import type { Kernel } from '../../src/kernel/types.ts';
import { perceiveSolid } from '../../src/perceive/solid.ts';
import type { SweptProgram } from '../../src/program/types.ts';
import { cutsOfMesh } from '../../src/search/cuts.ts';
import { explainerOf } from '../../src/search/explain.ts';
import { circleAt, extrude, programOf, rectangleAt } from '../support/programs.ts';

let kernel: Kernel;
beforeAll(async () => {
  kernel = await loadKernel();
});
afterAll(() => kernel.close());

const perceived = async (program: SweptProgram) =>
  (await perceiveSolid(kernel, await kernel.build(program)))[0].perceived;

test('profiles of what an explanation left over are learnt once, and then proposed', async () => {
  const block = await perceived(programOf(extrude('new', [rectangleAt(0, 0, 40, 25)], 0, 6)));
  const leftOver = await perceived(programOf(extrude('new', [circleAt(10, 8, 3)], 2, 4)));
  const cuts = cutsOfMesh(block);
  const explainer = explainerOf(cuts);
  const learn = () => explainer.learn((axis) => cuts.regionsOf(leftOver, axis));
  explainer.explain(1, [], new Set(), () => false);
  expect(learn()).toBeGreaterThan(0);
  expect(learn()).toBe(0);
  const { features } = explainer.explain(1, [], new Set(), () => false);
  expect(features).toHaveLength(1);
});
