import { afterAll, beforeAll, expect, test } from 'vitest';
import { loadKernel } from '../../src/kernel/load.node.ts';
import type { Kernel } from '../../src/kernel/types.ts';
import { perceiveSolid } from '../../src/perceive/solid.ts';
import type { Loop } from '../../src/program/types.ts';
import { evidenceOf, viewAlong } from '../../src/propose/axis-view.ts';
import { revolutionAxes, sliceAround } from '../../src/propose/revolution.ts';
import { sectionAt } from '../../src/propose/section.ts';
import { circleAt, extrude, programOf } from '../support/programs.ts';

let kernel: Kernel;
beforeAll(async () => {
  kernel = await loadKernel();
});
afterAll(() => kernel.close());

test('no outline of a revolve runs along a flat wall', async () => {
  const corner = (k: number) => [Math.cos((k * Math.PI) / 3), Math.sin((k * Math.PI) / 3)] as const;
  const hexagon: Loop = {
    kind: 'path',
    start: corner(0),
    edges: [1, 2, 3, 4, 5, 6].map((k) => ({ kind: 'line', to: corner(k % 6) })),
  };
  // A stepped shaft with a hexagonal stud at its end: each plane through the axis cuts the stud at another width.
  const solid = await kernel.build(
    programOf(
      extrude('new', [circleAt(0, 0, 3)], 0, 2),
      extrude('join', [circleAt(0, 0, 2)], 2, 5),
      extrude('join', [hexagon], 5, 6),
      extrude('cut', [circleAt(0, 0, 0.5)], 0, 6),
    ),
  );
  const [{ perceived }] = await perceiveSolid(kernel, solid);
  const [axis] = revolutionAxes(perceived);
  const evidence = evidenceOf(perceived);
  const { regions } = sliceAround(perceived, axis, 1e-9, (frame) =>
    sectionAt(viewAlong(evidence, frame), 0, 1e-3),
  );
  const widths = regions.flatMap(({ profiles }) =>
    profiles.flatMap(({ outer }) => (outer.kind === 'path' ? outer.edges.map(({ to }) => to[0]) : [])),
  );
  const turned = [0, 0.5, 2, 3];
  expect(widths.filter((u) => !turned.some((r) => Math.abs(r - u) < 1e-6))).toEqual([]);
});
