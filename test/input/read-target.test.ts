import { describe, expect, it } from 'vitest';
import { writeGlb } from '../../src/formats/glb.ts';
import { writeStl } from '../../src/formats/stl.ts';
import { write3mf } from '../../src/formats/threemf.ts';
import { readTarget } from '../../src/input/read-target.ts';
import type { Kernel, Solid } from '../../src/kernel/types.ts';
import { utf8 } from '../support/bytes.ts';
import { boxMesh } from '../support/meshes.ts';
import { readingError, readMesh } from '../support/read-mesh.ts';

const box = boxMesh([0, 0, 0], [1, 2, 3]);

describe('readTarget', () => {
  it('gives STEP to the kernel, by its content', async () => {
    const solid: Solid = { brep: new Uint8Array() };
    const kernel = {
      readStep: async () => ({ solid, unit: 'in', bodies: 1, warnings: ['from the kernel'] }),
    } as Partial<Kernel> as Kernel;
    const indented = utf8('\n  ISO-10303-21;\nHEADER;');
    const plain = utf8('ISO-10303-21;\nHEADER;');
    expect(await readTarget(plain, { name: 'a.stl', kernel })).toEqual({
      kind: 'solid',
      solid,
      unit: 'in',
      unitAssumed: false,
      warnings: ['from the kernel'],
    });
    expect((await readTarget(indented, { name: 'a.step', kernel })).kind).toBe('solid');
    expect(await readTarget(plain, { name: 'a.step', kernel, unit: 'mm' })).toMatchObject({
      unit: 'mm',
      warnings: ['from the kernel', 'the file states its lengths in in; they are taken as mm, as asked'],
    });
  });

  it('takes the unit asked for, without scaling, and warns where the file says another', async () => {
    const stl = await readMesh(writeStl(box), 'a.stl', 'in');
    expect(stl).toMatchObject({ unit: 'in', unitAssumed: true, warnings: [] });
    const named = write3mf([box], { unit: 'cm', name: 'box' });
    expect(await readMesh(named, 'a.3mf', 'cm')).toMatchObject({
      unit: 'cm',
      unitAssumed: false,
      warnings: [],
    });
    const overruled = await readMesh(named, 'a.3mf', 'mm');
    expect(overruled).toMatchObject({ unit: 'mm', unitAssumed: false });
    expect(overruled.warnings).toEqual(['the file states its lengths in cm; they are taken as mm, as asked']);
    expect(Math.max(...overruled.mesh.positions)).toBe(3);
  });

  it('goes by content, not by name', async () => {
    for (const bytes of [
      writeStl(box),
      write3mf([box], { unit: 'mm', name: 'box' }),
      writeGlb(box, { unit: 'mm' }),
    ])
      for (const name of ['part.step', 'part.ply', 'part'])
        expect((await readMesh(bytes, name)).openEdges).toBe(0);
  });

  it('says what a file is that it cannot read', async () => {
    const cases: [Uint8Array | string, string, RegExp][] = [
      [Uint8Array.from([0x89, 0x50, 0x4e, 0x47, 13, 10, 26, 10, 0, 0, 0, 13]), 'a.png', /it is a picture/],
      ['%PDF-1.7\n', 'a.step', /it is a PDF/],
      ['version https://git-lfs.github.com/spec/v1\noid sha256:0\n', 'a.stl', /Git LFS pointer/],
      ['<html><body>404</body></html>', 'a.obj', /it is a web page/],
      ['  0\nSECTION\n  2\nHEADER\n', 'a.dxf', /DXF/],
      ['ASTM-E57\0\0', 'a.e57', /an E57 scan; convert it to PLY, PTX or LAZ/],
      ['# nothing but a comment\n', 'a.obj', /text that starts with "# nothing/],
      [Uint8Array.from([1, 2, 3, 0, 255]), 'a.bin', /binary data of another kind/],
    ];
    for (const [content, name, reason] of cases) {
      const message = await readingError(content, name);
      expect(message).toMatch(/^input-unsupported: /);
      expect(message).toMatch(reason);
      expect(message).toMatch(/STEP solids, STL, .* and GLB meshes, and PLY, XYZ, .* clouds can be read/);
    }
  });
});
