import { describe, expect, it } from 'vitest';
import { writeStl } from '../../src/formats/stl.ts';
import { volumeOf } from '../../src/geometry/mesh.ts';
import { concatenated, utf8 } from '../support/bytes.ts';
import { boxMesh } from '../support/meshes.ts';
import { readingError, readMesh } from '../support/read-mesh.ts';
import { asciiStl } from '../support/stl.ts';

const box = boxMesh([0, 0, 0], [1, 2, 3]);

describe('STL', () => {
  it('reads binary, whatever it is called', async () => {
    for (const name of ['part.stl', 'part.obj', 'part']) {
      const { mesh, unit, unitAssumed, openEdges, shells, warnings } = await readMesh(writeStl(box), name);
      expect(mesh.positions.length / 3).toBe(8);
      expect(mesh.triangles.length / 3).toBe(12);
      expect(volumeOf(mesh)).toBeCloseTo(6);
      expect({ unit, unitAssumed, openEdges, shells, warnings }).toEqual({
        unit: 'mm',
        unitAssumed: true,
        openEdges: 0,
        shells: 1,
        warnings: [],
      });
    }
  });

  it('reads binary with a header that starts with "solid"', async () => {
    const bytes = writeStl(box);
    bytes.set(utf8('solid facet normal made by somebody'));
    expect(volumeOf((await readMesh(bytes, 'part.stl')).mesh)).toBeCloseTo(6);
  });

  it('reads ASCII, whatever it is called and however it is laid out', async () => {
    const text = asciiStl(box);
    const variants = [
      text,
      text.replaceAll('\n', '\r\n'),
      text.replaceAll('\n', '\r'),
      text.toUpperCase(),
      text.replaceAll('\n', '\n\t  '),
      `\ufeff${text}`,
      text.replaceAll('\nouter', ' outer').replaceAll('\nvertex', ' vertex'),
      asciiStl(box, 'two facet words'),
      text.replace('facet normal 0 0 0', 'facet normal -nan(ind) nan 1.#IND'),
    ];
    for (const variant of variants)
      for (const name of ['part.stl', 'part.ply'])
        expect(volumeOf((await readMesh(variant, name)).mesh)).toBeCloseTo(6);
  });

  it('reads several solids in one file', async () => {
    const both = asciiStl(box) + asciiStl(boxMesh([5, 0, 0], [6, 1, 1]), 'other');
    const { mesh, shells } = await readMesh(both);
    expect(shells).toBe(2);
    expect(volumeOf(mesh)).toBeCloseTo(7);
  });

  it('passes over bytes after the last triangle', async () => {
    const { warnings } = await readMesh(concatenated(writeStl(box), new Uint8Array(7)), 'part.stl');
    expect(warnings).toEqual(['ignored 7 bytes after the last triangle']);
  });

  it('names what is wrong', async () => {
    const infinite = writeStl(box);
    new DataView(infinite.buffer).setFloat32(84 + 50 * 4 + 12, Number.POSITIVE_INFINITY, true);
    const overpromising = writeStl(box);
    new DataView(overpromising.buffer).setUint32(80, 0xffffffff, true);
    const huge = new Uint8Array(684);
    new DataView(huge.buffer).setUint32(80, 40_000_000, true);

    expect(await readingError(new Uint8Array(), 'a.stl')).toMatch(/^input-empty: .*0 bytes/);
    expect(await readingError(writeStl(box).subarray(0, 500), 'a.stl')).toMatch(
      /^input-truncated: byte 80: the STL promises 12 triangles \(684 bytes\) but has 500 bytes: room for 8/,
    );
    expect(await readingError(new Uint8Array(50), 'a.stl')).toMatch(/^input-truncated: .*84 bytes/);
    expect(await readingError(overpromising, 'a.stl')).toMatch(/^input-truncated: .*4294967295 triangles/);
    expect(await readingError(huge, 'a.stl')).toMatch(/^input-truncated: .*40000000 triangles/);
    expect(await readingError(infinite)).toMatch(/^input-unreadable: triangle 5: .*not a finite number/);
    expect(await readingError(asciiStl(box).replace('vertex 1 ', 'vertex nan '))).toMatch(
      /^input-unreadable: line \d+: .*not a finite number/,
    );
    expect(await readingError(asciiStl(box).replace('vertex 1 2', 'vertex 1 two'))).toMatch(
      /^input-unreadable: line \d+: expected a number, found "two"/,
    );
    expect(await readingError(asciiStl(box).slice(0, -60), 'a.stl')).toMatch(
      /^input-(truncated|unreadable): line 8\d/,
    );
    expect(await readingError('solid nothing\nendsolid nothing\n', 'a.stl')).toMatch(
      /^input-empty: .*no triangles/,
    );
    expect(await readingError('These are not the triangles you seek.', 'a.stl')).toMatch(
      /^input-unsupported: a.stl: .*despite its name \(.stl\): it is text that starts with "These are not/,
    );
    expect(await readingError('<!DOCTYPE html><html></html>', 'a.stl')).toMatch(/it is a web page/);
  });
});
