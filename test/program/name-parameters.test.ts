import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { nameParameters } from '../../src/program/name-parameters.ts';
import type { Profile, Sweep, SweptProgram } from '../../src/program/types.ts';
import { validateProgram } from '../../src/program/validate.ts';
import { arbitraryProgram, circle, rectangle, slot } from '../support/arbitrary-program.ts';

const XY = { origin: [0, 0, 0], xAxis: [1, 0, 0], normal: [0, 0, 1] } as const;

const extrude = (
  operation: Sweep['operation'],
  profiles: Profile[],
  from: number,
  to: number,
  z = 0,
): Sweep => ({
  kind: 'extrude',
  operation,
  sketch: { frame: { ...XY, origin: [0, 0, z] }, profiles },
  from,
  to,
});
const disc = (x: number, y: number, radius: number): Profile => ({
  outer: { kind: 'circle', center: [x, y], radius },
  holes: [],
});
const named = (...features: Sweep[]) =>
  Object.fromEntries(
    (nameParameters({ unit: 'mm', features }).parameters ?? []).map((p) => [p.name, p.value]),
  );

const plate = extrude('new', [{ outer: rectangle([5, 0], 80, 60), holes: [] }], 0, 10);

describe('nameParameters', () => {
  it('names a plate, what stands on it and what goes through it', () => {
    const features = [
      plate,
      extrude('join', [{ outer: circle(15), holes: [circle(4)] }], 0, 20, 10),
      extrude('cut', [disc(20, 10, 3), disc(-20, 10, 3)], 0, 10),
      extrude('cut', [{ outer: slot(12, 4, 0), holes: [] }], -3, 0, 10),
    ];
    expect(named(...features)).toEqual({
      plate_width: 80,
      plate_length: 60,
      plate_thickness: 10,
      boss_diameter: 30,
      boss_hole_diameter: 8,
      boss_height: 20,
      hole_diameter: 6,
      hole_spacing: 40,
      slot_length: 12,
      slot_width: 4,
      slot_depth: 3,
    });
    // The boss stands on the plate, and the holes go through it, however thick it is.
    const thickness = nameParameters({ unit: 'mm', features }).parameters?.find(
      (p) => p.name === 'plate_thickness',
    );
    expect(thickness?.bindings.map(({ path }) => path)).toEqual([
      '/0/to',
      '/1/sketch/frame/origin/2',
      '/2/to',
      '/3/sketch/frame/origin/2',
    ]);
  });

  it('gives equal holes one diameter and others their own', () => {
    const holes = [disc(20, 10, 3), disc(5, 5, 2), disc(-20, 10, 3)];
    expect(named(plate, extrude('cut', holes, 0, 4), extrude('cut', [disc(0, 0, 3)], 0, 4))).toMatchObject({
      hole_diameter: 6,
      hole_diameter_2: 4,
      hole_depth: 4,
    });
  });

  it('finds holes on a circle', () => {
    const ring = Array.from({ length: 6 }, (_, i) => disc(20 * Math.cos(i), 20 * Math.sin(i), 3));
    const even = ring.map((_, i) =>
      disc(4 + 20 * Math.cos((i * Math.PI) / 3), 20 * Math.sin((i * Math.PI) / 3), 3),
    );
    expect(named(plate, extrude('cut', ring, 0, 4))).not.toHaveProperty('hole_circle_diameter');
    expect(named(plate, extrude('cut', even, 0, 4))).toMatchObject({ hole_circle_diameter: 40 });
  });

  it('numbers features of one role', () => {
    const boss = (x: number) => extrude('join', [{ outer: rectangle([x, 0], 4, 4), holes: [] }], 10, 12);
    expect(Object.keys(named(plate, boss(0), boss(20)))).toEqual([
      'plate_width',
      'plate_length',
      'plate_thickness',
      'boss_width',
      'boss_length',
      'boss_height',
      'boss_2_width',
      'boss_2_length',
    ]);
  });

  /** What is driven by a parameter of the features, and how fast. */
  const bindingsOf = (name: string, ...features: Sweep[]) =>
    Object.fromEntries(
      (nameParameters({ unit: 'mm', features }).parameters ?? [])
        .filter((parameter) => parameter.name === name)
        .flatMap(({ bindings }) => bindings.map(({ path, scale }) => [path, scale])),
    );

  it('gives outlines on top of each other their sizes together', () => {
    const ring = (from: number, hole: number) =>
      extrude(from === 0 ? 'new' : 'join', [{ outer: circle(20), holes: [circle(hole)] }], from, from + 10);
    expect(named(ring(0, 5), ring(10, 8))).toEqual({
      plate_diameter: 40,
      plate_hole_diameter: 10,
      plate_thickness: 10,
      boss_hole_diameter: 16,
      boss_height: 10,
    });
  });

  it('keeps what ends level with a side level with it', () => {
    const bar = extrude('join', [{ outer: rectangle([-30, 0], 10, 60), holes: [] }], 10, 20);
    expect(named(plate, bar)).toEqual({
      plate_width: 80,
      plate_length: 60,
      plate_thickness: 10,
      boss_width: 10,
      boss_height: 10,
    });
    expect(bindingsOf('plate_width', plate, bar)).toMatchObject({
      '/1/sketch/profiles/0/outer/start/0': -0.5,
      '/1/sketch/profiles/0/outer/edges/0/to/0': -0.5,
    });
  });

  it('names thin walls instead of sizes that would pass each other', () => {
    const tube = extrude('new', [{ outer: circle(10), holes: [circle(9.8)] }], 0, 40);
    expect(named(tube)).toMatchObject({ base_diameter: 20, base_hole_offset: expect.closeTo(0.2, 9) });
    expect(named(tube)).not.toHaveProperty('base_hole_diameter');
    const pocket = extrude('cut', [{ outer: rectangle([5, 0], 20, 20), holes: [] }], 0.5, 10);
    expect(named(plate, pocket)).toMatchObject({ pocket_offset: 0.5 });
  });

  it('keeps the profile of a revolve on its axis', () => {
    const shaft: Sweep = {
      kind: 'revolve',
      operation: 'new',
      sketch: { frame: XY, profiles: [{ outer: rectangle([5, 0], 10, 30), holes: [] }] },
      axis: { point: [0, 0], direction: [0, 1] },
      from: 0,
      to: 2 * Math.PI,
    };
    const driven = bindingsOf('shaft_width', shaft);
    expect(new Set(Object.values(driven))).toEqual(new Set([1]));
  });

  it('names what holds: bindings give the numbers that are there', () => {
    fc.assert(
      fc.property(arbitraryProgram(), (program) => {
        const result = nameParameters(program);
        expect(result.features).toEqual(program.features);
        expect(validateProgram(result)).toEqual(validateProgram(program));
        const names = (result.parameters ?? []).map(({ name }) => name);
        expect(new Set(names).size).toBe(names.length);
        for (const name of names) expect(name).toMatch(/^[a-z][a-z0-9_]*$/);
        expect(names.length).toBeLessThanOrEqual(1 + 8 * program.features.length);
      }),
      { seed: 2, numRuns: 150 },
    );
  });

  it('says the same of the same program, and renames what was named', () => {
    fc.assert(
      fc.property(arbitraryProgram(), (program: SweptProgram) => {
        expect(nameParameters(nameParameters(program))).toEqual(nameParameters(program));
      }),
      { seed: 2, numRuns: 50 },
    );
  });
});
