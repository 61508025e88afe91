import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { writeStl } from '../../src/formats/stl.ts';
import { cadtrace, filesIn, temporaryFolder } from '../support/cli.ts';
import { boxMesh } from '../support/meshes.ts';

async function folderWithBox(size = 8): Promise<{ folder: string; part: string }> {
  const folder = await temporaryFolder();
  const part = join(folder, 'box.stl');
  await writeFile(part, writeStl(boxMesh([-size, -size, -size], [size, size, size])));
  return { folder, part };
}

/** Width and height that a PNG states. */
async function sizeOf(path: string): Promise<[number, number]> {
  const file = await readFile(path);
  expect(file.subarray(1, 4).toString()).toBe('PNG');
  return [file.readUInt32BE(16), file.readUInt32BE(20)];
}

describe('cadtrace picture', () => {
  test('draws a program', async () => {
    const folder = await temporaryFolder();
    const png = join(folder, 'part.png');
    const { code, out } = await cadtrace('picture', 'examples/bearing-plate.cad.json', '-o', png);
    expect({ code, out }).toEqual({ code: 0, out: '' });
    expect(await sizeOf(png)).toEqual([512, 512]);
  });

  test('draws every style and camera differently', async () => {
    const { folder, part } = await folderWithBox();
    const pictures = new Set<string>();
    const variants = [
      ...['shaded', 'edges', 'lines', 'silhouette', 'depth', 'normals'].map((style) => ['--style', style]),
      ...['front', 'image2cadseq', '20,30', '-20,-90'].map((camera) => [`--camera=${camera}`]),
      ['--perspective', '50'],
      ['--transparent'],
    ];
    for (const [i, variant] of variants.entries()) {
      const png = join(folder, `${i}.png`);
      const { code, error } = await cadtrace('picture', part, '-o', png, '--size', '64x48', ...variant);
      expect(error).not.toMatch(/warning/);
      expect(code).toBe(0);
      expect(await sizeOf(png)).toEqual([64, 48]);
      pictures.add((await readFile(png)).toString('base64'));
    }
    // Edges are drawn by default.
    expect(pictures.size).toBe(variants.length);
  });

  test('says so when a camera that stands still does not show all of the part', async () => {
    const { folder, part } = await folderWithBox(80);
    const png = join(folder, 'box.png');
    const { code, error } = await cadtrace('picture', part, '-o', png, '--camera', 'image2cadseq');
    expect(error).toMatch(/warning: the camera does not show all/);
    expect(code).toBe(0);
  });
});

describe('what cannot be done ends with code 2 and leaves no file', () => {
  test.each<[string, readonly string[], RegExp]>([
    ['no output', [], /-o part\.png/],
    ['another format', ['-o', 'FOLDER/part.jpg'], /\.png/],
    ['no such style', ['-o', 'FOLDER/p.png', '--style', 'cubist'], /Allowed choices are shaded, edges/],
    ['no such camera', ['-o', 'FOLDER/p.png', '--camera', 'below'], /iso, front, right/],
    ['half a camera', ['-o', 'FOLDER/p.png', '--camera', '30'], /azimuth and an elevation/],
    ['a camera from nowhere', ['-o', 'FOLDER/p.png', '--camera', '30,120'], /-90 to 90/],
    ['no size', ['-o', 'FOLDER/p.png', '--size', '0x10'], /WIDTHxHEIGHT/],
    ['half a size', ['-o', 'FOLDER/p.png', '--size', '100'], /WIDTHxHEIGHT/],
    ['a huge size', ['-o', 'FOLDER/p.png', '--size', '99999x99999'], /at most 8294400 pixels/],
    ['a wide angle', ['-o', 'FOLDER/p.png', '--perspective', '180'], /1 to 150/],
    [
      'an angle for a camera that has one',
      ['-o', 'FOLDER/p.png', '--camera', 'image2cadseq', '--perspective', '30'],
      /leave --perspective out/,
    ],
  ])('%s', async (_, options, message) => {
    const { folder, part } = await folderWithBox();
    const argv = options.map((option) => option.replace('FOLDER', folder));
    const { code, error, out } = await cadtrace('picture', part, ...argv);
    expect(error).toMatch(message);
    expect({ code, out }).toEqual({ code: 2, out: '' });
    expect(await filesIn(folder)).toEqual(['box.stl']);
  });
});
