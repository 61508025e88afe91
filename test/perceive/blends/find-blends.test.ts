import { afterAll, describe, expect, it } from 'vitest';
import { loadKernel } from '../../../src/kernel/load.node.ts';
import { findBlends } from '../../../src/perceive/blends/find-blends.ts';
import { perceiveSolid } from '../../../src/perceive/solid.ts';
import { moveProgram } from '../../../src/program/transform.ts';
import type { EdgeSelector, Feature, Loop } from '../../../src/program/types.ts';
import { ASLANT, boss, chamfer, corners, fillet, hole, plate, rim } from '../../support/flange.ts';
import { extrude, programOf, rectangleAt, revolve } from '../../support/programs.ts';

const kernel = await loadKernel();
afterAll(() => kernel.close());

/** Blends as words, sorted: kind, size, convex or concave, how many; and the number of ball corners. */
async function found(...features: Feature[]): Promise<string[]> {
  const solid = await kernel.build(moveProgram(programOf(...features), ASLANT));
  const [{ perceived }] = await perceiveSolid(kernel, solid);
  const { blends, corners } = findBlends(perceived);
  const words = blends.map(
    ({ kind, size, convex }) => `${convex ? 'convex' : 'concave'} ${kind} ${size.toFixed(3)}`,
  );
  const counted = [...new Set(words)]
    .sort()
    .map((word) => `${words.filter((w) => w === word).length} ${word}`);
  return corners.length > 0 ? [...counted, `${corners.length} balls`] : counted;
}

const path = (start: [number, number], ...to: [number, number][]): Loop => ({
  kind: 'path',
  start,
  edges: [...to, start].map((point) => ({ kind: 'line', to: point })),
});
const polygon = (count: number, radius: number): Loop => {
  const corner = (i: number): [number, number] => [
    radius * Math.cos((2 * Math.PI * i) / count),
    radius * Math.sin((2 * Math.PI * i) / count),
  ];
  return path(corner(0), ...Array.from({ length: count - 1 }, (_, i) => corner(i + 1)));
};

describe('fillets and chamfers are found', () => {
  it('on corners, rims that turn sharply, and rims that turn smoothly', async () => {
    expect(await found(plate, fillet(3, corners))).toEqual(['4 convex fillet 3.000']);
    expect(await found(plate, chamfer(1.5, corners))).toEqual(['4 convex chamfer 1.500']);
    expect(await found(plate, fillet(2, rim))).toEqual(['4 convex fillet 2.000']);
    expect(await found(plate, chamfer(2, rim))).toEqual(['4 convex chamfer 2.000']);
    expect(await found(plate, fillet(4, corners), fillet(1, rim))).toEqual([
      '8 convex fillet 1.000',
      '4 convex fillet 4.000',
    ]);
    expect(await found(plate, fillet(4, corners), chamfer(1, rim))).toEqual([
      '8 convex chamfer 1.000',
      '4 convex fillet 4.000',
    ]);
  });

  it('with the balls where three meet', async () => {
    expect(await found(plate, fillet(2, corners, rim))).toEqual(['8 convex fillet 2.000', '4 balls']);
  });

  it('around bosses and mouths of holes, inside and outside', async () => {
    const foot: EdgeSelector = { between: ['/0/to', '/1/sketch'] };
    const mouths: EdgeSelector[] = [
      { between: ['/1/to', '/2/sketch'] },
      { between: ['/0/from', '/2/sketch'] },
    ];
    expect(await found(plate, boss, hole, fillet(2, foot), chamfer(0.5, ...mouths))).toEqual([
      '1 concave fillet 2.000',
      '2 convex chamfer 0.500',
    ]);
  });

  it('in pockets, at any angle, and on revolves', async () => {
    const pocket = extrude('cut', [rectangleAt(5, 5, 20, 12)], 2, 6);
    const floor: EdgeSelector = { between: ['/1/from', '/1/sketch'] };
    expect(await found(plate, pocket, fillet(1, floor))).toEqual(['4 concave fillet 1.000']);
    const wedge = extrude('new', [path([0, 0], [30, 0], [0, 20])], 0, 10);
    expect(await found(wedge, fillet(1, corners))).toEqual(['3 convex fillet 1.000']);
    const shaft = revolve('new', [rectangleAt(0, 0, 10, 30)], 0, 2 * Math.PI);
    expect(await found(shaft, chamfer(1, corners))).toEqual(['2 convex chamfer 1.000']);
    expect(await found(shaft, fillet(1, corners))).toEqual(['2 convex fillet 1.000']);
  });
});

describe('what only looks like a blend is none', () => {
  it('plain plates, bosses, holes, polygons, slots, cones', async () => {
    const slot: Loop = {
      kind: 'path',
      start: [-10, -5],
      edges: [
        { kind: 'line', to: [10, -5] },
        { kind: 'arc', through: [15, 0], to: [10, 5] },
        { kind: 'line', to: [-10, 5] },
        { kind: 'arc', through: [-15, 0], to: [-10, -5] },
      ],
    };
    const cone = revolve('new', [path([0, 0], [10, 0], [4, 12], [0, 12])], 0, 2 * Math.PI);
    expect(await found(plate, boss, hole)).toEqual([]);
    for (const loop of [slot, polygon(6, 10), polygon(8, 10), polygon(3, 10)])
      expect(await found(extrude('new', [loop], 0, 8))).toEqual([]);
    expect(
      await found(extrude('new', [{ outer: rectangleAt(-30, -20, 60, 40), holes: [slot] }], 0, 6)),
    ).toEqual([]);
    expect(await found(cone)).toEqual([]);
  });
});
