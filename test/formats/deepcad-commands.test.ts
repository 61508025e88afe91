import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { CadtraceError } from '../../src/errors.ts';
import { COLUMN, COLUMNS, COMMANDS } from '../../src/formats/deepcad/commands.ts';
import { level } from '../../src/formats/deepcad/quantise.ts';
import { planeAngles } from '../../src/formats/deepcad/sketch-plane.ts';
import { writeCommands } from '../../src/formats/deepcad/write-commands.ts';
import type { Frame } from '../../src/geometry/frame.ts';
import { perpendicular, type Vec2, type Vec3 } from '../../src/geometry/vector.ts';
import { scaleProgram } from '../../src/program/transform.ts';
import type { Edge, Loop, SweptProgram } from '../../src/program/types.ts';
import { circleAt, extrude, programOf, rectangleAt, revolve } from '../support/programs.ts';

/** A plate of 2 x 2 about the origin, half as thick as its hole is wide. */
const plate = programOf(
  extrude('new', [{ outer: rectangleAt(-1, -1, 2, 2), holes: [circleAt(0, 0, 0.5)] }], 0, 0.5),
);
const plateBounds = { min: [-1, -1, 0], max: [1, 1, 0.5] } as const;

const rowsOf = (program: SweptProgram, bounds: { min: Vec3; max: Vec3 }): number[][] => {
  const values = [...writeCommands(program, bounds)];
  return Array.from({ length: values.length / COLUMNS }, (_, i) =>
    values.slice(COLUMNS * i, COLUMNS * (i + 1)),
  );
};
const extrusionsOf = (program: SweptProgram, bounds: { min: Vec3; max: Vec3 }): number[][] =>
  rowsOf(program, bounds).filter(([command]) => COMMANDS[command] === 'extrude');

describe('writeCommands', () => {
  test('gives a plate with a hole the commands computed by hand', () => {
    // All lengths times 0.75: the sketch starts at (-0.75, -0.75), 1.5 wide, on 95 levels right and up from (128, 128).
    // The hole's centre falls on 175.5, which goes to the even level; its radius is 0.375 / 1.5 * 95 = 23.75 levels.
    const none = -1;
    const unused = (count: number) => Array<number>(count).fill(none);
    expect(rowsOf(plate, plateBounds)).toEqual([
      [4, ...unused(16)],
      [0, 223, 128, ...unused(14)],
      [0, 223, 223, ...unused(14)],
      [0, 128, 223, ...unused(14)],
      [0, 128, 128, ...unused(14)],
      [4, ...unused(16)],
      [2, 176, 176, none, none, 24, ...unused(11)],
      [5, ...unused(5), 128, 128, 128, 32, 32, 128, 192, 176, 128, 0, 0],
      [3, ...unused(16)],
    ]);
  });

  test('does not depend on the unit', () => {
    const inches = scaleProgram(plate, 25.4);
    const bounds = { min: [-25.4, -25.4, 0], max: [25.4, 25.4, 12.7] } as const;
    expect(writeCommands(inches, bounds)).toEqual(writeCommands(plate, plateBounds));
  });

  test('does not depend on where a loop starts, nor which way it runs', () => {
    const corners: Vec2[] = [
      [0, 0],
      [3, 0],
      [3, 2],
      [1, 2],
      [0, 1],
    ];
    // The curve from each corner to the next; one is an arc.
    const through: (Vec2 | undefined)[] = [undefined, [3.5, 1], undefined, undefined, undefined];
    const pathFrom = (first: number, reversed: boolean): Loop => {
      const n = corners.length;
      const edges = corners.map((_, k): Edge => {
        const curve = reversed ? (first - 1 - k + 2 * n) % n : (first + k) % n;
        const to = corners[reversed ? curve : (curve + 1) % n];
        const middle = through[curve];
        return middle ? { kind: 'arc', through: middle, to } : { kind: 'line', to };
      });
      return { kind: 'path', start: corners[first], edges };
    };
    const bounds = { min: [0, 0, 0], max: [3.5, 2, 1] } as const;
    const commandsFrom = (first: number, reversed: boolean) =>
      rowsOf(programOf(extrude('new', [pathFrom(first, reversed)], 0, 1)), bounds);
    const expected = commandsFrom(0, false);
    expect(expected[2][COLUMN.counterClockwise]).toBe(1);
    fc.assert(
      fc.property(fc.nat(4), fc.boolean(), (first, reversed) => {
        expect(commandsFrom(first, reversed)).toEqual(expected);
      }),
    );
  });

  test('tells arcs by their sweep and their way round', () => {
    const slot: Loop = {
      kind: 'path',
      start: [0, 0],
      edges: [
        { kind: 'line', to: [4, 0] },
        { kind: 'arc', through: [3, 1], to: [4, 2] },
        { kind: 'line', to: [0, 2] },
        { kind: 'arc', through: [-1, 1], to: [0, 0] },
      ],
    };
    const rows = rowsOf(programOf(extrude('new', [slot], 0, 1)), { min: [-1, 0, 0], max: [4, 2, 1] });
    const arcs = rows.filter(([command]) => COMMANDS[command] === 'arc');
    // Half turns: 128 of 256 levels, the first concave.
    expect(arcs.map((row) => [row[COLUMN.sweep], row[COLUMN.counterClockwise]])).toEqual([
      [128, 0],
      [128, 1],
    ]);
  });

  test('says extents as DeepCAD does', () => {
    const bounds = { min: [0, 0, -1], max: [1, 1, 1] } as const;
    const extentsOf = (from: number, to: number) => {
      const [row] = extrusionsOf(programOf(extrude('new', [rectangleAt(0, 0, 1, 1)], from, to)), bounds);
      return [COLUMN.originZ, COLUMN.extentOne, COLUMN.extentTwo, COLUMN.extentType].map((c) => row[c]);
    };
    // A length of 1 is 0.75 of 128 levels: 96.
    expect(extentsOf(0, 1)).toEqual([128, 224, 128, 0]);
    expect(extentsOf(-1, 0)).toEqual([128, 32, 128, 0]);
    expect(extentsOf(-1, 1)).toEqual([128, 224, 128, 1]);
    expect(extentsOf(-0.5, 1)).toEqual([128, 224, 176, 2]);
    expect(extentsOf(0.5, 1)).toEqual([176, 176, 128, 0]);
    expect(extentsOf(-1, -0.5)).toEqual([80, 80, 128, 0]);
  });

  test('joins the further profiles of a new body, and keeps other operations', () => {
    const two = [rectangleAt(0, 0, 1, 1), rectangleAt(2, 0, 1, 1)];
    const program = programOf(extrude('new', two, 0, 1), extrude('cut', two, 0, 0.5));
    const rows = extrusionsOf(program, { min: [0, 0, 0], max: [3, 1, 1] });
    expect(rows.map((row) => row[COLUMN.operation])).toEqual([0, 1, 2, 2]);
  });

  test('refuses what it cannot say', () => {
    const turned = programOf(revolve('new', [rectangleAt(1, 0, 1, 1)], 0, Math.PI));
    const code = (run: () => unknown) => {
      try {
        run();
      } catch (error) {
        return error instanceof CadtraceError ? error.code : error;
      }
    };
    expect(code(() => writeCommands(turned, plateBounds))).toBe('format-unsupported');
    expect(code(() => writeCommands(plate, { min: [0, 0, 0], max: [0, 0, 0] }))).toBe('program-invalid');
  });
});

test('levels go to the even one of two as near, and stay within 256', () => {
  expect([0.5, 1.5, 2.4, 2.6, -3, 300].map(level)).toEqual([0, 2, 2, 3, 0, 255]);
});

test('plane angles turn the world axes into the plane', () => {
  const turn = (angle: number, [x, y]: Vec2): Vec2 => [
    x * Math.cos(angle) - y * Math.sin(angle),
    x * Math.sin(angle) + y * Math.cos(angle),
  ];
  fc.assert(
    fc.property(
      fc.tuple(fc.double({ min: -1, max: 1, noNaN: true }), fc.double({ min: -3, max: 3, noNaN: true })),
      ([z, around]) => {
        const r = Math.sqrt(1 - z * z);
        const normal: Vec3 = [r * Math.cos(around), r * Math.sin(around), z];
        const frame: Frame = { origin: [0, 0, 0], normal, xAxis: perpendicular(normal) };
        const { theta, phi, gamma } = planeAngles(frame);
        // The world's x and z axes, turned by gamma about z, by theta about y, by phi about z.
        const turned = (axis: Vec3): Vec3 => {
          const [x, y] = turn(gamma, [axis[0], axis[1]]);
          const [depth, along] = turn(theta, [axis[2], x]);
          const [u, v] = turn(phi, [along, y]);
          return [u, v, depth];
        };
        for (const k of [0, 1, 2]) {
          expect(turned([0, 0, 1])[k]).toBeCloseTo(normal[k], 5);
          expect(turned([1, 0, 0])[k]).toBeCloseTo(frame.xAxis[k], 5);
        }
      },
    ),
    { numRuns: 50 },
  );
  // Half a turn comes out positive whatever the rounding.
  const half = planeAngles({ origin: [0, 0, 0], normal: [0, 0, 1], xAxis: [-1, -1e-17, 0] });
  expect(half).toEqual({ theta: 0, phi: 0, gamma: Math.PI });
});
