import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { writeStl } from '../../src/formats/stl.ts';
import { cadtrace, cadtraceStoppedAt, filesIn, temporaryFolder } from '../support/cli.ts';
import { boxMesh } from '../support/meshes.ts';

async function folderWithBox(): Promise<{ folder: string; part: string }> {
  const folder = await temporaryFolder();
  const part = join(folder, 'box.stl');
  await writeFile(part, writeStl(boxMesh([0, 0, 0], [60, 40, 20])));
  return { folder, part };
}

/** Numbers of a text cloud, line by line. */
const readXyz = async (path: string): Promise<number[][]> =>
  (await readFile(path, 'utf8'))
    .trimEnd()
    .split('\n')
    .map((line) => line.split(' ').map(Number));

describe('cadtrace scan', () => {
  test('writes the cloud of a mesh, in several formats, and tells about it', async () => {
    const { folder, part } = await folderWithBox();
    const [ply, xyz] = [join(folder, 'cloud.ply'), join(folder, 'cloud.xyz')];
    const { code, out } = await cadtrace('scan', part, '-o', ply, '-o', xyz, '--points', '300', '--normals');
    expect(code).toBe(0);
    expect(out).toMatch(/points: +300\n/);
    expect(out).toMatch(/preset: +handheld\n/);
    expect((await readFile(ply)).subarray(0, 4).toString()).toBe('ply\n');
    const points = await readXyz(xyz);
    expect(points).toHaveLength(300);
    expect(points[0]).toHaveLength(6);
  });

  test('of a program, by a preset, with numbers of its own', async () => {
    const folder = await temporaryFolder();
    const xyz = join(folder, 'cloud.xyz');
    const { code, out } = await cadtrace(
      'scan',
      'examples/bearing-plate.cad.json',
      ...[
        '-o',
        xyz,
        '--preset',
        'metrology',
        '--points',
        '500',
        '--views',
        '3',
        '--noise',
        '0',
        '--seed',
        '7',
      ],
      '--json',
    );
    expect(code).toBe(0);
    const { scanner, points, unit, preset } = JSON.parse(out);
    expect({ points, unit, preset }).toEqual({ points: 500, unit: 'mm', preset: 'metrology' });
    expect(scanner).toMatchObject({ views: 3, noise: { depth: 0 } });
    expect(await readXyz(xyz)).toHaveLength(500);
  });

  test('is the same for the same seed', async () => {
    const { folder, part } = await folderWithBox();
    const scan = async (name: string, seed: string): Promise<string> => {
      const xyz = join(folder, `${name}.xyz`);
      await cadtrace('scan', part, '-o', xyz, '--preset', 'recode', '--seed', seed);
      return readFile(xyz, 'utf8');
    };
    const first = await scan('a', '1');
    expect(first.trimEnd().split('\n')).toHaveLength(256);
    expect(await scan('b', '1')).toBe(first);
    expect(await scan('c', '2')).not.toBe(first);
  });
});

test('a scan that is stopped writes nothing', async () => {
  const { folder, part } = await folderWithBox();
  const argv = ['scan', part, '-o', join(folder, 'c.ply'), '--points', '20000000'];
  const started = performance.now();
  const { code, error } = await cadtraceStoppedAt('scanning', ...argv);
  expect(performance.now() - started).toBeLessThan(20_000);
  expect(error).toMatch(/stopped/);
  expect(code).toBe(1);
  expect(await filesIn(folder)).toEqual(['box.stl']);
});

describe('what cannot be done ends with code 2 and leaves no file', () => {
  test.each<[string, readonly string[], RegExp]>([
    ['no output', [], /-o cloud\.ply/],
    ['another format', ['-o', 'FOLDER/cloud.las'], /\.ply, \.xyz/],
    ['no such folder', ['-o', 'FOLDER/none/cloud.ply'], /no such folder/],
    ['over the part', ['-o', 'FOLDER/box.stl'], /\.ply, \.xyz/],
    ['no such preset', ['-o', 'FOLDER/c.ply', '--preset', 'laser'], /Allowed choices are clean, recode/],
    ['no points', ['-o', 'FOLDER/c.ply', '--points', '0'], /whole number from 1 to 20000000/],
    ['too many points', ['-o', 'FOLDER/c.ply', '--points', '1e12'], /whole number from 1 to 20000000/],
    ['negative noise', ['-o', 'FOLDER/c.ply', '--noise=-1'], /0 or a number above/],
    ['noise larger than the part', ['-o', 'FOLDER/c.ply', '--noise', '1e6'], /noise\.depth is 1000000/],
    ['views of a sampler', ['-o', 'FOLDER/c.ply', '--preset', 'clean', '--views', '3'], /no viewpoints/],
    ['no views', ['-o', 'FOLDER/c.ply', '--views', '0'], /whole number from 1 to 1000/],
  ])('%s', async (_, options, message) => {
    const { folder, part } = await folderWithBox();
    const argv = options.map((option) => option.replace('FOLDER', folder));
    const { code, error, out } = await cadtrace('scan', part, ...argv);
    expect(error).toMatch(message);
    expect({ code, out }).toEqual({ code: 2, out: '' });
    expect(await filesIn(folder)).toEqual(['box.stl']);
  });

  test('no such part', async () => {
    const folder = await temporaryFolder();
    const { code, error } = await cadtrace('scan', join(folder, 'none.stl'), '-o', join(folder, 'c.ply'));
    expect(error).toMatch(/no such file/);
    expect(code).toBe(2);
    expect(await filesIn(folder)).toEqual([]);
  });
});
