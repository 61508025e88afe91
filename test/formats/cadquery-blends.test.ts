import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readCadQuery } from '../../src/formats/cadquery/read.ts';
import { writeReadableCadQuery } from '../../src/formats/cadquery/write-readable.ts';
import type { Frame } from '../../src/geometry/frame.ts';
import type { Vec3 } from '../../src/geometry/vector.ts';
import { nameParameters } from '../../src/program/name-parameters.ts';
import { setParameter } from '../../src/program/parameters.ts';
import { moveProgram } from '../../src/program/transform.ts';
import type { Blend, EdgeSelector, Feature, Program } from '../../src/program/types.ts';
import { arbitraryBlendedProgram } from '../support/arbitrary-blended-program.ts';
import { roundedRectangle } from '../support/arbitrary-program.ts';
import { circleAt, extrude, programOf, rectangleAt, revolve, WORLD } from '../support/programs.ts';
import { programDifference } from '../support/same-program.ts';

const plate = extrude('new', [rectangleAt(0, 0, 40, 30)], 0, 6);
const boss = extrude('join', [circleAt(20, 15, 8)], 6, 16);
const corners: EdgeSelector = { between: ['/0/sketch', '/0/sketch'] };
const rim = (end: 'from' | 'to'): EdgeSelector => ({ between: [`/0/${end}`, '/0/sketch'] });
const fillet = (radius: number, ...edges: EdgeSelector[]): Blend => ({ kind: 'fillet', edges, radius });
const chamfer = (distance: number, ...edges: EdgeSelector[]): Blend => ({ kind: 'chamfer', edges, distance });

const textOf = (...features: Feature[]) => writeReadableCadQuery(programOf(...features));
/** The lines that blend, without the name of the body. */
const blendsIn = (text: string) =>
  [...text.matchAll(/^result = result(\.(?:edges|faces).*)$/gm)].map((m) => m[1]);
const readBack = (program: Program) =>
  programDifference(program, readCadQuery(writeReadableCadQuery(program)));

describe('blends in CadQuery', () => {
  it('read like a person wrote them where the body is one prism', () => {
    const program = nameParameters(programOf(plate, fillet(4, corners), chamfer(1, rim('to'))));
    expect(writeReadableCadQuery(program)).toBe(`# Made by cadtrace. Lengths in mm.
import cadquery as cq

# Parameters
plate_width = 40
plate_length = 30
plate_thickness = 6
fillet_radius = 4
chamfer_distance = 1

# Plate
result = (
    cq.Workplane("XY")
    .moveTo(20, 15)
    .rect(plate_width, plate_length)
    .extrude(plate_thickness)
)

# Fillet
result = result.edges("|Z").fillet(fillet_radius)

# Chamfer
result = result.faces(">Z").edges().chamfer(chamfer_distance)
`);
  });

  it('name solids, kept as they were swept, where edges are told by several', () => {
    const text = writeReadableCadQuery(
      nameParameters(programOf(plate, boss, fillet(2, { between: ['/0/to', '/1/sketch'] }))),
    );
    expect(text).toContain('\n)\nresult = plate\n');
    expect(text).toContain(`
# Fillet
result = (
    edges_between(result, plate.faces(">Z"), boss.faces("not(<Z or >Z)"))
    .fillet(fillet_radius)
)
`);
    expect(text).not.toContain('def faces_at');
  });

  it.each([
    [[1, 0, 0], 'X', '>', '<'],
    [[-1, 0, 0], 'X', '<', '>'],
    [[0, 1, 0], 'Y', '>', '<'],
    [[0, -1, 0], 'Y', '<', '>'],
    [[0, 0, 1], 'Z', '>', '<'],
    [[0, 0, -1], 'Z', '<', '>'],
    [[0, 0.6, 0.8], '(0,0.6,0.8)', '>', '<'],
  ] as const)('find the ends of a prism along %j', (normal, axis, to, from) => {
    const xAxis: Vec3 = normal[0] === 0 ? [1, 0, 0] : [0, 0, 1];
    const frame: Frame = { ...WORLD, normal, xAxis };
    const prism = { ...plate, sketch: { ...plate.sketch, frame } };
    const program = programOf(prism, fillet(3, corners), fillet(1, rim('to')), chamfer(0.5, rim('from')));
    expect(blendsIn(writeReadableCadQuery(program))).toEqual([
      `.edges("|${axis}").fillet(3)`,
      `.faces("${to}${axis}").edges().fillet(1)`,
      `.faces("${from}${axis}").edges().chamfer(0.5)`,
    ]);
    expect(readBack(program)).toBeUndefined();
  });

  it.each<[string, Feature[], string[]]>([
    [
      'corners with smooth joints between',
      [extrude('new', [roundedRectangle(40, 30, 5)], 0, 6), fillet(1, corners)],
      [],
    ],
    [
      'corners of a cylinder beside',
      [
        extrude('new', [{ outer: rectangleAt(0, 0, 40, 30), holes: [circleAt(20, 15, 5)] }], 0, 6),
        fillet(1, corners),
      ],
      [],
    ],
    [
      'corners after a rim',
      [plate, fillet(1, rim('to')), fillet(3, corners)],
      ['.faces(">Z").edges().fillet(1)'],
    ],
    [
      'a rim after chamfered corners',
      [plate, chamfer(3, corners), fillet(1, rim('to'))],
      ['.edges("|Z").chamfer(3)'],
    ],
    [
      'the same rim again',
      [plate, chamfer(2, rim('to')), fillet(0.5, rim('to'))],
      ['.faces(">Z").edges().chamfer(2)'],
    ],
    ['both rims at once', [plate, fillet(1, rim('to'), rim('from'))], []],
    [
      'corners of two prisms',
      [extrude('new', [rectangleAt(0, 0, 9, 9), rectangleAt(20, 0, 9, 9)], 0, 6), fillet(1, corners)],
      [],
    ],
    ['corners when there is a boss', [plate, boss, fillet(3, corners)], []],
    [
      'one corner',
      [
        plate,
        fillet(3, { between: ['/0/sketch/profiles/0/outer/edges/0', '/0/sketch/profiles/0/outer/edges/1'] }),
      ],
      [],
    ],
  ])('do not say %s by selectors that mean more', (_, features, expected) => {
    expect(blendsIn(textOf(...features))).toEqual(expected);
    expect(readBack(programOf(...features))).toBeUndefined();
  });

  it('are read back as they were written, with what drives them', () => {
    fc.assert(
      fc.property(arbitraryBlendedProgram(), (program) => {
        for (const p of [program, nameParameters(program)]) expect(readBack(p)).toBeUndefined();
        const named = nameParameters(program);
        const text = writeReadableCadQuery(named);
        const again = readCadQuery(text);
        for (const { name, value } of named.parameters!) {
          const [ours, theirs] = [named, again].map((p) => setParameter(p, name, 1.1 * value));
          expect(programDifference(ours, theirs)).toBeUndefined();
        }
      }),
      { seed: 9, numRuns: 100 },
    );
  });

  it('come out of what was read as the same text', () => {
    fc.assert(
      fc.property(arbitraryBlendedProgram(), (program) => {
        const text = writeReadableCadQuery(nameParameters(program));
        // The axes of slanted planes are made exactly perpendicular again, which changes last digits.
        const stable = (code: string) => code.replace(/-?\d\.\d{9,}/g, (digits) => Number(digits).toFixed(8));
        expect(stable(writeReadableCadQuery(readCadQuery(text)))).toBe(stable(text));
      }),
      { seed: 10, numRuns: 100 },
    );
  });

  it('name the sides of many holes each for itself', () => {
    const holes = Array.from({ length: 12 }, (_, i) => circleAt(3 * i + 3, 15, 1));
    const perforated = extrude('new', [{ outer: rectangleAt(0, 0, 40, 30), holes }], 0, 6);
    const mouth = (i: number): EdgeSelector => ({
      between: ['/0/to', `/0/sketch/profiles/0/holes/${i}`],
    });
    const program = programOf(perforated, chamfer(0.2, mouth(1)), chamfer(0.3, mouth(10), mouth(11)));
    expect(readBack(program)).toBeUndefined();
    expect(writeReadableCadQuery(program).match(/faces_at\(plate, \([^()]*\)\)/g)).toHaveLength(3);
  });

  it('are read of whole revolves, in any place, and with the line ends of Windows', () => {
    const shaft = revolve('new', [rectangleAt(0, 0, 10, 30)], 0, 2 * Math.PI);
    const program = moveProgram(programOf(shaft, chamfer(1, corners)), {
      origin: [5, -3, 2],
      xAxis: [0.6, 0.8, 0],
      normal: [0, 0, 1],
    });
    expect(readBack(program)).toBeUndefined();
    const text = writeReadableCadQuery(program).replaceAll('\n', '\r\n');
    expect(programDifference(program, readCadQuery(text))).toBeUndefined();
  });
});

describe('reading blends', () => {
  const script = (...lines: string[]) =>
    ['import cadquery as cq', 'p = cq.Workplane().rect(4, 3).extrude(1)', ...lines].join('\n');
  const helpers = textOf(
    plate,
    boss,
    fillet(1, { between: ['/0/sketch/profiles/0/outer', '/1/sketch'] }),
  ).match(/^def edges_between[\s\S]*?(?=^# Plate)/m)![0];

  it('takes chains and variables as CadQuery does', () => {
    const expected = readCadQuery(
      script('p = p.edges("|Z").fillet(0.5)', 'r = p.faces(">Z").edges().chamfer(0.1)'),
    );
    expect(expected.features.map(({ kind }) => kind)).toEqual(['extrude', 'fillet', 'chamfer']);
    const chained =
      'r = cq.Workplane().rect(4, 3).extrude(1).edges("|(0,0,-2)").fillet(0.5).faces("<(0,0,-1)").edges().chamfer(0.1)';
    expect(readCadQuery(`import cadquery as cq\n${chained}`)).toEqual(expected);
    const added = script(
      helpers,
      'e = edges_between(p, p.faces(">Z"), p.faces("not(<Z or >Z)"))',
      'e.add(edges_between(p, p.faces("<Z"), p.faces("not(<Z or >Z)")))',
      'r = e.fillet(0.1)',
    );
    expect(readCadQuery(added).features[1]).toEqual(fillet(0.1, rim('to'), rim('from')));
  });

  it('follows solids through joins that change their order', () => {
    const text = script(
      'p = p.edges("|Z").fillet(0.5)',
      'q = cq.Workplane().circle(1).extrude(3)',
      'r = q.union(p)',
    );
    expect(readCadQuery(text).features).toMatchObject([
      { kind: 'extrude', operation: 'new', to: 1 },
      { kind: 'fillet', edges: [corners] },
      { kind: 'extrude', operation: 'join', to: 3 },
    ]);
  });

  it.each([
    ['faces that no end and no side is', ['r = p.faces(">X").edges().fillet(0.1)'], '3:7'],
    ['a direction that is none', ['r = p.faces(">(0,0)").edges().fillet(0.1)'], '3:7'],
    ['edges along another axis', ['r = p.edges("|X").fillet(0.1)'], '3:7'],
    ['all edges', ['r = p.edges().fillet(0.1)'], '3:7'],
    ['the seam of a cylinder', ['r = cq.Workplane().circle(1).extrude(1).edges("|Z").fillet(0.1)'], '3:41'],
    [
      'a rim with a boss on it',
      ['p = p.union(cq.Workplane().circle(1).extrude(2))', 'r = p.faces(">Z").edges().fillet(1)'],
      '4:7',
    ],
    [
      'a rim around chamfered corners',
      ['r = p.edges("|Z").chamfer(1).faces(">Z").edges().fillet(0.1)'],
      '3:42',
    ],
    ['faces of nothing', ['r = cq.Workplane().circle(1).faces(">Z")'], '3:30'],
    ['a plane on a face', ['r = p.faces(">Z").workplane()'], '3:19'],
    ['a fillet of faces', ['r = p.faces(">Z").fillet(1)'], '3:19'],
    ['a radius of nothing', ['r = p.edges("|Z").fillet(0)'], '3:26'],
    [
      'edges of other solids added',
      ['q = cq.Workplane().rect(4, 3).extrude(1)', 'r = p.edges("|Z").add(q.edges("|Z")).fillet(1)'],
      '4:23',
    ],
    ['a blended solid cut as many steps', ['q = p.edges("|Z").fillet(0.5)', 'r = p.cut(q)'], '4:7'],
  ])('refuses %s', (_, lines, where) => {
    expect(() => readCadQuery(script(...lines))).toThrow(expect.objectContaining({ where }));
  });

  it.each([
    ['a point beside the solid', 'r = edges_between(p, faces_at(p, (9, 9, 9)), p.faces(">Z")).fillet(1)'],
    ['a point on an edge', 'r = edges_between(p, faces_at(p, (2, 1.5, 0.5)), p.faces(">Z")).fillet(1)'],
    [
      'faces of blended solids',
      'r = edges_between(p, p.edges("|Z").fillet(1).faces(">Z"), p.faces("<Z")).fillet(1)',
    ],
    [
      'a solid that is no part of it',
      'q = cq.Workplane().rect(4, 3).extrude(1)\nr = edges_between(p, q.faces(">Z"), p.faces("<Z")).fillet(1)',
    ],
    ['numbers for faces', 'r = edges_between(p, 1, 2).fillet(1)'],
    ['no points', 'r = edges_between(p, faces_at(p), p.faces(">Z")).fillet(1)'],
  ])('refuses %s, by the functions of a script', (_, line) => {
    expect(() => readCadQuery(script(helpers, line))).toThrow(
      expect.objectContaining({ code: 'program-syntax' }),
    );
  });

  it('knows functions by their exact text alone, and runs none', () => {
    const use = 'r = edges_between(p, p.faces(">Z"), p.faces("not(<Z or >Z)")).fillet(0.1)';
    expect(readCadQuery(script(helpers, use)).features).toHaveLength(2);
    const strange = [
      helpers.replace('1e-3', '1e-4'),
      helpers.replace('def edges_between', 'def edges_amid'),
      helpers.replace('meet(edge)])\n', 'meet(edge)])\n    p = p.rotate()\n'),
      helpers.replace('meet(edge)])\n', 'meet(edge)]).fillet(1)\n'),
      `def f(x): return x\n${helpers}`,
      `x = ${helpers}`,
      '',
    ];
    for (const text of strange)
      expect(() => readCadQuery(script(text, use))).toThrow(
        expect.objectContaining({ code: 'program-syntax' }),
      );
  });

  it('does not let a short script select edges without end', () => {
    const doubled = Array.from({ length: 40 }, () => 'e.add(e)');
    expect(() => readCadQuery(script('e = p.edges("|Z")', ...doubled, 'r = e.fillet(1)'))).toThrow(/at most/);
    const grown = ['e = p.edges("|Z")', ...Array.from({ length: 12 }, () => 'e.add(e)'), 'r = e.fillet(1)'];
    const again = Array.from({ length: 1000 }, () => 'e.fillet(1)');
    expect(() => readCadQuery(script(...grown, ...again))).toThrow(
      expect.objectContaining({ code: 'input-too-large' }),
    );
  });
});
