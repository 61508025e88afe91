import { strToU8, zipSync } from 'fflate';
import type { Mesh } from '../geometry/mesh.ts';
import type { LengthUnit } from '../program/types.ts';

const UNIT_NAMES: Readonly<Record<LengthUnit, string>> = {
  um: 'micron',
  mm: 'millimeter',
  cm: 'centimeter',
  m: 'meter',
  in: 'inch',
  ft: 'foot',
};

/** The same bytes for the same part: the archive's files carry no real time. */
const MODIFIED = new Date(1980, 0, 1);

const CONTENT_TYPES = `<?xml version="1.0" encoding="UTF-8"?>
<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">
  <Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>
  <Default Extension="model" ContentType="application/vnd.ms-package.3dmanufacturing-3dmodel+xml"/>
</Types>
`;

const RELATIONSHIPS = `<?xml version="1.0" encoding="UTF-8"?>
<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">
  <Relationship Target="/3D/3dmodel.model" Id="model" Type="http://schemas.microsoft.com/3dmanufacturing/2013/01/3dmodel"/>
</Relationships>
`;

/** Writes a 3MF package with one object for each mesh, coordinates in full precision in `unit`. */
export function write3mf(
  meshes: readonly Mesh[],
  { unit, name }: { unit: LengthUnit; name: string },
): Uint8Array {
  const title = escaped(name);
  const objects = meshes.map((mesh, i) => {
    const objectName = meshes.length > 1 ? `${title} ${i + 1}` : title;
    return `<object id="${i + 1}" type="model" name="${objectName}">\n${meshXml(mesh)}</object>\n`;
  });
  const items = meshes.map((_, i) => `<item objectid="${i + 1}"/>`);
  const model = [
    '<?xml version="1.0" encoding="UTF-8"?>\n',
    `<model unit="${UNIT_NAMES[unit]}" xml:lang="en-US" xmlns="http://schemas.microsoft.com/3dmanufacturing/core/2015/02">\n`,
    `<metadata name="Title">${title}</metadata>\n<metadata name="Application">cadtrace</metadata>\n`,
    `<resources>\n${objects.join('')}</resources>\n<build>${items.join('')}</build>\n</model>\n`,
  ].join('');
  const files = {
    '[Content_Types].xml': strToU8(CONTENT_TYPES),
    '_rels/.rels': strToU8(RELATIONSHIPS),
    '3D/3dmodel.model': strToU8(model),
  };
  return zipSync(files, { mtime: MODIFIED });
}

function meshXml({ positions: p, triangles: t }: Mesh): string {
  const lines = ['<mesh>\n<vertices>\n'];
  for (let i = 0; i < p.length; i += 3) lines.push(`<vertex x="${p[i]}" y="${p[i + 1]}" z="${p[i + 2]}"/>\n`);
  lines.push('</vertices>\n<triangles>\n');
  for (let i = 0; i < t.length; i += 3)
    lines.push(`<triangle v1="${t[i]}" v2="${t[i + 1]}" v3="${t[i + 2]}"/>\n`);
  lines.push('</triangles>\n</mesh>\n');
  return lines.join('');
}

const ENTITIES: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };

/** Without the control characters that XML cannot hold. */
const escaped = (text: string): string =>
  text.replace(/\p{Cc}/gu, ' ').replace(/[&<>"]/g, (character) => ENTITIES[character]);
