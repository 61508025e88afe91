import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { loadKernel } from '../../src/kernel/load.node.ts';
import type { Kernel, Solid } from '../../src/kernel/types.ts';
import type { LengthUnit } from '../../src/program/types.ts';
import { arbitraryProgram, rectangle } from '../support/arbitrary-program.ts';
import { circleAt, extrude, programOf } from '../support/programs.ts';
import { sharedData } from '../support/shared-data.ts';

let kernel: Kernel;
let plate: Solid;
beforeAll(async () => {
  kernel = await loadKernel();
  const outline = { outer: rectangle([0, 0], 4, 6), holes: [circleAt(0, 1, 1)] };
  plate = await kernel.build(programOf(extrude('new', [outline], 0, 2)));
});
afterAll(() => kernel.close());

const textOf = (bytes: Uint8Array): string => new TextDecoder().decode(bytes);
const bytesOf = (text: string): Uint8Array => new TextEncoder().encode(text);
const write = async (solid: Solid, unit: LengthUnit = 'mm', name = 'plate') =>
  textOf(await kernel.writeStep(solid, { unit, name }));

describe('writing and reading STEP', () => {
  test.each<LengthUnit>(['um', 'mm', 'cm', 'm', 'in', 'ft'])(
    'keeps coordinates and says %s',
    async (unit) => {
      const read = await kernel.readStep(bytesOf(await write(plate, unit)));
      expect(read).toMatchObject({ unit, bodies: 1, warnings: [] });
      expect((await kernel.measure(read.solid)).volume).toBeCloseTo(48 - 2 * Math.PI, 9);
    },
  );

  test('is AP214, names the product, and gives the same bytes again', async () => {
    const text = await write(plate, 'mm', "Müller's \\ plate");
    expect(text).toContain('AUTOMOTIVE_DESIGN');
    expect(text).toContain("PRODUCT('M\\X2\\00FC\\X0\\ller''s \\\\ plate'");
    expect(await write(plate, 'mm', "Müller's \\ plate")).toBe(text);
    expect((await kernel.readStep(bytesOf(text))).bodies).toBe(1);
  });

  test('gives back any solid', async () => {
    await fc.assert(
      fc.asyncProperty(arbitraryProgram(), async (program) => {
        const solid = await kernel.build(program);
        const { volume, center, faces, bodies } = await kernel.measure(solid);
        const back = await kernel.readStep(await kernel.writeStep(solid, { unit: program.unit, name: 'a' }));
        expect(back).toMatchObject({ unit: program.unit, bodies, warnings: [] });
        const again = await kernel.measure(back.solid);
        expect(again.faces).toBe(faces);
        expect(again.volume / volume).toBeCloseTo(1, 6);
        for (const k of [0, 1, 2]) expect(again.center[k]).toBeCloseTo(center[k], 5);
      }),
      { seed: 6, numRuns: 6, endOnFailure: true },
    );
  });

  test('keeps bodies that touch apart', async () => {
    const pair = await kernel.build(
      programOf(
        extrude('new', [rectangle([0, 0], 2, 2)], 0, 2),
        extrude('new', [rectangle([2, 0], 2, 2)], 0, 2),
      ),
    );
    expect(await kernel.readStep(bytesOf(await write(pair)))).toMatchObject({ bodies: 2, warnings: [] });
  });
});

describe('a STEP file', () => {
  const changed = async (...changes: [RegExp, string][]) => {
    const text = changes.reduce(
      (step, [from, to]) => {
        expect(step).toMatch(from);
        return step.replace(from, to);
      },
      await write(plate),
    );
    return kernel.readStep(bytesOf(text));
  };

  test('without a length unit is taken in millimetres, with a warning', async () => {
    const { unit, warnings } = await changed([
      /GLOBAL_UNIT_ASSIGNED_CONTEXT\s*\(\([^)]*\)\)/,
      'GLOBAL_UNIT_ASSIGNED_CONTEXT(())',
    ]);
    expect(unit).toBe('mm');
    expect(warnings.join()).toMatch(/does not say its length unit/);
  });

  test('in a unit without a name is converted, with a warning', async () => {
    const { unit, solid, warnings } = await changed([
      /SI_UNIT\(\.MILLI\.,\.METRE\.\)/,
      'SI_UNIT(.DECI.,.METRE.)',
    ]);
    expect(unit).toBe('mm');
    expect(warnings.join()).toMatch(/converted to millimetres/);
    expect((await kernel.measure(solid)).volume).toBeCloseTo((48 - 2 * Math.PI) * 1e6, 2);
  });

  test('of a closed shell is made a solid', async () => {
    const { solid, bodies } = await changed(
      [/ADVANCED_BREP_SHAPE_REPRESENTATION/, 'MANIFOLD_SURFACE_SHAPE_REPRESENTATION'],
      [/MANIFOLD_SOLID_BREP\('',(#\d+)\)/, "SHELL_BASED_SURFACE_MODEL('',($1))"],
    );
    expect(bodies).toBe(1);
    expect((await kernel.measure(solid)).volume).toBeCloseTo(48 - 2 * Math.PI, 6);
    expect((await kernel.check(solid)).valid).toBe(true);
  });

  test('of an open shell has no solid', async () => {
    await expect(
      changed(
        [/ADVANCED_BREP_SHAPE_REPRESENTATION/, 'MANIFOLD_SURFACE_SHAPE_REPRESENTATION'],
        [/MANIFOLD_SOLID_BREP\('',(#\d+)\)/, "SHELL_BASED_SURFACE_MODEL('',($1))"],
        [/CLOSED_SHELL\('',\(#\d+,/, "OPEN_SHELL('',("],
      ),
    ).rejects.toMatchObject({
      code: 'input-degenerate',
      message: expect.stringMatching(/Export the part as a solid/),
    });
  });

  test('that is none, cut off, empty or full of nonsense is refused', async () => {
    const text = await write(plate);
    const codeOf = (bytes: Uint8Array) =>
      kernel.readStep(bytes).then(
        () => 'read',
        ({ code }) => code,
      );
    expect(await codeOf(new Uint8Array())).toBe('input-unreadable');
    expect(await codeOf(bytesOf('solid cube\nendsolid'))).toBe('input-unreadable');
    expect(await codeOf(bytesOf(text.slice(0, text.length / 2)))).toBe('input-truncated');
    expect(await codeOf(bytesOf('ISO-10303-21;HEADER;ENDSEC;DATA;ENDSEC;END-ISO-10303-21;'))).toBe(
      'input-degenerate',
    );
    const holes = text.replace(/CARTESIAN_POINT\('',\([^)]*\)\)/g, "CARTESIAN_POINT('',())");
    expect(['input-unreadable', 'input-degenerate']).toContain(await codeOf(bytesOf(holes)));
    // The kernel is still of use afterwards.
    expect((await kernel.measure(plate)).faces).toBe(7);
  });

  test('with random damage never brings the kernel down', async () => {
    const text = await write(plate);
    await fc.assert(
      fc.asyncProperty(
        fc.nat(text.length - 1),
        fc.string({ maxLength: 6 }),
        fc.nat(30),
        async (at, junk, cut) => {
          const damaged = text.slice(0, at) + junk + text.slice(at + cut);
          try {
            await kernel.readStep(bytesOf(damaged));
          } catch (error) {
            expect(error).toMatchObject({ name: 'CadtraceError' });
          }
        },
      ),
      { seed: 8, numRuns: 40, endOnFailure: true },
    );
    expect((await kernel.measure(plate)).faces).toBe(7);
  });
});

describe('real STEP files', () => {
  test.each([
    ['fusion360/step', '120371_433ba1ca_0002.step', 8],
    ['step', 'Klicky-Probe__klicky_probe_bracket.step', 36],
    ['step', 'prusa_i3_bear_upgrade__lcd_knob.step', 18],
  ])('%s/%s are read, and agree with a copy of themselves', async (folder, name, faces) => {
    const path = sharedData(folder, name);
    if (path === undefined) return;
    const { solid, warnings } = await kernel.readStep(readFileSync(path));
    expect(warnings).toEqual([]);
    expect((await kernel.measure(solid)).faces).toBe(faces);
    expect((await kernel.check(solid)).valid).toBe(true);
    const copy = { brep: solid.brep.slice() };
    expect(await kernel.intersectionOverUnion(solid, copy)).toBeCloseTo(1, 9);
  });
});
