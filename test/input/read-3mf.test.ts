import { strToU8, zipSync } from 'fflate';
import { describe, expect, it } from 'vitest';
import { boundsOf, type Mesh, volumeOf } from '../../src/geometry/mesh.ts';
import { boxMesh } from '../support/meshes.ts';
import { readingError, readMesh } from '../support/read-mesh.ts';

const box = boxMesh([0, 0, 0], [1, 2, 3]);

function meshXml({ positions, triangles }: Mesh): string {
  const vertices: string[] = [];
  const faces: string[] = [];
  for (let i = 0; i < positions.length; i += 3)
    vertices.push(`<vertex x="${positions[i]}" y='${positions[i + 1]}' z = "${positions[i + 2]}"/>`);
  for (let i = 0; i < triangles.length; i += 3)
    faces.push(
      `<triangle v1="${triangles[i]}" v2="${triangles[i + 1]}" v3="${triangles[i + 2]}" pid="7"></triangle>`,
    );
  return `<mesh><vertices>${vertices.join('')}</vertices><triangles>${faces.join('')}</triangles></mesh>`;
}

const model = (resources: string, build: string, unit = 'unit="millimeter"'): string =>
  `<?xml version="1.0"?><!-- <object> --><model ${unit} xmlns:p="http://production">` +
  `<metadata name="Title">a &lt; b</metadata><resources>${resources}</resources><build>${build}</build></model>`;

const archive = (files: Readonly<Record<string, string>>): Uint8Array =>
  zipSync(Object.fromEntries(Object.entries(files).map(([name, text]) => [name, strToU8(text)])));

const packaged = (resources: string, build: string, unit?: string): Uint8Array =>
  archive({ '3D/3dmodel.model': model(resources, build, unit) });

const BOX_OBJECT = `<object id="1">${meshXml(box)}</object>`;

/** The archive with another unpacked size in the directory entry of its only file. */
function stating(size: number, bytes: Uint8Array): Uint8Array {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
  const directory = view.getUint32(bytes.length - 6, true);
  view.setUint32(directory + 24, size, true);
  return bytes;
}

describe('3MF', () => {
  it('reads the unit', async () => {
    for (const [name, unit] of [
      ['micron', 'um'],
      ['inch', 'in'],
      ['meter', 'm'],
    ]) {
      const target = await readMesh(packaged(BOX_OBJECT, '<item objectid="1"/>', `unit="${name}"`));
      expect(target.unit).toBe(unit);
      expect(target.unitAssumed).toBe(false);
      expect(volumeOf(target.mesh)).toBeCloseTo(6);
    }
    expect((await readMesh(packaged(BOX_OBJECT, '<item objectid="1"/>', ''))).unit).toBe('mm');
  });

  it('places build items and components, also mirrored', async () => {
    const resources =
      `${BOX_OBJECT}<object id="2"><components>` +
      '<component objectid="1" transform="1 0 0 0 1 0 0 0 1 10 0 0"/>' +
      '<component objectid="1" transform="-1 0 0 0 1 0 0 0 1 0 0 0"/></components></object>';
    const { mesh, shells, warnings } = await readMesh(
      packaged(resources, '<item objectid="2" transform="0 1 0 -1 0 0 0 0 1 0 0 100"/>'),
    );
    expect(shells).toBe(2);
    expect(warnings).toEqual([]);
    expect(volumeOf(mesh)).toBeCloseTo(12);
    expect(boundsOf(mesh.positions)).toEqual({ min: [-2, -1, 100], max: [0, 11, 103] });
  });

  it('keeps touching objects apart and leaves out supports and what is not built', async () => {
    const support = `<object id="3" type="support">${meshXml(boxMesh([0, 0, -9], [1, 1, 0]))}</object>`;
    const { mesh, shells, openEdges } = await readMesh(
      packaged(
        BOX_OBJECT + support + BOX_OBJECT.replace('id="1"', 'id="9"'),
        '<item objectid="1"/><item objectid="1" transform="1 0 0 0 1 0 0 0 1 1 0 0"/><item objectid="3"/>',
      ),
    );
    expect({ shells, openEdges, triangles: mesh.triangles.length / 3 }).toEqual({
      shells: 2,
      openEdges: 0,
      triangles: 24,
    });
    expect(volumeOf(mesh)).toBeCloseTo(12);
  });

  it('follows relationships to the root model and paths to other model parts', async () => {
    const bytes = archive({
      '_rels/.rels':
        '<Relationships><Relationship Type="http://schemas.microsoft.com/3dmanufacturing/2013/01/3dmodel" Target="/3D/root.model"/></Relationships>',
      '3D/root.model': model(
        '<object id="8"><components><component p:path="/3D/Objects/part.model" objectid="1"/></components></object>',
        '<item objectid="8"/>',
      ),
      '3D/Objects/part.model': model(BOX_OBJECT, ''),
    });
    expect(volumeOf((await readMesh(bytes)).mesh)).toBeCloseTo(6);
  });

  it('names what is wrong', async () => {
    const item = '<item objectid="1"/>';
    const good = packaged(BOX_OBJECT, item);
    const nested = Array.from(
      { length: 12 },
      (_, i) =>
        `<object id="${i + 2}"><components>${`<component objectid="${i + 1}"/>`.repeat(10)}</components></object>`,
    );
    const bomb = stating(
      1_100_000_000,
      zipSync({ '3D/3dmodel.model': new Uint8Array(1_100_000) }, { level: 0 }),
    );

    expect(await readingError(good.subarray(0, -30))).toMatch(/^input-truncated: .*no directory/);
    expect(await readingError(archive({ 'readme.txt': 'hello' }))).toMatch(
      /^input-unsupported: .*without a 3D model/,
    );
    expect(await readingError(packaged(BOX_OBJECT, '<item objectid="4"/>'))).toMatch(
      /^input-unreadable: .*object 4 is placed but not defined/,
    );
    expect(
      await readingError(
        packaged('<object id="1"><components><component objectid="1"/></components></object>', item),
      ),
    ).toMatch(/^input-unreadable: .*contain each other/);
    expect(await readingError(packaged(BOX_OBJECT + nested.join(''), '<item objectid="13"/>'))).toMatch(
      /^input-too-large: /,
    );
    expect(await readingError(packaged(BOX_OBJECT, '<item objectid="1" transform="1 0 0"/>'))).toMatch(
      /^input-unreadable: byte \d+: a transform must be 12 numbers/,
    );
    expect(await readingError(packaged(BOX_OBJECT.replace('v1="0"', 'v1="8"'), item))).toMatch(
      /^input-unreadable: byte \d+: a face refers to vertex 8/,
    );
    expect(await readingError(packaged(BOX_OBJECT.replace('x="0"', 'x="NaN"'), item))).toMatch(
      /^input-unreadable: byte \d+: <vertex> needs a number for x, found "NaN"/,
    );
    expect(await readingError(packaged(BOX_OBJECT, item, 'unit="cubit"'))).toMatch(/"cubit" is no unit/);
    expect(await readingError(packaged('<object id="1"><mesh>', item))).toMatch(
      /^input-unreadable: .*well formed/,
    );
    expect(
      await readingError(archive({ '3D/3dmodel.model': model(BOX_OBJECT, item).slice(0, 500) })),
    ).toMatch(/^input-truncated: .*XML ends too early/);
    expect(await readingError(packaged(BOX_OBJECT, ''))).toMatch(/^input-empty: .*no triangles/);
    expect(await readingError(bomb)).toMatch(/^input-too-large: .*unpacks to more than 1 GiB/);
  });

  it('does not trust the sizes that a zip bomb states', async () => {
    const bytes = stating(1000, zipSync({ '3D/3dmodel.model': new Uint8Array(50_000_000).fill(32) }));
    expect(await readingError(bytes)).toMatch(/^input-unreadable: .*impossible/);
  });

  it('does not unpack a zip bomb that states its true size', async () => {
    const bytes = zipSync({ '3D/3dmodel.model': new Uint8Array(50_000_000).fill(32) });
    expect(await readingError(bytes)).toMatch(/^input-too-large: .*unpacks to \d+ times its size/);
  });
});
