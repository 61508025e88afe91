import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { writeCadJson } from '../../src/formats/cad-json.ts';
import { readTarget } from '../../src/input/read-target.ts';
import { loadKernel } from '../../src/kernel/load.node.ts';
import type { Loop, Program, SweptProgram } from '../../src/program/types.ts';
import { cadtrace, cadtraceStoppedAt, filesIn, temporaryFolder } from '../support/cli.ts';

const circle = (x: number, y: number, radius: number): Loop => ({ kind: 'circle', center: [x, y], radius });

/** A plate of 60 x 40 x 5 with four holes of diameter 6 and one of diameter 20. */
const PLATE: SweptProgram = {
  unit: 'mm',
  features: [
    {
      kind: 'extrude',
      operation: 'new',
      sketch: {
        frame: { origin: [0, 0, 0], xAxis: [1, 0, 0], normal: [0, 0, 1] },
        profiles: [
          {
            outer: {
              kind: 'path',
              start: [-30, -20],
              edges: [
                { kind: 'line', to: [30, -20] },
                { kind: 'line', to: [30, 20] },
                { kind: 'line', to: [-30, 20] },
                { kind: 'line', to: [-30, -20] },
              ],
            },
            holes: [
              circle(24, 14, 3),
              circle(-24, 14, 3),
              circle(24, -14, 3),
              circle(-24, -14, 3),
              circle(0, 0, 10),
            ],
          },
        ],
      },
      from: 0,
      to: 5,
    },
  ],
};
/** The plate with its corners rounded and its upper rim broken. */
const BLENDED: Program = {
  ...PLATE,
  features: [
    ...PLATE.features,
    {
      kind: 'fillet',
      edges: [{ between: ['/0/sketch/profiles/0/outer', '/0/sketch/profiles/0/outer'] }],
      radius: 4,
    },
    { kind: 'chamfer', edges: [{ between: ['/0/to', '/0/sketch/profiles/0/outer'] }], distance: 0.5 },
  ],
};
const VOLUME = 5 * (60 * 40 - Math.PI * (4 * 9 + 100));

async function plateIn(folder: string): Promise<string> {
  const path = join(folder, 'plate.cad.json');
  await writeFile(path, writeCadJson(PLATE));
  return path;
}

describe('convert', () => {
  test('writes every format, each of the same part', async () => {
    const folder = await temporaryFolder();
    const names = [
      'a.step',
      'b.stp',
      'c.stl',
      'd.3mf',
      'e.glb',
      'f.py',
      'g.cad.json',
      'h.b123d.py',
      'i.scad',
    ];
    const outputs = names.flatMap((name) => ['-o', join(folder, name)]);
    const { code, out } = await cadtrace('convert', await plateIn(folder), ...outputs);
    expect(out).toBe('');
    expect(code).toBe(0);
    expect(await filesIn(folder)).toEqual([...names, 'plate.cad.json']);
    const kernel = await loadKernel();
    for (const name of names.slice(0, 5)) {
      const target = await readTarget(await readFile(join(folder, name)), { name, kernel });
      expect(target.kind).toBe(name.match(/st.?p/) ? 'solid' : 'mesh');
      expect(target.unit).toBe(name === 'e.glb' ? 'm' : 'mm');
    }
    kernel.close();
    expect(await readFile(join(folder, 'g.cad.json'), 'utf8')).toBe(writeCadJson(PLATE));
    expect(await readFile(join(folder, 'f.py'), 'utf8')).toContain('import cadquery as cq');
    expect(await readFile(join(folder, 'h.b123d.py'), 'utf8')).toContain('from build123d import *');
    expect(await readFile(join(folder, 'i.scad'), 'utf8')).toContain('linear_extrude(');
  });

  test('writes CadQuery in either style', async () => {
    const folder = await temporaryFolder();
    const input = await plateIn(folder);
    const output = join(folder, 'out.py');
    const written: string[] = [];
    for (const style of ['readable', 'compact']) {
      expect(await cadtrace('convert', input, '-o', output, '--style', style)).toMatchObject({ code: 0 });
      written.push(await readFile(output, 'utf8'));
    }
    expect(written[0]).toContain('# Plate');
    expect(written[1]).toContain('cadquery');
    expect(written[1]).not.toContain('# Plate');
  });

  test('replaces a file that is there', async () => {
    const folder = await temporaryFolder();
    const output = join(folder, 'out.py');
    await writeFile(output, 'old');
    expect(await cadtrace('convert', await plateIn(folder), '-o', output)).toMatchObject({ code: 0 });
    expect(await readFile(output, 'utf8')).toContain('cadquery');
  });

  test('a program that cannot be built ends with code 1 and writes nothing', async () => {
    const folder = await temporaryFolder();
    const input = join(folder, 'flat.cad.json');
    const [plate] = PLATE.features;
    const cut = { ...plate, operation: 'cut' as const };
    await writeFile(input, writeCadJson({ unit: 'mm', features: [plate, cut] }));
    const outputs = ['-o', join(folder, 'a.py'), '-o', join(folder, 'b.step')];
    const { code, error } = await cadtrace('convert', input, ...outputs);
    expect(error).not.toBe('');
    expect(code).toBe(1);
    expect(await filesIn(folder)).toEqual(['flat.cad.json']);
  });
});

describe('fillets and chamfers', () => {
  test('are inspected, and converted to what knows them', async () => {
    const folder = await temporaryFolder();
    const [input, script, step] = ['b.cad.json', 'b.py', 'b.step'].map((name) => join(folder, name));
    await writeFile(input, writeCadJson(BLENDED));
    expect(await cadtrace('convert', input, '-o', script, '-o', step)).toMatchObject({ code: 0 });
    const found: { volume: number }[] = [];
    for (const path of [input, script, step]) {
      const { code, out } = await cadtrace('inspect', path, '--json');
      expect(code).toBe(0);
      found.push(JSON.parse(out));
      expect(found.at(-1)).toMatchObject({
        bodies: 1,
        valid: true,
        faces: { plane: 10, cylinder: 9, cone: 4 },
      });
    }
    for (const { volume } of found) expect(volume / found[0].volume).toBeCloseTo(1, 9);
    expect(found[1]).toMatchObject({
      features: [
        { name: 'plate', kind: 'extrude', operation: 'new' },
        { name: 'fillet', kind: 'fillet' },
        { name: 'chamfer', kind: 'chamfer' },
      ],
    });
    expect((await cadtrace('inspect', script)).out).toMatch(/ fillet: fillet\n.* chamfer: chamfer\n/);
  });

  test.each([
    ['b.simgallery', 'readable', /feature 1.*no fillet/],
    ['b.py', 'compact', /feature 1.*no fillet/],
  ])('are refused by %s, %s, which knows none', async (name, style, message) => {
    const folder = await temporaryFolder();
    const input = join(folder, 'b.cad.json');
    await writeFile(input, writeCadJson(BLENDED));
    const { code, error } = await cadtrace('convert', input, '-o', join(folder, name), '--style', style);
    expect(error).toMatch(message);
    expect(code).toBe(2);
    expect(await filesIn(folder)).toEqual(['b.cad.json']);
  });
});

describe('inspect', () => {
  test('tells about a program, its solid and its mesh alike', async () => {
    const folder = await temporaryFolder();
    const input = await plateIn(folder);
    const [step, stl] = [join(folder, 'plate.step'), join(folder, 'plate.stl')];
    await cadtrace('convert', input, '-o', step, '-o', stl);
    for (const path of [input, step, stl]) {
      const { code, out } = await cadtrace('inspect', path, '--json');
      expect(code).toBe(0);
      const found = JSON.parse(out);
      expect(found).toMatchObject({ input: path, unit: 'mm', bodies: 1, valid: true, warnings: [] });
      expect(found.faces).toEqual({ plane: 6, cylinder: 5 });
      expect(found.holes.map((hole: { count: number }) => hole.count)).toEqual([4, 1]);
      expect(found.holes[0].diameter).toBeCloseTo(6, 3);
      expect(found.holes[1].diameter).toBeCloseTo(20, 3);
      expect(found.volume / VOLUME).toBeCloseTo(1, 2);
      expect(found.size[0]).toBeCloseTo(60, 4);
    }
    expect(JSON.parse((await cadtrace('inspect', stl, '--json')).out)).toMatchObject({
      kind: 'mesh',
      unitAssumed: true,
      mesh: { shells: 1, openEdges: 0 },
    });
    const { out } = await cadtrace('inspect', input);
    expect(out).toMatch(/kind: +program/);
    expect(out).toMatch(/features: +plate: extrude, new/);
    expect(out).toMatch(/holes: +4 of diameter 6, 1 of diameter 20/);
  });
});

describe('reconstruct', () => {
  test('prints CadQuery and reports for people, or for machines', async () => {
    const folder = await temporaryFolder();
    const step = join(folder, 'plate.step');
    await cadtrace('convert', await plateIn(folder), '-o', step);
    const printed = await cadtrace('reconstruct', step);
    expect(printed.code).toBe(0);
    expect(printed.out).toContain('import cadquery as cq');
    expect(printed.error).toMatch(/exact/);
    const { out, code } = await cadtrace('reconstruct', step, '--json');
    expect(code).toBe(0);
    expect(JSON.parse(out)).toMatchObject({ input: step, kind: 'solid', unit: 'mm', valid: true });
  });

  test('writes what it is asked for and the report', async () => {
    const folder = await temporaryFolder();
    const stl = join(folder, 'plate.stl');
    await cadtrace('convert', await plateIn(folder), '-o', stl);
    const outputs = ['again.py', 'again.step', 'again.cad.json'].map((name) => join(folder, name));
    const report = join(folder, 'report.json');
    const asked = outputs.flatMap((path) => ['-o', path]);
    const { code, out, error } = await cadtrace(
      'reconstruct',
      stl,
      ...asked,
      '--report',
      report,
      '--unit',
      'cm',
    );
    expect(code).toBe(0);
    expect(out).toBe('');
    for (const path of [...outputs, report]) expect(error).toContain(path);
    expect(JSON.parse(await readFile(report, 'utf8'))).toMatchObject({
      kind: 'mesh',
      unit: 'cm',
      valid: true,
    });
    const same = await cadtrace('score', outputs[2], outputs[1], '--json');
    expect(JSON.parse(same.out).recode.iou).toBeCloseTo(1, 6);
  });

  test.each(['reading', 'search', 'writing'])(
    'stops when told to while %s and leaves nothing behind',
    async (stage) => {
      const folder = await temporaryFolder();
      const step = join(folder, 'plate.step');
      await cadtrace('convert', await plateIn(folder), '-o', step);
      const outputs = ['out.py', 'out.step'].flatMap((name) => ['-o', join(folder, name)]);
      const { code, out, error } = await cadtraceStoppedAt(stage, 'reconstruct', step, ...outputs);
      expect(error).toMatch(/stopped|cancelled/);
      expect(out).toBe('');
      expect(code).toBe(1);
      expect(await filesIn(folder)).toEqual(['plate.cad.json', 'plate.step']);
    },
  );
});
