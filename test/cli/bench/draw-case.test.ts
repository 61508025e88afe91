import { afterAll, beforeAll, expect, test } from 'vitest';
import { drawCase } from '../../../src/cli/bench/draw-case.ts';
import { loadKernel } from '../../../src/kernel/load.node.ts';
import type { Kernel } from '../../../src/kernel/types.ts';
import { extrude, programOf, rectangleAt } from '../../support/programs.ts';

let kernel: Kernel;
beforeAll(async () => {
  kernel = await loadKernel();
});
afterAll(() => kernel.close());

test('the target, the result and their distance are three pictures', async () => {
  const block = (height: number) =>
    programOf(extrude('new', [{ outer: rectangleAt(0, 0, 4, 4), holes: [] }], 0, height));
  const each = { suite: 'some', part: 'block', input: { kind: 'program', program: block(2) } } as const;
  const pictures = Object.values(await drawCase(each, { program: block(3) }, kernel));
  expect(new Set(pictures).size).toBe(3);
  for (const picture of pictures) expect(picture.startsWith(btoa('\x89PNG\r\n').slice(0, 7))).toBe(true);

  const same = await drawCase(each, { program: block(2) }, kernel);
  expect(same.target).toBe(same.result);
});
