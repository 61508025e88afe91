import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { editabilityRows } from '../src/cli/editability-text.ts';
import { loadKernel } from '../src/kernel/load.node.ts';
import type { Kernel } from '../src/kernel/types.ts';
import type { Parameter, Program } from '../src/program/types.ts';
import { checkEditability, countMoves } from '../src/report/editability.ts';
import { circleAt, extrude, programOf, rectangleAt } from './support/programs.ts';

let kernel: Kernel;
beforeAll(async () => {
  kernel = await loadKernel();
});
afterAll(() => kernel.close());

const always = { secondsLeft: () => 60 };
const parameter = (name: string, value: number, path: string, scale = 1): Parameter => ({
  name,
  value,
  bindings: [{ path, scale }],
});

/** A plate of 20 x 20 x 10 with a hole, and a bar on top that ends level with its side. */
const PART: Program = {
  ...programOf(
    extrude('new', [{ outer: rectangleAt(-10, -10, 20, 20), holes: [circleAt(0, 0, 9.5)] }], 0, 10),
    extrude('join', [rectangleAt(-10, -10, 20, 0.4)], 10, 12),
  ),
  parameters: [
    parameter('bar_height', 12, '/1/to'),
    parameter('hole_diameter', 19, '/0/sketch/profiles/0/holes/0/radius', 0.5),
    parameter('plate_thickness', 10, '/0/to'),
    parameter('bar_start', 10, '/1/from'),
  ],
};

describe('moving every parameter', () => {
  test('tells which moves hold, which break, and why', async () => {
    const checked = await checkEditability(PART, kernel, always);
    expect(checked).toMatchObject([
      { name: 'bar_height', value: 12, moves: [{ to: 10.8, outcome: 'holds' }, { outcome: 'holds' }] },
      {
        name: 'hole_diameter',
        moves: [
          { outcome: 'holds' },
          {
            outcome: 'breaks',
            cause: 'invalid program',
            why: expect.stringContaining('feature 0 at sketch'),
          },
        ],
      },
      {
        name: 'plate_thickness',
        moves: [{ to: 9, outcome: 'breaks', cause: 'other bodies' }, { outcome: expect.any(String) }],
      },
      { name: 'bar_start', moves: [{ outcome: 'holds' }, { outcome: 'breaks', cause: 'other bodies' }] },
    ]);
    expect(countMoves(checked)).toEqual({ hold: 1, break: 3, untried: 0 });
    const rows = editabilityRows(checked);
    expect(rows[0]).toEqual(['edits', '1 of 4 parameters hold when moved by 10% either way']);
    expect(rows).toContainEqual([
      'breaks',
      'plate_thickness from 10 to 9: the part falls into 2 bodies instead of 1',
    ]);
  });

  test('says what it did not try for want of time', async () => {
    let calls = 0;
    const checked = await checkEditability(PART, kernel, { secondsLeft: () => (calls++ < 3 ? 60 : 0) });
    const outcomes = checked.flatMap(({ moves }) => moves.map(({ outcome }) => outcome));
    expect(outcomes.slice(-4)).toEqual(['untried', 'untried', 'untried', 'untried']);
    expect(editabilityRows(checked)[0][1]).toMatch(/\d not tried for want of time/);
  });

  test('of a program without parameters says nothing', async () => {
    expect(await checkEditability({ ...PART, parameters: [] }, kernel, always)).toEqual([]);
  });
});
