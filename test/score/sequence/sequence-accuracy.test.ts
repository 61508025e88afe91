import { describe, expect, test } from 'vitest';
import { COLUMN, COLUMNS, COMMANDS } from '../../../src/formats/deepcad/commands.ts';
import { writeCommands } from '../../../src/formats/deepcad/write-commands.ts';
import { convertUnit } from '../../../src/program/transform.ts';
import {
  commandAccuracy,
  meanSequenceAccuracy,
  parameterAccuracy,
  sequenceAccuracy,
} from '../../../src/score/sequence/index.ts';
import { circleAt, extrude, programOf, rectangleAt, revolve } from '../../support/programs.ts';

/** Eight commands: a loop of four lines, a loop of a circle, an extrusion. */
const plate = programOf(
  extrude('new', [{ outer: rectangleAt(-1, -1, 2, 2), holes: [circleAt(0, 0, 0.5)] }], 0, 0.5),
);
const bounds = { min: [-1, -1, 0], max: [1, 1, 0.5] } as const;
const reference = writeCommands(plate, bounds);

/** The reference with some numbers changed: [row, column, value]. */
const changed = (...changes: readonly [number, number, number][]) => {
  const copy = reference.slice();
  for (const [row, column, value] of changes) copy[COLUMNS * row + column] = value;
  return copy;
};
const at = (row: number, column: number) => reference[COLUMNS * row + column];

describe('commandAccuracy', () => {
  test('is 7/8 where one of eight commands is another', () => {
    const other = changed([2, COLUMN.command, COMMANDS.indexOf('arc')]);
    expect(commandAccuracy(other, reference)).toBe(7 / 8);
    expect(commandAccuracy(reference, reference)).toBe(1);
  });

  test('counts what is missing, not what is too much', () => {
    const end = reference.subarray(8 * COLUMNS);
    const short = Int16Array.from([...reference.subarray(0, 5 * COLUMNS), ...end]);
    expect(commandAccuracy(short, reference)).toBe(5 / 8);
    const long = Int16Array.from([...reference.subarray(0, 8 * COLUMNS), ...reference]);
    expect(commandAccuracy(long, reference)).toBe(1);
    expect(commandAccuracy(end, reference)).toBe(0);
    expect(commandAccuracy(reference, end)).toBe(0);
  });
});

describe('parameterAccuracy', () => {
  test('is 18/20 with a radius 3 levels off and another operation, an extent 2 levels off is right', () => {
    const other = changed(
      // A line that is an arc: its two parameters do not count, so 3 lines, a circle, an extrusion: 6 + 3 + 11.
      [2, COLUMN.command, COMMANDS.indexOf('arc')],
      [6, COLUMN.radius, at(6, COLUMN.radius) + 3],
      [7, COLUMN.extentOne, at(7, COLUMN.extentOne) - 2],
      [7, COLUMN.operation, 1],
    );
    expect(parameterAccuracy(other, reference)).toBe(18 / 20);
  });

  test('is 0 where no command is right', () => {
    const end = reference.subarray(8 * COLUMNS);
    expect(parameterAccuracy(end, reference)).toBe(0);
  });
});

describe('sequenceAccuracy', () => {
  test('is full for the same program in another unit', () => {
    expect(sequenceAccuracy(convertUnit(plate, 'in'), plate, bounds)).toEqual({ command: 1, parameter: 1 });
  });

  test('scales the candidate as the reference: another size costs parameters', () => {
    const thicker = programOf(
      extrude('new', [{ outer: rectangleAt(-1, -1, 2, 2), holes: [circleAt(0, 0, 0.5)] }], 0, 2),
    );
    // Only the extent is wrong, of 4 x 2 + 3 + 11 parameters.
    expect(sequenceAccuracy(thicker, plate, bounds)).toEqual({ command: 1, parameter: 21 / 22 });
  });

  test('cannot be had of a revolution', () => {
    const turned = programOf(revolve('new', [rectangleAt(1, 0, 1, 1)], 0, Math.PI));
    expect(sequenceAccuracy(turned, plate, bounds)).toBeUndefined();
  });

  test('of a set is the mean', () => {
    const pairs = [
      { command: 1, parameter: 0.5 },
      { command: 0.5, parameter: 1 },
    ];
    expect(meanSequenceAccuracy(pairs)).toEqual({ command: 0.75, parameter: 0.75 });
    expect(meanSequenceAccuracy([])).toBeUndefined();
  });
});
