import { expect, test } from 'vitest';
import { setParameter } from '../../src/program/parameters.ts';
import type { SweptProgram } from '../../src/program/types.ts';

const program: SweptProgram = {
  unit: 'mm',
  features: [
    {
      kind: 'extrude',
      operation: 'new',
      sketch: {
        frame: { origin: [0, 0, 0], xAxis: [1, 0, 0], normal: [0, 0, 1] },
        profiles: [{ outer: { kind: 'circle', center: [0, 0], radius: 4 }, holes: [] }],
      },
      from: 0,
      to: 10,
    },
  ],
  parameters: [
    { name: 'diameter', value: 8, bindings: [{ path: '/0/sketch/profiles/0/outer/radius', scale: 0.5 }] },
    { name: 'base', value: 6, bindings: [{ path: '/0/to', scale: 1, offset: 1 }] },
    { name: 'top', value: 3, bindings: [{ path: '/0/to', scale: 1 }] },
  ],
};

test('sets the numbers that a parameter drives and no other', () => {
  const changed = setParameter(program, 'diameter', 9);
  expect(changed.features[0].sketch.profiles[0].outer).toEqual({
    kind: 'circle',
    center: [0, 0],
    radius: 4.5,
  });
  expect(changed.features[0].to).toBe(10);
  expect(changed.parameters?.[0].value).toBe(9);
  expect(program.features[0].sketch.profiles[0].outer).toMatchObject({ radius: 4 });
});

test('adds up what several parameters give one number', () => {
  expect(setParameter(program, 'top', 5).features[0].to).toBe(12);
  expect(setParameter(setParameter(program, 'top', 5), 'base', 0).features[0].to).toBe(6);
});

test('refuses a name that is not there and a value that is no number', () => {
  expect(() => setParameter(program, 'width', 1)).toThrow(/there are: diameter, base, top/);
  expect(() => setParameter(program, 'top', Number.NaN)).toThrow(/finite/);
});
