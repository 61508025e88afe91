import { CadtraceError } from '../errors.ts';
import { checkTriangleCount, checkVertexCount } from './limits.ts';
import { type PlyElement, readPlyHeader } from './ply-header.ts';
import { type PlyValues, plyValues, readPlyList } from './ply-values.ts';
import { createMeshBuilder, type MeshBuilder, type RawMesh } from './raw-mesh.ts';

/**
 * Reads the vertices and polygonal faces of a PLY, ASCII or binary of either byte order; other elements and
 * properties are passed over. Throws `input-truncated` when the data is shorter than the header promises.
 */
export function readPly(bytes: Uint8Array): RawMesh {
  const header = readPlyHeader(bytes);
  for (const { name, count } of header.elements) {
    if (name === 'vertex') checkVertexCount(count, 'header');
    if (name === 'face') checkTriangleCount(count, 'header');
  }
  const values = plyValues(bytes, header);
  const mesh = createMeshBuilder();
  for (const element of header.elements) readElement(element, values, mesh);
  return mesh.finish();
}

function readElement(element: PlyElement, values: PlyValues, mesh: MeshBuilder): void {
  const { name, count, properties } = element;
  const xyz = ['x', 'y', 'z'].map((axis) => properties.findIndex((p) => p.name === axis && !p.countType));
  if (name === 'vertex' && xyz.includes(-1))
    throw new CadtraceError('input-unreadable', 'the vertices of the PLY lack x, y or z.', {
      where: 'header',
    });
  const corners = properties.findIndex(
    (p) => p.countType !== undefined && (p.name === 'vertex_indices' || p.name === 'vertex_index'),
  );
  if (name === 'face' && corners < 0)
    throw new CadtraceError('input-unreadable', 'the faces of the PLY lack a list vertex_indices.', {
      where: 'header',
    });
  if (properties.length === 0) return;
  const row = new Float64Array(properties.length);
  const list: number[] = [];
  for (let index = 0; index < count; index++) {
    const where = (): string => values.where(name, index);
    for (let p = 0; p < properties.length; p++) {
      const { type, countType } = properties[p];
      if (countType === undefined) row[p] = values.next(type);
      else readPlyList(values, countType, type, p === corners ? list : undefined, where);
    }
    if (name === 'vertex') mesh.addVertex(row[xyz[0]], row[xyz[1]], row[xyz[2]], where);
    if (name === 'face') mesh.addPolygon(list, list.length, where);
  }
}
