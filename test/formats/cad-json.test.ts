import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { CadtraceError } from '../../src/errors.ts';
import { readCadJson, writeCadJson } from '../../src/formats/cad-json.ts';
import { nameParameters } from '../../src/program/name-parameters.ts';
import type { Feature, SweptProgram } from '../../src/program/types.ts';
import { arbitraryBlendedProgram } from '../support/arbitrary-blended-program.ts';
import { arbitraryProgram, circle, rectangle } from '../support/arbitrary-program.ts';

const plate: SweptProgram = {
  unit: 'mm',
  features: [
    {
      kind: 'extrude',
      operation: 'new',
      sketch: {
        frame: { origin: [0, 0, 0], xAxis: [1, 0, 0], normal: [0, 0, 1] },
        profiles: [{ outer: rectangle([0, 0], 80, 60), holes: [circle(5)] }],
      },
      from: 0,
      to: 10,
    },
  ],
};

describe('cad.json', () => {
  it('reads back what it wrote', () => {
    fc.assert(
      fc.property(fc.oneof(arbitraryProgram(), arbitraryBlendedProgram()), (program) => {
        for (const p of [program, nameParameters<Feature>(program)])
          expect(readCadJson(writeCadJson(p))).toEqual(p);
      }),
      { seed: 1, numRuns: 100 },
    );
  });

  it('keeps every number to the last bit', () => {
    fc.assert(
      fc.property(fc.double({ noNaN: true, noDefaultInfinity: true }), (to) => {
        const program = { ...plate, features: [{ ...plate.features[0], to }] } as SweptProgram;
        expect(readCadJson(writeCadJson(program)).features[0]).toHaveProperty('to', to === 0 ? 0 : to);
      }),
      { seed: 1 },
    );
  });

  it('writes points on one line', () => {
    expect(writeCadJson(plate)).toContain('"start": [-40, -30]');
  });

  it.each([
    ['not JSON', '{', 'program-syntax', ''],
    ['another format', '{"format": "step"}', 'program-invalid', '/'],
    ['an unknown unit', broken((p) => (p.unit = 'parsec')), 'program-invalid', '/unit'],
    ['a field too many', broken((p) => (p.features[0].taper = 3)), 'program-invalid', '/features/0/taper'],
    ['a missing field', broken((p) => delete p.features[0].to), 'program-invalid', '/features/0'],
    ['a text for a number', broken((p) => (p.features[0].from = '0')), 'program-invalid', '/features/0/from'],
    [
      'a number beyond range',
      writeCadJson(plate).replace('"to": 10', '"to": 1e999'),
      'program-invalid',
      '/features/0/to',
    ],
    [
      'a point in space',
      broken((p) => (p.features[0].sketch.profiles[0].holes[0].center = [0, 0, 0])),
      'program-invalid',
      '/features/0/sketch/profiles/0/holes/0/center',
    ],
  ])('refuses %s and says where', (_, text, code, where) => {
    expect(() => readCadJson(text)).toThrow(CadtraceError);
    try {
      readCadJson(text);
    } catch (error) {
      expect(error).toMatchObject({ code });
      if (where) expect(error).toMatchObject({ where });
    }
  });

  it('refuses any other JSON with an error of its own', () => {
    fc.assert(
      fc.property(fc.json(), (text) => {
        expect(() => readCadJson(text)).toThrow(CadtraceError);
      }),
      { seed: 1 },
    );
  });
});

// biome-ignore lint/suspicious/noExplicitAny: the point is to break the types
function broken(change: (program: any) => void): string {
  const program = JSON.parse(writeCadJson(plate));
  change(program);
  return JSON.stringify(program);
}
