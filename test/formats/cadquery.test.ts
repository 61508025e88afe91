import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { CadtraceError } from '../../src/errors.ts';
import { onCanonicalPlane } from '../../src/formats/cadquery/canonical-plane.ts';
import { readCadQuery } from '../../src/formats/cadquery/read.ts';
import { startedInPlane } from '../../src/formats/cadquery/revolve-start.ts';
import { writeCompactCadQuery } from '../../src/formats/cadquery/write-compact.ts';
import { writeReadableCadQuery } from '../../src/formats/cadquery/write-readable.ts';
import { nameParameters } from '../../src/program/name-parameters.ts';
import { mapLoop } from '../../src/program/region.ts';
import { isSweep } from '../../src/program/sweeps.ts';
import { scaleProgram } from '../../src/program/transform.ts';
import type { Extrude, Profile, Program, SweptProgram } from '../../src/program/types.ts';
import { arbitraryProgram, circle, polygon, roundedRectangle, slot } from '../support/arbitrary-program.ts';
import { arbitraryCompactScript, CADQUERY_SCRIPTS } from '../support/cadquery-scripts.ts';
import { programDifference } from '../support/same-program.ts';

const XY = { origin: [0, 0, 0], xAxis: [1, 0, 0], normal: [0, 0, 1] } as const;
const hole = (x: number, y: number) => ({ kind: 'circle', center: [x, y], radius: 2.5 }) as const;

const bracket: SweptProgram = {
  unit: 'mm',
  features: [
    {
      kind: 'extrude',
      operation: 'new',
      sketch: {
        frame: XY,
        profiles: [
          {
            outer: roundedRectangle(80, 60, 5),
            holes: [hole(30, 20), hole(-30, 20), hole(30, -20), hole(-30, -20)],
          },
        ],
      },
      from: 0,
      to: 10,
    },
    {
      kind: 'extrude',
      operation: 'join',
      sketch: { frame: { ...XY, origin: [0, 0, 10] }, profiles: [{ outer: circle(15), holes: [] }] },
      from: 0,
      to: 20.000000000000004,
    },
    {
      kind: 'extrude',
      operation: 'cut',
      sketch: { frame: { ...XY, origin: [0, 0, 30] }, profiles: [{ outer: circle(8), holes: [] }] },
      from: -30,
      to: 0,
    },
  ],
};

describe('readable CadQuery', () => {
  it('reads like a designer wrote it', () => {
    expect(writeReadableCadQuery(nameParameters(bracket))).toBe(`# Made by cadtrace. Lengths in mm.
import cadquery as cq

# Parameters
plate_width = 80
plate_length = 60
plate_corner_radius = 5
plate_hole_diameter = 5
plate_hole_spacing_x = 60
plate_hole_spacing_y = 40
plate_thickness = 10
boss_diameter = 30
boss_height = 20
hole_diameter = 16

# Plate
result = (
    cq.Workplane("XY")
    .sketch()
    .rect(plate_width, plate_length)
    .vertices()
    .fillet(plate_corner_radius)
    .reset()
    .rarray(plate_hole_spacing_x, plate_hole_spacing_y, 2, 2)
    .circle(plate_hole_diameter / 2, mode="s")
    .finalize()
    .extrude(plate_thickness)
)

# Boss
boss = (
    cq.Workplane("XY", origin=(0, 0, plate_thickness))
    .circle(boss_diameter / 2)
    .extrude(boss_height)
)
result = result.union(boss)

# Hole
hole = (
    cq.Workplane("XY", origin=(0, 0, plate_thickness + boss_height))
    .circle(hole_diameter / 2)
    .extrude(-plate_thickness - boss_height)
)
result = result.cut(hole)
`);
  });

  it('gives parameters and variables names that Python takes, each its own', () => {
    const program = {
      ...bracket,
      parameters: [
        { name: 'result', value: 10, bindings: [{ path: '/0/to', scale: 1 }] },
        { name: 'boss', value: 15, bindings: [{ path: '/1/sketch/profiles/0/outer/radius', scale: 1 }] },
        { name: 'lambda', value: 4, bindings: [{ path: '/2/sketch/profiles/0/outer/radius', scale: 2 }] },
        { name: '2nd wall', value: 6, bindings: [{ path: '/2/from', scale: -5 }] },
      ],
    };
    const text = writeReadableCadQuery(program);
    expect(text).toContain('result_2 = 10\nboss = 15\nlambda_2 = 4\n_2nd_wall = 6\n');
    expect(text).toContain('boss_2 = cq.Workplane');
    expect(text).toContain('.circle(2 * lambda_2)\n    .extrude(-5 * _2nd_wall)');
    expect(programDifference(program, readCadQuery(text))).toBeUndefined();
  });

  it('does not turn the slots of a ring', () => {
    const ring = [0, 1, 2, 3, 4].map((i): Profile => {
      const [x, y] = [20 * Math.cos(1 + 0.4 * Math.PI * i), 20 * Math.sin(1 + 0.4 * Math.PI * i)];
      return { outer: mapLoop(slot(6, 2, 30), ([u, v]) => [u + x, v + y]), holes: [] };
    });
    const program = nameParameters({
      ...bracket,
      features: [...bracket.features, { ...bracket.features[2], sketch: { frame: XY, profiles: ring } }],
    });
    const text = writeReadableCadQuery(program);
    expect(text).toContain('.polarArray(slot_circle_diameter / 2, 57.2957795131, 360, 5, rotate=False)');
    expect(programDifference(program, readCadQuery(text))).toBeUndefined();
  });

  it('keeps tiny parts as exactly as large ones', () => {
    const small = scaleProgram(bracket, 1e-7);
    const again = readCadQuery(writeReadableCadQuery(nameParameters(small)));
    expect(programDifference(bracket, scaleProgram(again, 1e7))).toBeUndefined();
  });

  it('reads back the features and geometry that it wrote', () => {
    fc.assert(
      fc.property(arbitraryProgram(), (program) => {
        for (const p of [program, nameParameters(program)]) {
          expect(programDifference(p, readCadQuery(writeReadableCadQuery(p)))).toBeUndefined();
        }
      }),
      { seed: 5, numRuns: 150 },
    );
  });

  it('writes the same text again for what it read, parameters and all', () => {
    fc.assert(
      fc.property(arbitraryProgram(), (program) => {
        const text = writeReadableCadQuery(nameParameters(program));
        // The axes of slanted planes are made exactly perpendicular again, which changes last digits.
        const stable = (code: string) => code.replace(/(xDir|normal)=.*/g, '');
        expect(stable(writeReadableCadQuery(readCadQuery(text)))).toBe(stable(text));
      }),
      { seed: 6, numRuns: 150 },
    );
  });
});

describe('compact CadQuery', () => {
  /** Features drawn on XY, YZ or ZX where they can be. */
  const canonical = (program: Program): Program => ({
    ...program,
    features: program.features.map((feature) => {
      if (!isSweep(feature)) return feature;
      const started = startedInPlane(feature);
      return onCanonicalPlane(started, [])?.feature ?? started;
    }),
  });

  it('reads back the features and geometry that it wrote', () => {
    fc.assert(
      fc.property(arbitraryProgram(), (program) => {
        const again = readCadQuery(writeCompactCadQuery(program));
        expect(
          programDifference(canonical(program), canonical({ ...again, unit: program.unit })),
        ).toBeUndefined();
      }),
      { seed: 7, numRuns: 150 },
    );
  });

  it('writes what it read in its dialect', () => {
    const text = [
      'import cadquery as cq',
      "w0=cq.Workplane('ZX',origin=(0,-13,0))",
      "w1=cq.Workplane('YZ',origin=(4,0,0))",
      'r=w0.workplane(offset=-8/2).moveTo(5.5,1).box(6,8,8)' +
        '.union(w1.workplane(offset=23/2).moveTo(-2,0).cylinder(23,3))' +
        '.union(w1.sketch().segment((-12,6),(3,-9)).arc((6,0),(5,14)).segment((-8,12)).close().assemble()' +
        ".push([(1,4)]).circle(1,mode='s').push([(-2,6.5)]).rect(1,2,mode='s')" +
        ".reset().face(w1.sketch().segment((-4,7),(-3,7)).segment((-3,9)).close().assemble(),mode='s')" +
        '.finalize().extrude(-6))' +
        ".union(w0.sketch().push([(3,4)]).circle(9).circle(5,mode='s').push([(30,2)]).rect(4,4).finalize().extrude(2))",
    ].join('\n');
    expect(writeCompactCadQuery(readCadQuery(text))).toBe(text);
  });
});

describe('readCadQuery', () => {
  it('reads all scripts of the tests', () => {
    for (const [, code] of CADQUERY_SCRIPTS) expect(readCadQuery(code).features.length).toBeGreaterThan(0);
  });

  it('keeps named numbers as parameters where they drive the geometry in proportion', () => {
    const { parameters, features } = readCadQuery(`
import cadquery as cq
width = 30.0
unused = 7
half = width / 2
r = cq.Workplane().rect(width, half + 1).extrude(width * width)
`);
    expect(parameters).toEqual([
      {
        name: 'width',
        value: 30,
        bindings: [
          { path: '/0/sketch/profiles/0/outer/start/0', scale: -0.5 },
          { path: '/0/sketch/profiles/0/outer/start/1', scale: -0.25, offset: -0.5 },
          { path: '/0/sketch/profiles/0/outer/edges/0/to/0', scale: 0.5 },
          { path: '/0/sketch/profiles/0/outer/edges/0/to/1', scale: -0.25, offset: -0.5 },
          { path: '/0/sketch/profiles/0/outer/edges/1/to/0', scale: 0.5 },
          { path: '/0/sketch/profiles/0/outer/edges/1/to/1', scale: 0.25, offset: 0.5 },
          { path: '/0/sketch/profiles/0/outer/edges/2/to/0', scale: -0.5 },
          { path: '/0/sketch/profiles/0/outer/edges/2/to/1', scale: 0.25, offset: 0.5 },
          { path: '/0/sketch/profiles/0/outer/edges/3/to/0', scale: -0.5 },
          { path: '/0/sketch/profiles/0/outer/edges/3/to/1', scale: -0.25, offset: -0.5 },
        ],
      },
    ]);
    expect((features[0] as Extrude).to).toBe(900);
  });

  it('takes the unit from the comment at the top, and millimetres without one', () => {
    const code = 'import cadquery as cq\nr = cq.Workplane().box(1, 2, 3)';
    expect(readCadQuery(code).unit).toBe('mm');
    expect(readCadQuery(`# A part.\n# Lengths in in.\n${code}`).unit).toBe('in');
    expect(readCadQuery(`${code}\n# Lengths in cm`).unit).toBe('mm');
  });

  it('cuts outlines that cross', () => {
    const { features } = readCadQuery(
      "import cadquery as cq\nr=cq.Workplane('XY').sketch().rect(4,4).push([(2,2)]).rect(2,2,mode='s').finalize().extrude(1)",
    );
    const outer = polygon([
      [-2, -2],
      [2, -2],
      [2, 1],
      [1, 1],
      [1, 2],
      [-2, 2],
    ]);
    const sketch = { frame: XY, profiles: [{ outer, holes: [] }] };
    const expected: SweptProgram = { unit: 'mm', features: [{ ...(features[0] as Extrude), sketch }] };
    expect(programDifference(expected, { unit: 'mm', features })).toBeUndefined();
  });

  it.each(
    [
      ['for i in range(3):\n    pass', 'program-syntax', '1:18'],
      ['import os', 'program-syntax', '1:1'],
      ['import cadquery as cq\nr = open("file")', 'program-syntax', '2:5'],
      ['import cadquery as cq\nr = cq.importers.importStep("a.step")', 'program-syntax', '2:28'],
      ['import cadquery as cq\nr = cq.Workplane().box(1, 2, 3).faces(">X")', 'program-syntax', '2:33'],
      ['import cadquery as cq\nr = cq.Workplane().box(1, 2, 3).edges', 'program-syntax', '2:33'],
      ['import cadquery as cq\nr = cq.Workplane("XW").box(1, 2, 3)', 'program-syntax', '2:18'],
      ['import cadquery as cq\nr = cq.Workplane().box(1, 2)', 'program-syntax', '2:20'],
      ['import cadquery as cq\nr = cq.Workplane().box(1, 2, 3, 4)', 'program-syntax', '2:33'],
      ['import cadquery as cq\nr = cq.Workplane().box(1, 2, heigth=3)', 'program-syntax', '2:30'],
      ['import cadquery as cq\nr = cq.Workplane().box(1, 2, 0)', 'program-invalid', '2:30'],
      ['import cadquery as cq\nr = cq.Workplane().rect(1, 2).extrude(0)', 'program-invalid', '2:31'],
      [
        'import cadquery as cq\nr = cq.Workplane().lineTo(1, 2).lineTo(2, 4).extrude(1)',
        'program-syntax',
        '2:46',
      ],
      [
        'import cadquery as cq\nr = cq.Workplane().moveTo(1, 1).threePointArc((2, 2), (3, 3)).close().extrude(1)',
        'program-invalid',
        '2:33',
      ],
      ['import cadquery as cq\nr = cq.Workplane().box(1, 2, 1 / 0)', 'program-syntax', '2:32'],
      ['import cadquery as cq\nr = cq.Workplane().box(1, 2, 1e999)', 'program-syntax', '2:30'],
      ['import cadquery as cq\nr = cq.Workplane().circle(1)', 'program-invalid', undefined],
      ['import cadquery as cq\nx = 3', 'program-syntax', undefined],
      ['import cadquery as cq\nr = cq.Workplane().box(1, 2, 3', 'program-syntax', '2:31'],
      [
        'import cadquery as cq\nr = cq.Workplane().rarray(1, 1, 1000, 1000).circle(1).extrude(1)',
        'program-syntax',
        '2:20',
      ],
      [`r = ${'('.repeat(5000)}`, 'program-syntax', '1:105'],
      [Array.from({ length: 10_001 }, (_, i) => `x${i}=1`).join('\n'), 'program-syntax', '10001:1'],
    ].map(([code, expected, where]) => ({ label: code?.slice(-40), code: code ?? '', expected, where })),
  )('refuses ...$label', ({ code, expected, where }) => {
    const error = errorOf(code);
    expect(error).toMatchObject({ code: expected, where });
  });

  it('does not let a short script make endless geometry', () => {
    const lines = Array.from({ length: 40 }, () => 'r = r.union(r)').join('\n');
    expect(errorOf(`import cadquery as cq\nr = cq.Workplane().box(1, 1, 1)\n${lines}`)).toMatchObject({
      code: 'program-syntax',
    });
    const faces = Array.from({ length: 40 }, () => 's = s.push([(0, 0), (9, 9)]).face(s)').join('\n');
    expect(errorOf(`import cadquery as cq\ns = cq.Sketch().circle(1)\n${faces}`)).toBeInstanceOf(
      CadtraceError,
    );
  });

  it('refuses whatever else it is given with an error of its own', () => {
    const pieces = fc.constantFrom(
      ...'import cadquery as cq\n|r = |w0 = |x = |cq.|Workplane(|Sketch()|"XY"|.|(|)|[|]|,|1|2.5|-|+|*|/|=|None|True|\n|#|"""|\\'.split(
        '|',
      ),
      ...'.rect(|.circle(|.box(|.extrude(|.moveTo(|.lineTo(|.close()|.sketch()|.segment((|.arc((|.assemble()|.push([(|.finalize()|.face(|mode="s"|.vertices()|.fillet(|.revolve(|.union(|.cut(|.val()|both=True|.rarray(|.polarArray('.split(
        '|',
      ),
    );
    const soup = fc.array(pieces, { maxLength: 40 }).map((parts) => parts.join(''));
    const [damaged, position] = [fc.constantFrom(...CADQUERY_SCRIPTS.map(([, code]) => code)), fc.nat(2000)];
    const mutated = fc.tuple(damaged, position, fc.nat(30), pieces).map(([code, at, drop, piece]) => {
      const i = at % code.length;
      return code.slice(0, i) + piece + code.slice(i + drop);
    });
    fc.assert(
      fc.property(fc.oneof(fc.string(), soup, mutated, arbitraryCompactScript()), (code) => {
        try {
          readCadQuery(code);
        } catch (error) {
          expect(error).toBeInstanceOf(CadtraceError);
        }
      }),
      { seed: 8, numRuns: 3000 },
    );
  });
});

function errorOf(code: string): unknown {
  try {
    readCadQuery(code);
  } catch (error) {
    return error;
  }
  return undefined;
}
