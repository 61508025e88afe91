import { CadtraceError } from '../errors.ts';
import { counted } from './counted.ts';
import { checkTriangleCount } from './limits.ts';
import { checkFinite, createMeshBuilder, type RawMesh } from './raw-mesh.ts';
import { scanText } from './text-scanner.ts';

const HEADER_BYTES = 84;
const FACET_BYTES = 50;

/** Number of triangles that the header of a binary STL promises, or undefined when the file is shorter than one. */
export function binaryStlCount(bytes: Uint8Array): number | undefined {
  if (bytes.length < HEADER_BYTES) return undefined;
  return new DataView(bytes.buffer, bytes.byteOffset).getUint32(80, true);
}

/** Size in bytes of a binary STL of `count` triangles. */
export const binaryStlSize = (count: number): number => HEADER_BYTES + FACET_BYTES * count;

/**
 * Reads a binary STL: three vertices of its own for each triangle; the stored normals are ignored for the order of
 * the vertices. Throws `input-truncated` when the file ends before the triangles that it promises.
 */
export function readBinaryStl(bytes: Uint8Array): RawMesh {
  const count = binaryStlCount(bytes);
  if (count === undefined)
    throw new CadtraceError(
      'input-truncated',
      `a binary STL has a header of ${HEADER_BYTES} bytes, this file only ${bytes.length}. Copy or export it again.`,
      { value: bytes.length },
    );
  if (binaryStlSize(count) > bytes.length)
    throw new CadtraceError(
      'input-truncated',
      `the STL promises ${count} triangles (${binaryStlSize(count)} bytes) but has ${bytes.length} bytes: room for ${Math.floor((bytes.length - HEADER_BYTES) / FACET_BYTES)}. The file was cut off; copy or export it again.`,
      { where: 'byte 80', value: count },
    );
  checkTriangleCount(count, 'byte 80');
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
  const positions = new Float64Array(9 * count);
  const triangles = new Uint32Array(3 * count);
  for (let corner = 0; corner < 3 * count; corner++) triangles[corner] = corner;
  for (let t = 0; t < count; t++) {
    const facet = HEADER_BYTES + FACET_BYTES * t + 12;
    for (let k = 0; k < 9; k++) positions[9 * t + k] = view.getFloat32(facet + 4 * k, true);
    for (let k = 9 * t; k < 9 * t + 9; k += 3)
      checkFinite(positions[k], positions[k + 1], positions[k + 2], () => `triangle ${t + 1}`);
  }
  const rest = bytes.length - binaryStlSize(count);
  return {
    positions,
    triangles,
    warnings: rest > 0 ? [`ignored ${counted(rest, 'byte', 'after the last triangle')}`] : [],
  };
}

/** Reads an ASCII STL, which may hold several `solid` blocks. Throws `input-unreadable` naming the line, `input-truncated` when it ends within a facet. */
export function readAsciiStl(bytes: Uint8Array): RawMesh {
  const text = scanText(bytes);
  const mesh = createMeshBuilder();
  const corners: number[] = [];
  const vertex = () => {
    const x = text.number();
    const y = text.number();
    const z = text.number();
    corners.push(mesh.vertexCount());
    mesh.addVertex(x, y, z, text.where);
  };
  const endFacet = () => {
    if (corners.length < 3)
      throw new CadtraceError(
        'input-unreadable',
        `a facet has ${corners.length} vertices instead of three.`,
        {
          where: text.where(),
          value: corners.length,
        },
      );
    mesh.addPolygon(corners, corners.length, text.where);
    corners.length = 0;
  };
  for (let more = text.nextLine(); more; ) {
    const keyword = text.word().toLowerCase();
    // Some writers put a whole facet on one line, so only the free text after a name ends with the line.
    if (keyword === 'vertex') vertex();
    else if (keyword === 'endfacet') endFacet();
    else if (keyword === 'solid' || keyword === 'endsolid') {
      more = text.nextLine();
      continue;
    } else if (keyword === 'normal') for (let k = 0; k < 3; k++) text.word();
    else if (!SILENT_WORDS.has(keyword)) throw unexpected(keyword, text.where());
    more = text.nextWord();
  }
  if (corners.length > 0)
    throw new CadtraceError(
      'input-truncated',
      'the STL ends within a facet. The file was cut off; copy or export it again.',
      { where: text.where() },
    );
  return mesh.finish();
}

const SILENT_WORDS = new Set(['facet', 'outer', 'loop', 'endloop']);

function unexpected(word: string, where: string): CadtraceError {
  return new CadtraceError(
    'input-unreadable',
    `expected "facet", "vertex" or another word of an ASCII STL, found "${word}". The file is damaged or not an STL.`,
    { where, value: word },
  );
}
