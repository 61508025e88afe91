import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type Frame, toWorld } from '../../src/geometry/frame.ts';
import { rotateFrame } from '../../src/geometry/rotation.ts';
import { normalize, type Vec3 } from '../../src/geometry/vector.ts';
import { nameParameters } from '../../src/program/name-parameters.ts';
import { setParameter } from '../../src/program/parameters.ts';
import { isSweep } from '../../src/program/sweeps.ts';
import { convertUnit, inverseFrame, moveProgram, scaleProgram } from '../../src/program/transform.ts';
import type { Feature, LengthUnit, Program, SweptProgram } from '../../src/program/types.ts';
import { validateProgram } from '../../src/program/validate.ts';
import { arbitraryBlendedProgram } from '../support/arbitrary-blended-program.ts';
import { arbitraryProgram, rectangle } from '../support/arbitrary-program.ts';
import { programDifference } from '../support/same-program.ts';

const WORLD: Frame = { origin: [0, 0, 0], xAxis: [1, 0, 0], normal: [0, 0, 1] };
const options = { seed: 3, numRuns: 100 };

const number = (limit: number) => fc.double({ min: -limit, max: limit, noNaN: true });
const vector = (limit: number) => fc.tuple(number(limit), number(limit), number(limit));
const frames = (): fc.Arbitrary<Frame> =>
  fc
    .tuple(vector(50), vector(1), number(4))
    .filter(([, [x, y, z]]) => Math.hypot(x, y, z) > 0.1)
    .map(([origin, axis, angle]) => ({ ...rotateFrame(WORLD, [0, 0, 0], normalize(axis), angle), origin }));
const named = () =>
  fc
    .oneof<fc.Arbitrary<Program>[]>(arbitraryProgram(), arbitraryBlendedProgram())
    .map(nameParameters<Feature>);

describe('moving a program', () => {
  test('there and back changes nothing', () => {
    fc.assert(
      fc.property(named(), frames(), (program, frame) => {
        const back = moveProgram(moveProgram(program, frame), inverseFrame(frame));
        expect(programDifference(back, program)).toBeUndefined();
        expect(back.parameters?.map(({ name, value }) => [name, value])).toEqual(
          program.parameters?.map(({ name, value }) => [name, value]),
        );
      }),
      options,
    );
  });

  test('moves every sketch plane and leaves a sound program sound', () => {
    fc.assert(
      fc.property(named(), frames(), (program, frame) => {
        const moved = moveProgram(program, frame);
        expect(validateProgram(moved)).toEqual([]);
        for (const [i, feature] of program.features.entries()) {
          const after = moved.features[i];
          if (!isSweep(feature) || !isSweep(after)) continue;
          const expected = toWorld(frame, feature.sketch.frame.origin);
          const { origin } = after.sketch.frame;
          for (const k of [0, 1, 2]) expect(origin[k]).toBeCloseTo(expected[k], 9);
        }
      }),
      options,
    );
  });

  test('keeps parameters that drive the place of a sketch driving it', () => {
    const program: SweptProgram = {
      unit: 'mm',
      features: [
        {
          kind: 'extrude',
          operation: 'new',
          sketch: {
            frame: { ...WORLD, origin: [0, 0, 7] },
            profiles: [{ outer: rectangle([0, 0], 2, 2), holes: [] }],
          },
          from: 0,
          to: 1,
        },
      ],
      parameters: [{ name: 'height', value: 7, bindings: [{ path: '/0/sketch/frame/origin/2', scale: 1 }] }],
    };
    const tilted: Frame = { origin: [1, 2, 3], xAxis: [1, 0, 0], normal: [0, 0.6, 0.8] };
    const moved = setParameter(moveProgram(program, tilted), 'height', 17);
    const expected: Vec3 = [1, 2 + 17 * 0.6, 3 + 17 * 0.8];
    for (const k of [0, 1, 2]) expect(moved.features[0].sketch.frame.origin[k]).toBeCloseTo(expected[k], 12);
  });
});

describe('scaling a program', () => {
  test('to another unit and back changes nothing', () => {
    fc.assert(
      fc.property(
        named(),
        fc.constantFrom<LengthUnit>('um', 'mm', 'cm', 'm', 'in', 'ft'),
        (program, unit) => {
          const converted = convertUnit(program, unit);
          expect(converted.unit).toBe(unit);
          expect(validateProgram(converted)).toEqual([]);
          expect(programDifference(convertUnit(converted, program.unit), program)).toBeUndefined();
        },
      ),
      options,
    );
  });

  test('scales lengths, leaves angles and directions', () => {
    const program: SweptProgram = {
      unit: 'mm',
      features: [
        {
          kind: 'revolve',
          operation: 'new',
          sketch: {
            frame: { ...WORLD, origin: [1, 2, 3] },
            profiles: [{ outer: rectangle([4, 0], 2, 2), holes: [] }],
          },
          axis: { point: [1, 0], direction: [0, 1] },
          from: 0.5,
          to: 2,
        },
      ],
      parameters: [{ name: 'angle', value: 2, bindings: [{ path: '/0/to', scale: 1 }] }],
    };
    const scaled = scaleProgram(program, 10);
    const [feature] = scaled.features;
    expect(feature).toMatchObject({ from: 0.5, to: 2, axis: { point: [10, 0], direction: [0, 1] } });
    expect(feature.sketch.frame).toEqual({ ...WORLD, origin: [10, 20, 30] });
    expect(scaled.parameters).toEqual(program.parameters);
  });

  test('scales blends and leaves the edges that they are on', () => {
    fc.assert(
      fc.property(
        arbitraryBlendedProgram(),
        fc.double({ min: 1e-3, max: 1e3, noNaN: true }),
        (program, factor) => {
          const scaled = scaleProgram(nameParameters(program), factor);
          for (const [i, feature] of program.features.entries()) {
            if (feature.kind === 'fillet')
              expect(scaled.features[i]).toEqual({ ...feature, radius: feature.radius * factor });
            if (feature.kind === 'chamfer')
              expect(scaled.features[i]).toEqual({ ...feature, distance: feature.distance * factor });
          }
        },
      ),
      options,
    );
  });

  test('keeps parameters in agreement with the features', () => {
    fc.assert(
      fc.property(named(), (program) => {
        for (const { name, value } of program.parameters ?? []) {
          const inches = setParameter(
            convertUnit({ ...program, unit: 'mm' }, 'in'),
            name,
            (value * 1.01) / 25.4,
          );
          const direct = convertUnit(setParameter({ ...program, unit: 'mm' }, name, value * 1.01), 'in');
          expect(programDifference(inches, direct)).toBeUndefined();
        }
      }),
      { seed: 5, numRuns: 40 },
    );
  });
});
