import { CadtraceError } from '../errors.ts';
import { checkCornerCount, checkTriangleCount, checkVertexCount } from './limits.ts';
import {
  PLY_TYPE_BYTES,
  type PlyElement,
  type PlyHeader,
  type PlyType,
  readPlyHeader,
} from './ply-header.ts';
import { createMeshBuilder, type MeshBuilder, type RawMesh } from './raw-mesh.ts';
import { scanText } from './text-scanner.ts';

/** Takes the next value of a PLY body, whatever its encoding. */
type PlyValues = {
  next(type: PlyType): number;
  where(element: string, index: number): string;
};

/**
 * Reads the vertices and polygonal faces of a PLY, ASCII or binary of either byte order; other elements and
 * properties are passed over. Throws `input-truncated` when the data is shorter than the header promises,
 * `input-unsupported` for points without faces.
 */
export function readPly(bytes: Uint8Array): RawMesh {
  const header = readPlyHeader(bytes);
  checkSize(header, bytes.length);
  const values = header.encoding === 'ascii' ? asciiValues(bytes, header) : binaryValues(bytes, header);
  const mesh = createMeshBuilder();
  const faces = header.elements.find(({ name }) => name === 'face');
  if (faces === undefined || faces.count === 0)
    throw new CadtraceError(
      'input-unsupported',
      'the PLY holds points but no faces. Point clouds are not read yet: make a mesh of it first.',
    );
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
      else readList(values, countType, type, p === corners ? list : undefined, where);
    }
    if (name === 'vertex') mesh.addVertex(row[xyz[0]], row[xyz[1]], row[xyz[2]], where);
    if (name === 'face') mesh.addPolygon(list, list.length, where);
  }
}

function readList(
  values: PlyValues,
  countType: PlyType,
  type: PlyType,
  list: number[] | undefined,
  where: () => string,
): void {
  const length = values.next(countType);
  if (!(Number.isInteger(length) && length >= 0))
    throw new CadtraceError('input-unreadable', `a list cannot have ${length} entries.`, {
      where: where(),
      value: length,
    });
  if (list !== undefined) {
    checkCornerCount(length, where);
    list.length = 0;
  }
  for (let i = 0; i < length; i++) {
    const value = values.next(type);
    list?.push(value);
  }
}

/** Throws before anything is read when the body cannot hold what the header promises. */
function checkSize({ encoding, elements, bodyOffset }: PlyHeader, size: number): void {
  let least = 0;
  for (const { name, count, properties } of elements) {
    if (name === 'vertex') checkVertexCount(count, 'header');
    if (name === 'face') checkTriangleCount(count, 'header');
    for (const { type, countType } of properties)
      least += count * (encoding === 'ascii' ? 2 : PLY_TYPE_BYTES[countType ?? type]);
  }
  // The last value of an ASCII file needs no line end.
  if (least - (encoding === 'ascii' ? 1 : 0) > size - bodyOffset) throw truncated('header', least);
}

function asciiValues(bytes: Uint8Array, { bodyOffset, bodyLine }: PlyHeader): PlyValues {
  const text = scanText(bytes, { offset: bodyOffset, line: bodyLine });
  return {
    next() {
      if (!text.nextWord()) throw truncated(text.where());
      return text.number();
    },
    where: text.where,
  };
}

function binaryValues(bytes: Uint8Array, { encoding, bodyOffset }: PlyHeader): PlyValues {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
  const little = encoding === 'binary_little_endian';
  let at = bodyOffset;
  return {
    next(type) {
      const from = at;
      at += PLY_TYPE_BYTES[type];
      if (at > bytes.length) throw truncated(`byte ${from}`);
      switch (type) {
        case 'int8':
          return view.getInt8(from);
        case 'uint8':
          return view.getUint8(from);
        case 'int16':
          return view.getInt16(from, little);
        case 'uint16':
          return view.getUint16(from, little);
        case 'int32':
          return view.getInt32(from, little);
        case 'uint32':
          return view.getUint32(from, little);
        case 'float32':
          return view.getFloat32(from, little);
        case 'float64':
          return view.getFloat64(from, little);
      }
    },
    where: (element, index) => `${element} ${index}`,
  };
}

function truncated(where: string, least?: number): CadtraceError {
  const need = least === undefined ? '' : ` (at least ${least} bytes)`;
  return new CadtraceError(
    'input-truncated',
    `the PLY ends before the data that its header promises${need}. The file was cut off; copy or export it again.`,
    { where },
  );
}
