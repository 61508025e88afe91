import { groupEqual, mixBits } from '../geometry/group-equal.ts';
import type { Mesh } from '../geometry/mesh.ts';
import type { TaggedMesh } from '../kernel/types.ts';
import type { LengthUnit } from '../program/types.ts';
import { unitRatio } from '../program/units.ts';

const HEADER_BYTES = 12;
const CHUNK_HEADER_BYTES = 8;
const CHUNK_JSON = 0x4e4f534a;
const CHUNK_BINARY = 0x004e4942;

const FLOAT = 5126;
const UNSIGNED_INT = 5125;
const ARRAY_BUFFER = 34962;
const ELEMENT_ARRAY_BUFFER = 34963;

/** glTF's y is up, here z is: the node turns (x, y, z) to (x, z, -y). Column by column. */
const Y_UP = [1, 0, 0, 0, 0, 0, -1, 0, 0, 1, 0, 0, 0, 0, 0, 1];

/**
 * Writes a binary glTF 2.0: lengths scaled from `unit` to metres and rounded to float32. A tagged mesh gets normals
 * that are smooth within each face and break between faces; any other is left to be shaded flat.
 */
export function writeGlb(mesh: Mesh | TaggedMesh, { unit }: { unit: LengthUnit }): Uint8Array {
  const shaded = 'faceOfTriangle' in mesh ? splitAtFaces(mesh) : mesh;
  const toMetres = unitRatio(unit, 'm');
  const positions = Float32Array.from(shaded.positions, (x) => x * toMetres);
  const normals = 'faceOfTriangle' in mesh ? vertexNormals(shaded) : new Float32Array();
  const vertices = positions.length / 3;
  const hasNormals = normals.length > 0;

  const views = [
    { buffer: 0, byteOffset: 0, byteLength: positions.byteLength, target: ARRAY_BUFFER },
    {
      buffer: 0,
      byteOffset: positions.byteLength + normals.byteLength,
      byteLength: shaded.triangles.byteLength,
      target: ELEMENT_ARRAY_BUFFER,
    },
    { buffer: 0, byteOffset: positions.byteLength, byteLength: normals.byteLength, target: ARRAY_BUFFER },
  ];
  const accessors = [
    { bufferView: 0, componentType: FLOAT, count: vertices, type: 'VEC3', ...extentOf(positions) },
    { bufferView: 1, componentType: UNSIGNED_INT, count: shaded.triangles.length, type: 'SCALAR' },
    { bufferView: 2, componentType: FLOAT, count: vertices, type: 'VEC3' },
  ];
  const byteLength = positions.byteLength + normals.byteLength + shaded.triangles.byteLength;
  const document = {
    asset: { version: '2.0', generator: 'cadtrace' },
    scene: 0,
    scenes: [{ nodes: [0] }],
    nodes: [{ mesh: 0, matrix: Y_UP }],
    meshes: [
      {
        primitives: [{ attributes: { POSITION: 0, ...(hasNormals && { NORMAL: 2 }) }, indices: 1, mode: 4 }],
      },
    ],
    accessors: hasNormals ? accessors : accessors.slice(0, 2),
    bufferViews: hasNormals ? views : views.slice(0, 2),
    buffers: [{ byteLength }],
  };
  return packed(document, [positions, normals, shaded.triangles]);
}

/** Gives each face vertices of its own. */
function splitAtFaces({ positions, triangles, faceOfTriangle }: TaggedMesh): Mesh {
  const faceAt = (corner: number): number => faceOfTriangle[Math.floor(corner / 3)];
  const { groupOf, first } = groupEqual(
    triangles.length,
    (corner) => mixBits(triangles[corner], faceAt(corner)),
    (a, b) => triangles[a] === triangles[b] && faceAt(a) === faceAt(b),
  );
  const split = new Float64Array(3 * first.length);
  first.forEach((corner, v) => {
    for (let k = 0; k < 3; k++) split[3 * v + k] = positions[3 * triangles[corner] + k];
  });
  return { positions: split, triangles: groupOf };
}

/** Unit normals of the vertices, each the mean of its triangles' weighted by their areas. */
function vertexNormals({ positions: p, triangles }: Mesh): Float32Array {
  const normals = new Float64Array(p.length);
  for (let i = 0; i < triangles.length; i += 3) {
    const a = 3 * triangles[i];
    const b = 3 * triangles[i + 1];
    const c = 3 * triangles[i + 2];
    for (let k = 0; k < 3; k++) {
      const u = (k + 1) % 3;
      const v = (k + 2) % 3;
      const normal =
        (p[b + u] - p[a + u]) * (p[c + v] - p[a + v]) - (p[b + v] - p[a + v]) * (p[c + u] - p[a + u]);
      normals[a + k] += normal;
      normals[b + k] += normal;
      normals[c + k] += normal;
    }
  }
  for (let i = 0; i < normals.length; i += 3) {
    const size = Math.hypot(normals[i], normals[i + 1], normals[i + 2]);
    // The format demands unit length, even where degenerate triangles give no direction.
    if (size === 0) normals[i + 2] = 1;
    else for (let k = 0; k < 3; k++) normals[i + k] /= size;
  }
  return Float32Array.from(normals);
}

function extentOf(positions: Float32Array): { min: number[]; max: number[] } {
  const min = [Infinity, Infinity, Infinity];
  const max = [-Infinity, -Infinity, -Infinity];
  positions.forEach((x, i) => {
    min[i % 3] = Math.min(min[i % 3], x);
    max[i % 3] = Math.max(max[i % 3], x);
  });
  return { min, max };
}

/** Header, JSON chunk, binary chunk; chunks are filled up to whole words. */
function packed(document: object, data: readonly (Float32Array | Uint32Array)[]): Uint8Array {
  const json = new TextEncoder().encode(JSON.stringify(document));
  const jsonLength = Math.ceil(json.length / 4) * 4;
  const dataLength = data.reduce((sum, { byteLength }) => sum + byteLength, 0);
  const bytes = new Uint8Array(HEADER_BYTES + 2 * CHUNK_HEADER_BYTES + jsonLength + dataLength);
  const view = new DataView(bytes.buffer);
  const jsonStart = HEADER_BYTES + CHUNK_HEADER_BYTES;
  [0x46546c67, 2, bytes.length, jsonLength, CHUNK_JSON].forEach((word, i) => {
    view.setUint32(4 * i, word, true);
  });
  bytes.fill(32, jsonStart, jsonStart + jsonLength);
  bytes.set(json, jsonStart);
  view.setUint32(jsonStart + jsonLength, dataLength, true);
  view.setUint32(jsonStart + jsonLength + 4, CHUNK_BINARY, true);
  let at = jsonStart + jsonLength + CHUNK_HEADER_BYTES;
  for (const part of data) {
    bytes.set(new Uint8Array(part.buffer, part.byteOffset, part.byteLength), at);
    at += part.byteLength;
  }
  return bytes;
}
