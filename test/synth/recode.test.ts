import { expect, test } from 'vitest';
import { readCadQuery } from '../../src/formats/cadquery/read.ts';
import type { Random } from '../../src/geometry/random.ts';
import { seededRandom } from '../../src/geometry/random.ts';
import { loadKernel } from '../../src/kernel/load.node.ts';
import { programBounds } from '../../src/program/bounds.ts';
import { greatestMagnitude, lengthsOf } from '../../src/program/numbers.ts';
import { profileArea } from '../../src/program/region.ts';
import { sweptProgram } from '../../src/program/sweeps.ts';
import type { Profile } from '../../src/program/types.ts';
import { validateProgram } from '../../src/program/validate.ts';
import { canonicalForm } from '../../src/synth/design-key.ts';
import { mergeStraight } from '../../src/synth/recode/merge-straight.ts';
import { drawShape } from '../../src/synth/recode/sketch.ts';
import { recodeSource } from '../../src/synth/recode/source.ts';
import { extrude, programOf } from '../support/programs.ts';

const ATTEMPTS = 250;
const drawn = Array.from({ length: ATTEMPTS }, (_, i) => recodeSource.draw(seededRandom(5, i)));
const samples = drawn.flatMap((sample) => sample ?? []);

test('most attempts give a design, the same from the same stream', () => {
  expect(samples.length).toBeGreaterThan(0.6 * ATTEMPTS);
  for (let i = 0; i < 20; i++) expect(recodeSource.draw(seededRandom(5, i))).toEqual(drawn[i]);
  expect(new Set(samples.map(({ program }) => canonicalForm(program, 1))).size).toBe(samples.length);
});

test('a design is extrusions joined, from at most two canonical planes moved along their normals', () => {
  for (const { program } of samples) {
    expect(validateProgram(program)).toEqual([]);
    expect(program.features.map(({ operation }) => operation)).toEqual(
      program.features.map((_, i) => (i === 0 ? 'new' : 'join')),
    );
    expect(program.features.every(({ kind, from, to }) => kind === 'extrude' && from * to === 0)).toBe(true);
    const frames = new Set(program.features.map(({ sketch }) => JSON.stringify(sketch.frame)));
    expect(frames.size).toBeLessThanOrEqual(2);
    for (const { sketch } of program.features) {
      const { normal, origin } = sketch.frame;
      expect([...normal].sort()).toEqual([0, 0, 1]);
      expect(origin.every((x, k) => normal[k] === 1 || x === 0)).toBe(true);
      expect(sketch.profiles).toHaveLength(1);
    }
  }
});

test('a design lies on the grid of whole numbers from -100 to 100 and fills it along one axis', () => {
  for (const { program } of samples) {
    const numbers = JSON.stringify(program.features.map(lengthsOf)).match(/-?\d[\d.e+-]*/g) ?? [];
    expect(numbers.every((text) => Number.isInteger(Number(text)))).toBe(true);
    const { min, max } = programBounds(program);
    expect(greatestMagnitude([min, max])).toBeLessThanOrEqual(100 + 1e-9);
    expect(Math.max(...max.map((x, k) => x - min[k]))).toBeGreaterThanOrEqual(197);
  }
});

test('the code beside reads back as the design, with boxes, cylinders, rectangles and circles where they fit', () => {
  const codes = samples.map(({ beside }) => beside.cadquery as string);
  for (const [i, code] of codes.entries()) {
    expect(canonicalForm(sweptProgram(readCadQuery(code), 'this test'), 1)).toBe(
      canonicalForm(samples[i].program, 1),
    );
  }
  for (const call of ['.box(', '.cylinder(', '.rect(', '.circle(', '.arc(', '.segment(', "mode='s'"]) {
    expect(codes.some((code) => code.includes(call))).toBe(true);
  }
});

test('designs build', async () => {
  const kernel = await loadKernel();
  let valid = 0;
  for (const { program } of samples.slice(0, 20)) if ((await kernel.assess(program)).valid) valid++;
  kernel.close();
  expect(valid).toBeGreaterThanOrEqual(19);
});

test('a shape is joined and cut primitive by primitive', () => {
  // A cut from nothing, a plate of 1 by 0.5, a hole of radius 0.1 about the same centre, a disc apart.
  const shape = drawShape(
    scripted([
      [4, -0.2, -0.2, true, 0.3, false],
      [false, 0, 0, false, 1, 0.5, true, true],
      [true, true, 0.1, false],
      [false, 0.7, 0.7, true, 0.2, true],
    ]),
    [],
  );
  const areas = shape.map(profileArea).sort((a, b) => a - b);
  expect(areas[0]).toBeCloseTo(Math.PI * 0.04, 9);
  expect(areas[1]).toBeCloseTo(0.5 - Math.PI * 0.01, 9);
  expect(shape.map(({ holes }) => holes.length).sort()).toEqual([0, 1]);
});

/** Gives the values in order, whatever is asked; of a list the last item. */
function scripted(values: readonly (readonly (number | boolean)[])[]): Random {
  const queue = values.flat();
  const next = <T>(): T => queue.shift() as T;
  return {
    uniform: next,
    integer: next,
    normal: next,
    chance: next,
    pick: (items) => items[items.length - 1],
  };
}

test('lines that go straight on become one', () => {
  const square = (corners: readonly (readonly [number, number])[]): Profile => ({
    outer: {
      kind: 'path',
      start: corners[corners.length - 1],
      edges: corners.map((to) => ({ kind: 'line', to })),
    },
    holes: [],
  });
  // The seam lies amid a side, too.
  const split = programOf(
    extrude(
      'new',
      [
        square([
          [2, 0],
          [4, 0],
          [4, 2],
          [4, 4],
          [0, 4],
          [0, 0],
          [1, 0],
        ]),
      ],
      0,
      1,
    ),
  );
  const plain = programOf(
    extrude(
      'new',
      [
        square([
          [4, 0],
          [4, 4],
          [0, 4],
          [0, 0],
        ]),
      ],
      0,
      1,
    ),
  );
  expect(mergeStraight(split)).toEqual(plain);
});
