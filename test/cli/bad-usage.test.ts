import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { zipSync } from 'fflate';
import { describe, expect, test } from 'vitest';
import { cadtrace, filesIn, temporaryFolder } from '../support/cli.ts';
import { boxMesh } from '../support/meshes.ts';
import { asciiStl } from '../support/stl.ts';

const hugePly = (faces: string) => `ply
format binary_little_endian 1.0
element vertex 2147483648
property float x
property float y
property float z
${faces}end_header
`;
const FACES = 'element face 1\nproperty list uchar int vertex_indices\n';
const HUGE_GLB = new Uint8Array(Uint32Array.of(0x46546c67, 2, 0x7fffffff, 0x7fffffff, 0x4e4f534a).buffer);

const box = asciiStl(boxMesh([0, 0, 0], [10, 20, 30]));

describe('wrong usage ends with code 2 and says what is wrong', () => {
  test.each([
    [['reconstruct'], /missing required argument/],
    [['melt', 'part.stl'], /unknown command/],
    [['reconstruct', 'part.stl', '--unit', 'parsec'], /Allowed choices are um, mm, cm, m, in, ft/],
    [['reconstruct', 'part.stl', '--time-limit', 'soon'], /must be a number above 0/],
    [['reconstruct', 'part.stl', '--time-limit', '0'], /must be a number above 0/],
    [['reconstruct', 'part.stl', '--seed', '1.5'], /whole number/],
    [['reconstruct', 'part.stl', '--style', 'baroque'], /Allowed choices are readable, compact/],
    [['reconstruct', 'part.stl', '-o', 'part.dwg'], /part.dwg: .*known are .cad.json, .*.b123d.py, .*.py/],
    [['reconstruct', 'part.stl', '--colour'], /unknown option/],
    [['convert', 'part.cad.json'], /-o FILE/],
    [['score', 'part.stl'], /missing required argument/],
  ])('%j', async (argv, message) => {
    const { code, out, error } = await cadtrace(...argv);
    expect(error).toMatch(message);
    expect(out).toBe('');
    expect(code).toBe(2);
  });

  test('help and version are results', async () => {
    expect(await cadtrace('--version')).toMatchObject({
      code: 0,
      error: '',
      out: expect.stringMatching(/^\d+\./),
    });
    const help = await cadtrace('reconstruct', '--help');
    expect(help.code).toBe(0);
    expect(help.out).toContain('--time-limit');
  });
});

describe('unreadable input ends with code 2 and leaves no output', () => {
  const cases: [name: string, content: string | Uint8Array, message: RegExp][] = [
    ['empty.stl', '', /empty/],
    ['text.stl', 'Dear colleague, please find the part attached.\n', /no format that can be read/],
    ['cut.step', 'ISO-10303-21;\nHEADER;\nFILE_DESCRIPTION((', /step|truncated|ends/i],
    ['picture.step', Uint8Array.of(0x89, 0x50, 0x4e, 0x47, 13, 10, 26, 10), /picture/],
    ['zero.stl', new Uint8Array(84), /empty|triangle|format/],
    ['cut.stl', stlPromising(1000), /promises 1000 triangles .* cut off/],
    ['huge.stl', stlPromising(0xffffffff), /promises 4294967295 triangles .* cut off/],
    ['letter.stl', 'solid as a rock, this letter is no STL\n', /no triangles/],
    ['range.obj', 'v 0 0 0\nv 1 0 0\nv 0 1 0\nf 1 2 9\n', /line 4: .*vertex 8 .*there are 3/],
    ['nan.obj', 'v 0 0 nan\nv 1 0 0\nv 0 1 0\nf 1 2 3\n', /line 1: .*NaN.* not a finite number/],
    ['infinite.obj', 'v 0 0 1e999\nv 1 0 0\nv 0 1 0\nf 1 2 3\n', /line 1: .*Infinity.* not a finite number/],
    ['flat.stl', asciiStl(boxMesh([0, 0, 0], [10, 20, 0])), /enclose no volume|one plane/],
    ['huge.ply', hugePly(FACES), /2,147,483,648 vertices .* at most/],
    ['huge-cloud.ply', hugePly(''), /ends before the data that its header promises .* cut off/],
    ['huge.off', 'OFF\n2000000000 2000000000 0\n0 0 0\n', /2,000,000,000 vertices .* at most/],
    ['huge.glb', HUGE_GLB, /promises 2147483647 bytes but has/],
    ['bomb.3mf', zipSync({ '3D/3dmodel.model': new Uint8Array(2e7) }), /unpacks to \d+ times its size/],
  ];
  test.each(cases)('%s', async (name, content, message) => {
    const folder = await temporaryFolder();
    const input = join(folder, name);
    await writeFile(input, content);
    const start = performance.now();
    const { code, out, error } = await cadtrace('reconstruct', input, '-o', join(folder, 'out.py'));
    expect(performance.now() - start).toBeLessThan(5000);
    expect(error).toMatch(message);
    expect(error).toContain(name);
    expect(out).toBe('');
    expect(code).toBe(2);
    expect(await filesIn(folder)).toEqual([name]);
  });

  test('a STEP file without a solid', async () => {
    const folder = await temporaryFolder();
    const input = join(folder, 'point.step');
    await writeFile(input, STEP_OF_A_POINT);
    const { code, error } = await cadtrace('reconstruct', input, '-o', join(folder, 'out.step'));
    expect(error).toMatch(/solid/);
    expect(code).toBe(2);
    expect(await filesIn(folder)).toEqual(['point.step']);
  });

  test('a folder and a missing file', async () => {
    const folder = await temporaryFolder();
    for (const command of ['reconstruct', 'inspect']) {
      expect(await cadtrace(command, folder)).toMatchObject({
        code: 2,
        error: expect.stringMatching(/folder/),
      });
      const missing = join(folder, 'nothing.stl');
      expect(await cadtrace(command, missing)).toMatchObject({
        code: 2,
        error: expect.stringMatching(/no such file/),
      });
    }
    expect(await filesIn(folder)).toEqual([]);
  });

  test('programs: a missing one, one that is no text, no JSON, no program', async () => {
    const folder = await temporaryFolder();
    const out = join(folder, 'out.stl');
    const bad = join(folder, 'bad.cad.json');
    expect(await cadtrace('convert', bad, '-o', out)).toMatchObject({ code: 2 });
    for (const content of [
      '',
      Uint8Array.of(0xff, 0xfe, 0xff),
      '{"format": ',
      '{"format": "cadtrace"}',
      '[]',
    ]) {
      await writeFile(bad, content);
      const { code, error } = await cadtrace('convert', bad, '-o', out);
      expect(error).toContain('bad.cad.json');
      expect(code).toBe(2);
    }
    expect(await filesIn(folder)).toEqual(['bad.cad.json']);
  });

  test('geometry where a program is asked for', async () => {
    const folder = await temporaryFolder();
    const input = join(folder, 'box.stl');
    await writeFile(input, box);
    const { code, error } = await cadtrace('convert', input, '-o', join(folder, 'out.py'));
    expect(error).toMatch(/reconstruct/);
    expect(code).toBe(2);
  });
});

describe('outputs that cannot be written are refused before any work', () => {
  test.each([
    ['in no folder', 'absent/out.py', /no such folder/],
    ['in a file', 'box.stl/out.py', /no such folder/],
    ['over a folder', 'folder.py', /folder/],
    ['over the input', 'box.stl', /the input/],
  ])('%s', async (_, output, message) => {
    const folder = await temporaryFolder();
    const input = join(folder, 'box.stl');
    await writeFile(input, box);
    await mkdir(join(folder, 'folder.py'));
    const { code, error, out } = await cadtrace('reconstruct', input, '-o', join(folder, output));
    expect(error).toMatch(message);
    expect(error).not.toContain('reading');
    expect(out).toBe('');
    expect(code).toBe(2);
    expect(await filesIn(folder)).toEqual(['box.stl', 'folder.py']);
  });

  test('twice the same', async () => {
    const folder = await temporaryFolder();
    const input = join(folder, 'box.stl');
    await writeFile(input, box);
    const output = join(folder, 'out.py');
    const { code } = await cadtrace('reconstruct', input, '-o', output, '--report', output);
    expect(code).toBe(2);
  });
});

/** A binary STL of ten triangles that says it has `count`. */
function stlPromising(count: number): Uint8Array {
  const bytes = new Uint8Array(584);
  new DataView(bytes.buffer).setUint32(80, count, true);
  return bytes;
}

const STEP_OF_A_POINT = `ISO-10303-21;
HEADER;
FILE_DESCRIPTION((''),'2;1');
FILE_NAME('','',(''),(''),'','','');
FILE_SCHEMA(('AUTOMOTIVE_DESIGN { 1 0 10303 214 1 1 1 1 }'));
ENDSEC;
DATA;
#1 = CARTESIAN_POINT('',(0.,0.,0.));
ENDSEC;
END-ISO-10303-21;
`;
