import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { CadtraceError } from '../../src/errors.ts';
import type {
  Edge,
  Extrude,
  Loop,
  Parameter,
  Revolve,
  Sweep,
  SweptProgram,
} from '../../src/program/types.ts';
import { assertValid, validateProgram } from '../../src/program/validate.ts';
import { arbitraryProgram, circle, polygon, rectangle, slot } from '../support/arbitrary-program.ts';

const WORLD = { origin: [0, 0, 0], xAxis: [1, 0, 0], normal: [0, 0, 1] } as const;
const line = (u: number, v: number): Edge => ({ kind: 'line', to: [u, v] });
const arc = (through: [number, number], to: [number, number]): Edge => ({ kind: 'arc', through, to });
const path = (start: [number, number], ...edges: Edge[]): Loop => ({ kind: 'path', start, edges });

const plate = (outer: Loop, holes: Loop[] = [], change: Partial<Extrude> = {}): Sweep => ({
  kind: 'extrude',
  operation: 'new',
  sketch: { frame: WORLD, profiles: [{ outer, holes }] },
  from: 0,
  to: 5,
  ...change,
});
const sketchOf = (...outers: Loop[]): Sweep =>
  plate(circle(1), [], {
    sketch: { frame: WORLD, profiles: outers.map((outer) => ({ outer, holes: [] })) },
  });
const turned = (outer: Loop, change: Partial<Revolve> = {}): Sweep => ({
  kind: 'revolve',
  operation: 'new',
  sketch: { frame: WORLD, profiles: [{ outer, holes: [] }] },
  axis: { point: [0, 0], direction: [0, 1] },
  from: 0,
  to: Math.PI,
  ...change,
});
const programOf = (...features: Sweep[]): SweptProgram => ({ unit: 'mm', features });
const pathsOf = (...features: Sweep[]) => validateProgram(programOf(...features)).map(({ path }) => path);

const OUTER = '/features/0/sketch/profiles/0/outer';
const HOLE = '/features/0/sketch/profiles/0/holes/0';

describe('a sound program has no problem', () => {
  test('whatever it is made of', () => {
    fc.assert(
      fc.property(arbitraryProgram(), (program) => {
        expect(validateProgram(program)).toEqual([]);
      }),
      { seed: 7, numRuns: 300 },
    );
  });

  test('when arcs are tangent to the lines beside them, small or large', () => {
    for (const size of [1e-3, 1, 1e5]) {
      expect(pathsOf(plate(slot(20 * size, 4 * size, 33)))).toEqual([]);
      expect(pathsOf(plate(slot(20 * size, 19.9 * size, 33)))).toEqual([]);
    }
  });

  test('when its profiles share an edge, touch in a point, or stand in the hole of another', () => {
    expect(pathsOf(sketchOf(rectangle([0, 0], 2, 2), rectangle([2, 0], 2, 2)))).toEqual([]);
    expect(pathsOf(sketchOf(rectangle([0, 0], 2, 2), rectangle([2, 2], 2, 2)))).toEqual([]);
    expect(pathsOf(sketchOf(rectangle([0, 0], 2, 2), rectangle([2, 0.5], 2, 1)))).toEqual([]);
    const profiles = [
      { outer: circle(5), holes: [circle(3)] },
      { outer: circle(3), holes: [circle(1)] },
    ];
    expect(pathsOf(plate(circle(1), [], { sketch: { frame: WORLD, profiles } }))).toEqual([]);
  });

  test('when a turned profile touches the axis', () => {
    expect(pathsOf(turned(path([0, -2], arc([2, 0], [0, 2]), line(0, -2))))).toEqual([]);
    expect(pathsOf(turned(rectangle([-1, 0], 2, 2)))).toEqual([]);
  });

  test('when it has thousands of edges', () => {
    const teeth = Array.from({ length: 4000 }, (_, i): [number, number] => {
      const [angle, radius] = [(i / 4000) * 2 * Math.PI, 100 + (i % 2)];
      return [radius * Math.cos(angle), radius * Math.sin(angle)];
    });
    expect(pathsOf(plate(polygon(teeth)))).toEqual([]);
  });
});

describe('a problem is found where it is', () => {
  const bowTie = polygon([
    [0, 0],
    [4, 4],
    [4, 0],
    [0, 4],
  ]);
  const cases: [string, string, Sweep][] = [
    ['open loop', OUTER, plate(path([0, 0], line(1, 0), line(1, 1), line(0, 1)))],
    ['two lines', `${OUTER}/edges`, plate(path([0, 0], line(1, 0), line(0, 0)))],
    [
      'edge without length',
      `${OUTER}/edges/1/to`,
      plate(path([0, 0], line(1, 0), line(1, 0), line(1, 1), line(0, 0))),
    ],
    [
      'collinear arc',
      `${OUTER}/edges/0/through`,
      plate(path([0, 0], arc([1, 0], [2, 0]), line(1, 1), line(0, 0))),
    ],
    [
      'arc to its start',
      `${OUTER}/edges/0/to`,
      plate(path([0, 0], arc([1, 1], [0, 0]), line(1, 0), line(0, 0))),
    ],
    ['bow tie', `${OUTER}/edges/2`, plate(bowTie)],
    [
      'edge back over the last',
      `${OUTER}/edges/1`,
      plate(path([0, 0], line(4, 0), line(2, 0), line(2, 2), line(0, 0))),
    ],
    [
      'corner on an edge',
      `${OUTER}/edges/3`,
      plate(
        polygon([
          [0, 0],
          [4, 0],
          [4, 2],
          [2, 0],
          [0, 2],
        ]),
      ),
    ],
    [
      'arc through an edge',
      `${OUTER}/edges/2`,
      plate(path([0, 0], line(4, 0), line(4, 1), arc([2, -0.1], [0, 1]), line(0, 0))),
    ],
    ['no radius', `${OUTER}/radius`, plate(circle(0))],
    ['negative radius', `${OUTER}/radius`, plate(circle(-1))],
    [
      'hole outside',
      HOLE,
      plate(circle(1), [
        polygon([
          [2, 2],
          [3, 2],
          [3, 3],
        ]),
      ]),
    ],
    ['hole across the outline', HOLE, plate(rectangle([0, 0], 2, 2), [rectangle([1, 0], 1, 1)])],
    ['hole touching the outline', HOLE, plate(rectangle([0, 0], 2, 2), [circle(1)])],
    ['hole in a hole', '/features/0/sketch/profiles/0/holes/1', plate(circle(4), [circle(2), circle(1)])],
    ['hole around a hole', '/features/0/sketch/profiles/0/holes/1', plate(circle(4), [circle(1), circle(2)])],
    [
      'holes that touch',
      '/features/0/sketch/profiles/0/holes/1',
      plate(circle(9), [rectangle([0, 0], 2, 2), rectangle([2, 0], 2, 2)]),
    ],
    ['profiles that overlap', '/features/0/sketch/profiles/1', sketchOf(circle(2), rectangle([2, 0], 2, 2))],
    ['profiles one in the other', '/features/0/sketch/profiles/1', sketchOf(circle(2), circle(1))],
    ['profile twice', '/features/0/sketch/profiles/1', sketchOf(circle(2), circle(2))],
    ['no profile', '/features/0/sketch/profiles', sketchOf()],
    ['no height', '/features/0/to', plate(circle(1), [], { from: 5, to: 5 })],
    ['from above to', '/features/0/to', plate(circle(1), [], { from: 5, to: 2 })],
    ['no body', '/features/0/operation', plate(circle(1), [], { operation: 'join' })],
    [
      'long x axis',
      '/features/0/sketch/frame/xAxis',
      plate(circle(1), [], {
        sketch: { frame: { ...WORLD, xAxis: [2, 0, 0] }, profiles: [{ outer: circle(1), holes: [] }] },
      }),
    ],
    [
      'skew frame',
      '/features/0/sketch/frame/xAxis',
      plate(circle(1), [], {
        sketch: { frame: { ...WORLD, xAxis: [0.6, 0, 0.8] }, profiles: [{ outer: circle(1), holes: [] }] },
      }),
    ],
    ['not a number', '/features/0/to', plate(circle(1), [], { to: Number.NaN })],
    ['infinite', `${OUTER}/radius`, plate(circle(Infinity))],
    ['axis through the profile', '/features/0/sketch/profiles/0', turned(circle(1))],
    [
      'axis without direction',
      '/features/0/axis/direction',
      turned(rectangle([2, 0], 1, 1), { axis: { point: [0, 0], direction: [0, 0] } }),
    ],
    ['more than a turn', '/features/0/to', turned(rectangle([2, 0], 1, 1), { to: 7 })],
  ];
  test.each(cases)('%s', (_, where, feature) => {
    expect(pathsOf(feature)).toEqual([where]);
  });

  test('an arc that bulges over the axis between its ends', () => {
    expect(pathsOf(turned(path([1, -2], line(3, 0), line(1, 2), arc([-0.5, 0], [1, -2]))))).toEqual([
      '/features/0/sketch/profiles/0',
    ]);
  });

  test('in every feature, and one program without any', () => {
    expect(pathsOf(plate(circle(1)), plate(circle(0), [], { operation: 'cut', to: -1 }))).toEqual([
      '/features/1/to',
      '/features/1/sketch/profiles/0/outer/radius',
    ]);
    expect(pathsOf()).toEqual(['/features']);
  });

  test('is thrown with its place', () => {
    expect(() => assertValid(programOf(plate(circle(1))))).not.toThrow();
    expect(() => assertValid(programOf(plate(circle(0), [], { to: -1 })))).toThrow(
      new CadtraceError(
        'program-invalid',
        "the extrude has no extent: 'to' must be above 'from' (0) (and 1 more)",
        {
          where: 'feature 0 at to',
          value: -1,
        },
      ),
    );
  });
});

describe('parameters', () => {
  const withParameters = (...parameters: Parameter[]) =>
    validateProgram({ ...programOf(plate(circle(2))), parameters }).map(({ path }) => path);
  const radius = '/0/sketch/profiles/0/outer/radius';

  test('that agree with the features are sound', () => {
    expect(withParameters({ name: 'diameter', value: 4, bindings: [{ path: radius, scale: 0.5 }] })).toEqual(
      [],
    );
    const half = { path: '/0/to', scale: 1, offset: 0.5 };
    expect(
      withParameters({ name: 'a', value: 2, bindings: [half] }, { name: 'b', value: 2, bindings: [half] }),
    ).toEqual([]);
  });

  test('are refused for their names, their bindings and what they say', () => {
    expect(withParameters({ name: '2a', value: 1, bindings: [] })).toEqual(['/parameters/0/name']);
    expect(
      withParameters({ name: 'a', value: 1, bindings: [] }, { name: 'a', value: 1, bindings: [] }),
    ).toEqual(['/parameters/1/name']);
    expect(withParameters({ name: 'a', value: 1, bindings: [{ path: '/1/to', scale: 1 }] })).toEqual([
      '/parameters/0/bindings/0/path',
    ]);
    expect(
      withParameters({ name: 'a', value: 1, bindings: [{ path: '/0/sketch/frame/normal/2', scale: 1 }] }),
    ).toEqual(['/parameters/0/bindings/0/path']);
    expect(withParameters({ name: 'a', value: 3, bindings: [{ path: radius, scale: 1 }] })).toEqual([
      `/features${radius}`,
    ]);
  });
});
