import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { CadtraceError } from '../../src/errors.ts';
import { readProgram } from '../../src/formats/index.ts';
import {
  type FeatureMatrix,
  type FeatureRow,
  fromSevenVariables,
  toSevenVariables,
} from '../../src/formats/sim-gallery/feature-matrix.ts';
import { matrixToOperations, matrixToProgram } from '../../src/formats/sim-gallery/from-matrix.ts';
import { programToOperations } from '../../src/formats/sim-gallery/from-program.ts';
import type { SimGalleryOperation } from '../../src/formats/sim-gallery/operations.ts';
import { readSimGallery } from '../../src/formats/sim-gallery/read.ts';
import { operationsToMatrix, programToMatrix } from '../../src/formats/sim-gallery/to-matrix.ts';
import { operationsToProgram } from '../../src/formats/sim-gallery/to-program.ts';
import { operationsToText, writeSimGallery } from '../../src/formats/sim-gallery/write.ts';
import type { Frame } from '../../src/geometry/frame.ts';
import type { Vec2 } from '../../src/geometry/vector.ts';
import { convertUnit } from '../../src/program/transform.ts';
import type { Loop, Profile, SweptProgram } from '../../src/program/types.ts';
import { validateProgram } from '../../src/program/validate.ts';
import { arbitraryProgram, polygon, slot } from '../support/arbitrary-program.ts';
import { circleAt, extrude, programOf, rectangleAt, revolve } from '../support/programs.ts';
import { programDifference } from '../support/same-program.ts';

const SOP: FeatureRow = [5, -1, -1, -1, -1, -1, -1, -1, -1, -1];
const EOP: FeatureRow = [6, -1, -1, -1, -1, -1, -1, -1, -1, -1];
const XZ: Frame = { origin: [0, 0, 0], xAxis: [1, 0, 0], normal: [0, 1, 0] };
const YZ: Frame = { origin: [0, 0, 0], xAxis: [0, 0, -1], normal: [1, 0, 0] };
const inCentimetres = (program: SweptProgram): SweptProgram => ({ ...program, unit: 'cm' });

/** The paper's example: a cylinder of radius 5 and height 10 (table 2). */
const cylinder = inCentimetres(programOf(extrude('new', [circleAt(0, 0, 5)], 0, 10)));

/** What an act returns, or the code and message of the error that it throws. */
function outcomeOf<T>(act: () => T): T | string {
  try {
    return act();
  } catch (error) {
    if (error instanceof CadtraceError) return `${error.code} ${error.message}`;
    throw error;
  }
}

describe('the feature matrix', () => {
  it('of a cylinder: 0 is level 128, radius 5 of 10 level 127, depth 10 of 10 the last level', () => {
    expect(programToMatrix(cylinder)).toEqual([
      SOP,
      [0, 0, -1, -1, -1, -1, -1, -1, -1, -1],
      [3, -1, 128, 128, -1, 127, -1, -1, -1, -1],
      [4, -1, -1, -1, -1, -1, 0, 255, 3, 10],
      ...Array.from({ length: 6 }, () => EOP),
    ]);
    expect(toSevenVariables(programToMatrix(cylinder)).slice(0, 5)).toEqual([
      [5, -1, -1, -1, -1, -1, -1],
      [0, 0, -1, -1, -1, -1, -1],
      [3, -1, 128, 128, -1, 127, -1],
      [4, -1, -1, -1, -1, -1, 255],
      [6, -1, -1, -1, -1, -1, -1],
    ]);
  });

  it('holds curves by their ends and the sweep of arcs, from the origin on', () => {
    // A half disc on XZ: a line along x, then half a turn back, whose centre is the middle of the line.
    const matrix = fromSevenVariables([
      [5, -1, -1, -1, -1, -1, -1],
      [0, 1, -1, -1, -1, -1, -1],
      [1, -1, 192, 128, -1, -1, -1],
      [2, -1, 128, 128, 192, -1, -1],
      [4, -1, -1, -1, -1, -1, 64],
      [6, -1, -1, -1, -1, -1, -1],
    ]);
    // The sweep is (192 / 128 - 1) of half a turn: 90 degrees.
    const [feature] = matrixToProgram(matrix).features;
    const rise = 2.5 * Math.tan(Math.PI / 8);
    expect(feature).toMatchObject({ kind: 'extrude', operation: 'new', from: -5, to: 0 });
    expect(feature.sketch.frame).toEqual(XZ);
    const [{ outer }] = feature.sketch.profiles;
    if (outer.kind !== 'path' || outer.edges[1].kind !== 'arc') throw new Error('a line and an arc');
    expect(outer.start).toEqual([0, 0]);
    expect(outer.edges[0]).toEqual({ kind: 'line', to: [5, 0] });
    // Run back, counter-clockwise means above the line.
    expect(outer.edges[1].through[0]).toBeCloseTo(2.5, 12);
    expect(outer.edges[1].through[1]).toBeCloseTo(rise, 12);
  });

  it('gives the same matrix for the program that it describes', () => {
    fc.assert(
      fc.property(arbitraryMatrix(), (matrix) => {
        const program = matrixToProgram(matrix);
        fc.pre(validateProgram(program).length === 0);
        const scale = matrix[matrix.length - 2][9];
        expect(programToMatrix(program, { scale, length: matrix.length })).toEqual(matrix);
      }),
      { seed: 1, numRuns: 300 },
    );
  });

  it('rounds what it cannot hold, and then stays as it is', () => {
    const program = inCentimetres(programOf(extrude('new', [rectangleAt(0, 0, 3.333, 1.111)], 0, 0.777)));
    const rounded = matrixToProgram(programToMatrix(program));
    const [{ outer }] = rounded.features[0].sketch.profiles;
    expect(outer).toMatchObject({ edges: [{ to: [3.359375, 0] }, {}, {}, { to: [0, 0] }] });
    expect(programToMatrix(rounded)).toEqual(programToMatrix(program));
  });

  it('takes a longer program and a larger part when told to', () => {
    const program = inCentimetres(programOf(extrude('new', [circleAt(0, 0, 15), circleAt(20, 0, 4)], 0, 10)));
    expect(outcomeOf(() => programToMatrix(program))).toMatch(/operation 2: .* scale of 15/);
    const matrix = programToMatrix(program, { scale: 20, length: 12 });
    expect(matrix).toHaveLength(12);
    expect(programDifference(matrixToProgram(matrix), program)).toMatch(/number/);
    expect(outcomeOf(() => programToMatrix(program, { scale: 20, length: 6 }))).toMatch(
      /^format-unsupported 5 operations/,
    );
  });

  it.each<[string, Loop, RegExp]>([
    ['a path away from the origin', rectangleAt(1, 1, 2, 2), /operation 2: .* starts where/],
    [
      'an arc beyond half a turn',
      {
        kind: 'path',
        start: [0, 0],
        edges: [
          { kind: 'arc', through: [3, -6], to: [6, 0] },
          { kind: 'line', to: [0, 0] },
        ],
      },
      /operation 2: .* half a turn/,
    ],
    [
      'a side below one level',
      polygon([
        [0, 0],
        [0.01, 0],
        [0.01, 5],
      ]),
      /operation 2: .* vanishes/,
    ],
  ])('refuses %s', (_, loop, message) => {
    const program = inCentimetres(programOf(extrude('new', [loop], 0, 5)));
    expect(outcomeOf(() => programToMatrix(program))).toMatch(message);
    expect(outcomeOf(() => programToMatrix(program))).toMatch(/^format-unsupported/);
  });

  it.each<[string, FeatureMatrix, string]>([
    ['no start mark', [EOP], 'program-syntax row 1'],
    ['no rows', [], 'program-syntax row 1'],
    ['a type of its own', [SOP, [7, -1, -1, -1, -1, -1, -1, -1, -1, -1]], 'program-syntax row 2'],
    ['a plane of its own', [SOP, [0, 3, -1, -1, -1, -1, -1, -1, -1, -1]], 'program-syntax row 2'],
    ['a level beyond the last', [SOP, [1, -1, 256, 0, -1, -1, -1, -1, -1, -1]], 'program-syntax row 2'],
    ['no extrusion', [SOP, [0, 0, -1, -1, -1, -1, -1, -1, -1, -1], EOP], 'program-syntax the extrusions'],
    [
      'an extrusion of nothing',
      [SOP, [0, 0, -1, -1, -1, -1, -1, -1, -1, -1], [4, -1, -1, -1, -1, -1, 0, 255, 3, 10], EOP],
      'program-syntax operation 2',
    ],
  ])('refuses a matrix with %s', (_, matrix, message) => {
    expect(outcomeOf(() => matrixToProgram(matrix))).toContain(message);
  });

  it('refuses rows of another width', () => {
    expect(outcomeOf(() => fromSevenVariables([[5, 0]]))).toMatch(/^program-syntax row 1/);
  });
});

describe('operations', () => {
  it('draw every loop and extrude every profile; profiles in a hole count too', () => {
    const ring: Profile = { outer: circleAt(0, 0, 9), holes: [circleAt(0, 0, 6)] };
    const program = inCentimetres(programOf(extrude('new', [ring, circleAt(1, 0, 3)], 0, 2, YZ)));
    const operations = programToOperations(program);
    expect(operations.map(({ kind }) => kind).join(' ')).toBe('sketch circle circle circle extrude extrude');
    expect(operations.slice(4)).toEqual([
      { kind: 'extrude', profile: 0, depth: 2, operation: 'new' },
      { kind: 'extrude', profile: 2, depth: 2, operation: 'join' },
    ]);
    expect(programDifference(operationsToProgram(operations), program)).toBeUndefined();
  });

  it('keep profiles that fill holes, whole or in parts, and that share sides', () => {
    const square = rectangleAt(-4, -4, 8, 8);
    const filled: Profile = { outer: rectangleAt(-9, -9, 18, 18), holes: [square, circleAt(7, 0, 1)] };
    for (const filling of [[square], [rectangleAt(-4, -4, 3, 8), rectangleAt(-1, -4, 5, 8)]]) {
      const program = inCentimetres(programOf(extrude('new', [filled, ...filling], 0, 2)));
      expect(programDifference(operationsToProgram(programToOperations(program)), program)).toBeUndefined();
    }
  });

  it('extrude to both sides in two steps', () => {
    const program = inCentimetres(
      programOf(
        extrude('new', [circleAt(0, 0, 3), circleAt(9, 0, 3)], -2, 5),
        extrude('cut', [circleAt(0, 0, 1)], -9, 9),
      ),
    );
    const operations = programToOperations(program);
    const steps = operations.flatMap((each) =>
      each.kind === 'extrude' ? [`${each.operation} ${each.profile} ${each.depth}`] : [],
    );
    expect(steps).toEqual(['new 0 5', 'join 1 5', 'join 0 -2', 'join 1 -2', 'cut 0 9', 'cut 0 -9']);
    expect(programDifference(operationsToProgram(operations), program)).toBeUndefined();
  });

  it('may extrude one profile again', () => {
    const [sketch, circle, extrusion] = programToOperations(cylinder);
    const again = { ...extrusion, operation: 'join' } as SimGalleryOperation;
    const { features } = operationsToProgram([sketch, circle, extrusion, again]);
    expect(features.map(({ operation, sketch }) => [operation, sketch.profiles.length])).toEqual([
      ['new', 1],
      ['join', 1],
    ]);
  });

  it('say the same part, whichever way its planes were drawn', () => {
    // Drawn from above on the plane z = 2, down to XY; x along -y.
    const frame: Frame = { origin: [1, 0, 2], xAxis: [0, -1, 0], normal: [0, 0, -1] };
    const program = inCentimetres(programOf(extrude('new', [rectangleAt(1, 2, 3, 4)], 0, 2, frame)));
    const [sketch, first] = programToOperations(program);
    expect(sketch).toEqual({ kind: 'sketch', plane: 'XY' });
    // (1, 2) there is (1, 0) + 1 * (0, -1) + 2 * (normal x xAxis) = (1, 0) + (0, -1) + 2 * (-1, 0) = (-1, -1).
    expect(first).toMatchObject({ kind: 'line', from: [-1, -1], to: [-1, -4] });
  });

  it('start a path at the origin where it passes there', () => {
    const program = inCentimetres(programOf(extrude('new', [rectangleAt(-2, -3, 2, 3)], 0, 1)));
    expect(programToOperations(program)[1]).toMatchObject({ from: [0, 0], to: [-2, 0] });
  });

  it.each<[string, SweptProgram, RegExp]>([
    ['a revolve', programOf(revolve('new', [rectangleAt(1, 0, 2, 2)], 0, 1)), /feature 0: .*revolve/],
    [
      'a tilted plane',
      programOf(
        extrude('new', [circleAt(0, 0, 1)], 0, 1),
        extrude('join', [circleAt(0, 0, 1)], 0, 1, {
          origin: [0, 0, 0],
          xAxis: [1, 0, 0],
          normal: [0, 0.6, 0.8],
        }),
      ),
      /feature 1: .*tilted/,
    ],
    [
      'an extrusion apart from the plane',
      programOf(extrude('new', [circleAt(0, 0, 1)], 1, 2)),
      /feature 0: .*XY/,
    ],
    [
      'an intersection to both sides',
      programOf(extrude('new', [circleAt(0, 0, 9)], 0, 1), extrude('intersect', [circleAt(-3, 0, 1)], -1, 1)),
      /feature 1: .*both sides/,
    ],
    [
      'an intersection with two',
      programOf(
        extrude('new', [circleAt(0, 0, 9)], 0, 1),
        extrude('intersect', [circleAt(-3, 0, 1), circleAt(3, 0, 1)], 0, 1),
      ),
      /feature 1: .*several profiles/,
    ],
  ])('refuse %s by name', (_, program, message) => {
    expect(outcomeOf(() => programToOperations(program))).toMatch(message);
    expect(outcomeOf(() => programToOperations(program))).toMatch(/^format-unsupported/);
  });

  it('keep any program that they do not refuse', () => {
    let kept = 0;
    fc.assert(
      fc.property(arbitraryProgram(), (program) => {
        const operations = outcomeOf(() => programToOperations(program));
        if (typeof operations === 'string') expect(operations).toMatch(/^format-unsupported feature/);
        else {
          kept++;
          const meant = operationsToProgram(operations);
          expect(programDifference(readSimGallery(operationsToText(operations)), meant)).toBeUndefined();
          expect(programDifference(operationsToProgram(programToOperations(meant)), meant)).toBeUndefined();
        }
      }),
      { seed: 1, numRuns: 200 },
    );
    expect(kept).toBeGreaterThan(20);
  });
});

describe('the text', () => {
  it('is one call a line, in centimetres and degrees', () => {
    expect(writeSimGallery(convertUnit(cylinder, 'mm'))).toBe(
      'add_sketch("XY")\nadd_circle(0, 0, 5)\nadd_extrude(0, 10, "add")\n',
    );
    const program = inCentimetres(programOf(extrude('new', [slot(6, 2, 0)], -1, 0, XZ)));
    expect(writeSimGallery(program)).toBe(
      [
        'add_sketch("XZ")',
        'add_line(-2, -1, 2, -1)',
        'add_arc(2, -1, 2, 0, 180)',
        'add_line(2, 1, -2, 1)',
        'add_arc(-2, 1, -2, 0, 180)',
        'add_extrude(0, -1, "add")',
        '',
      ].join('\n'),
    );
  });

  it('is read as it was written', () => {
    const plate: Profile = { outer: slot(12, 6, 30), holes: [circleAt(2, 0, 1), circleAt(-2, 0, 1)] };
    const program = inCentimetres(
      programOf(
        extrude('new', [plate], 0, 1.25, YZ),
        extrude('join', [circleAt(0, 0, 1), circleAt(0, 2.5, 0.125)], 0, 3, YZ),
        extrude('cut', [rectangleAt(-0.5, -0.5, 1, 1)], -8, 0, XZ),
        extrude('intersect', [circleAt(0, 0, 50)], -50, 0),
      ),
    );
    expect(programDifference(readSimGallery(writeSimGallery(program)), program)).toBeUndefined();
  });

  it('may have comments, blank lines, spaces and single quotes', () => {
    const text =
      "# a disc\r\n\r\n add_sketch('XY') # plane\nadd_circle( 0,0 , 5e0 );\nadd_extrude(0,10.,'add')";
    expect(programDifference(readProgram(text, 'part.SIMGALLERY'), cylinder)).toBeUndefined();
  });

  it.each([
    ['nothing', '', 'there is no operation'],
    ['another call', 'add_sphere(1)', 'line 1: there are add_sketch'],
    ['no call', 'add_sketch("XY")\nadd_circle 0 0 5', 'line 2: a line is one call'],
    ['a name for a number', 'add_sketch("XY")\nadd_circle(0, 0, r)', 'line 2: add_circle takes three'],
    ['a number too many', 'add_sketch("XY")\nadd_circle(0, 0, 1, 2)', 'line 2: add_circle takes three'],
    ['a number beyond range', 'add_sketch("XY")\nadd_circle(0, 0, 1e999)', 'line 2: add_circle takes three'],
    ['another plane', 'add_sketch("top")', 'line 1: add_sketch takes a plane'],
    ['a curve without sketch', 'add_circle(0, 0, 1)', 'operation 1: begin with a sketch'],
    [
      'a curve after an extrusion',
      `${writeSimGallery(cylinder)}add_circle(0, 0, 1)`,
      'operation 4: draw all',
    ],
    [
      'an open path',
      'add_sketch("XY")\nadd_line(0, 0, 1, 0)\nadd_extrude(0, 1, "add")',
      'operation 3: the path',
    ],
    [
      'a broken path',
      'add_sketch("XY")\nadd_line(0, 0, 1, 0)\nadd_line(2, 0, 0, 0)\nadd_extrude(0, 1, "add")',
      'operation 3: the path goes on',
    ],
    [
      'a circle within a path',
      'add_sketch("XY")\nadd_line(0, 0, 1, 0)\nadd_circle(0, 0, 1)',
      'operation 3: close the path',
    ],
    [
      'a profile that is not there',
      'add_sketch("XY")\nadd_circle(0, 0, 1)\nadd_extrude(1, 1, "add")',
      'operation 3: the sketch has 1 profiles',
    ],
  ])('refuses %s', (_, text, message) => {
    expect(outcomeOf(() => readSimGallery(text))).toContain(`program-syntax ${message}`);
  });

  it('refuses texts and matrices without end', () => {
    expect(outcomeOf(() => readSimGallery('#'.repeat(2_000_001)))).toMatch(/^input-too-large/);
    expect(outcomeOf(() => readSimGallery('add_sketch("XY")\n'.repeat(20_001)))).toMatch(/^input-too-large/);
    const rings = Array.from({ length: 3_000 }, (_, i) => `add_circle(0, 0, ${i + 1})\n`);
    expect(outcomeOf(() => readSimGallery(`add_sketch("XY")\n${rings.join('')}`))).toMatch(
      /^input-too-large/,
    );
    expect(outcomeOf(() => matrixToOperations(new Array(20_001).fill(SOP)))).toMatch(/^input-too-large/);
  });
});

/** Start mark, one sketch with a path from the origin or with circles apart, one extrusion, end marks. */
function arbitraryMatrix(): fc.Arbitrary<FeatureMatrix> {
  const level = fc.integer({ min: 0, max: 255 });
  const signed = level.filter((k) => k !== 128);
  const path = fc
    .tuple(
      fc.uniqueArray(fc.tuple(level, level), { minLength: 2, maxLength: 5, selector: String }),
      fc.array(fc.option(signed, { nil: undefined }), { minLength: 6, maxLength: 6 }),
    )
    .filter(([corners]) => !corners.some(([x, y]) => x === 128 && y === 128))
    .map(([corners, sweeps]) =>
      [...corners, [128, 128]].map(([x, y], i): FeatureRow => {
        const sweep = sweeps[i];
        if (sweep === undefined) return [1, -1, x, y, -1, -1, -1, -1, -1, -1];
        return [2, -1, x, y, sweep, -1, -1, -1, -1, -1];
      }),
    );
  const disc = fc
    .tuple(level, level, level)
    .map(([x, y, radius]): FeatureRow[] => [[3, -1, x, y, -1, radius, -1, -1, -1, -1]]);
  const seats: Vec2[] = [
    [64, 64],
    [192, 64],
    [192, 192],
  ];
  const discs = fc
    .integer({ min: 0, max: 120 })
    .map((radius) => seats.map(([x, y]): FeatureRow => [3, -1, x, y, -1, radius, -1, -1, -1, -1]));
  return fc
    .tuple(
      fc.oneof(path, disc, discs),
      fc.integer({ min: 0, max: 2 }),
      signed,
      fc.constantFrom(1, 10, 37, 255),
    )
    .map(([curves, plane, depth, scale]) => {
      const profiles = curves[0][0] === 3 ? curves.length : 1;
      return [
        SOP,
        [0, plane, -1, -1, -1, -1, -1, -1, -1, -1],
        ...curves,
        ...Array.from(
          { length: profiles },
          (_, profile): FeatureRow => [4, -1, -1, -1, -1, -1, profile, depth, profile > 0 ? 0 : 3, scale],
        ),
        EOP,
      ];
    });
}

it('operations of a matrix give it back', () => {
  const matrix = programToMatrix(cylinder);
  expect(operationsToMatrix(matrixToOperations(matrix))).toEqual(matrix);
});
