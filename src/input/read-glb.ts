import { CadtraceError } from '../errors.ts';
import type { Mesh } from '../geometry/mesh.ts';
import { type Affine, assemble, compose, IDENTITY, type Placed } from './affine.ts';
import { counted } from './counted.ts';
import {
  damaged,
  type GltfDocument,
  type GltfNode,
  type GltfPrimitive,
  readAccessor,
} from './gltf-accessor.ts';
import { createMeshBudget, type MeshBudget } from './limits.ts';
import { checkFinite, checkIndex, type RawMesh } from './raw-mesh.ts';

const CHUNK_JSON = 0x4e4f534a;
const CHUNK_BINARY = 0x004e4942;

/** Extensions that hide geometry from a reader without them; the others change looks only. */
const GEOMETRY_EXTENSIONS = /draco|meshopt|instancing/i;

const MAX_DEPTH = 1000;

/** glTF's y is up; in CAD z is: (x, y, z) becomes (x, -z, y). */
const Z_UP: Affine = [1, 0, 0, 0, 0, 1, 0, -1, 0, 0, 0, 0];

/**
 * Reads the triangles of the default scene of a binary glTF 2.0, with every node's placement, in metres and turned
 * from glTF's y-up to z-up. Throws `input-truncated`, `input-unreadable` or, for compressed geometry,
 * `input-unsupported`.
 */
export function readGlb(bytes: Uint8Array): RawMesh {
  const { document, binary } = readChunks(bytes);
  try {
    return readScene(document, binary);
  } catch (cause) {
    // Nothing has checked the document: a list where an object belongs shows in its use.
    if (cause instanceof TypeError) throw damaged('its JSON chunk is not as the format demands', 'byte 20');
    throw cause;
  }
}

function readScene(document: GltfDocument, binary: Uint8Array): RawMesh {
  const hiding = document.extensionsRequired?.find((name) => GEOMETRY_EXTENSIONS.test(name));
  if (hiding !== undefined)
    throw new CadtraceError(
      'input-unsupported',
      `the GLB needs the extension ${hiding}, which is not read. Export it without compression.`,
      { value: hiding },
    );
  const parts: Placed[] = [];
  const meshes = new Map<number, { mesh: Mesh; skipped: number }>();
  const placedBudget = createMeshBudget();
  const readBudget = createMeshBudget();
  let skipped = 0;
  for (const { node, placement } of placedNodes(document)) {
    if (node.mesh === undefined) continue;
    const read = meshes.get(node.mesh) ?? readMesh(document, binary, node.mesh, readBudget);
    meshes.set(node.mesh, read);
    placedBudget.take(read.mesh.positions.length / 3, read.mesh.triangles.length / 3, 'nodes');
    skipped += read.skipped;
    parts.push({ mesh: read.mesh, placement });
  }
  const warnings = skipped > 0 ? [`left out ${counted(skipped, 'set', 'of points or lines')}`] : [];
  return { ...assemble(parts), unit: 'm', warnings };
}

function readChunks(bytes: Uint8Array): { document: GltfDocument; binary: Uint8Array } {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
  const cutOff = (need: number): CadtraceError =>
    new CadtraceError(
      'input-truncated',
      `the GLB promises ${need} bytes but has ${bytes.length}. The file was cut off; copy or export it again.`,
      { value: need },
    );
  if (bytes.length < 20) throw cutOff(20);
  const version = view.getUint32(4, true);
  if (version !== 2)
    throw new CadtraceError('input-unsupported', `glTF version ${version} is not read, only version 2.`, {
      value: version,
    });
  const size = view.getUint32(8, true);
  if (size > bytes.length) throw cutOff(size);
  let document: GltfDocument | undefined;
  let binary: Uint8Array = new Uint8Array();
  for (let at = 12; at + 8 <= size; ) {
    const length = view.getUint32(at, true);
    const kind = view.getUint32(at + 4, true);
    const chunk = bytes.subarray(at + 8, at + 8 + length);
    if (chunk.length < length) throw cutOff(at + 8 + length);
    if (kind === CHUNK_JSON) document ??= parseDocument(chunk);
    else if (kind === CHUNK_BINARY && binary.length === 0) binary = chunk;
    at += 8 + length;
  }
  if (document === undefined) throw damaged('it has no JSON chunk', 'byte 12');
  return { document, binary };
}

function parseDocument(chunk: Uint8Array): GltfDocument {
  try {
    const parsed: unknown = JSON.parse(new TextDecoder().decode(chunk));
    if (typeof parsed === 'object' && parsed !== null) return parsed;
  } catch {
    // Said below.
  }
  throw damaged('its JSON chunk is no JSON object', 'byte 20');
}

/** The nodes of the default scene, or of all the document where it has none, with their placement in the world. */
function placedNodes(document: GltfDocument): { node: GltfNode; placement: Affine }[] {
  const nodes = document.nodes ?? [];
  const roots = document.scenes?.[document.scene ?? 0]?.nodes ?? parentless(nodes);
  const placed: { node: GltfNode; placement: Affine }[] = [];
  const seen = new Set<number>();
  const visit = (index: number, above: Affine, depth: number): void => {
    const node = nodes[index];
    if (node === undefined || seen.has(index) || depth > MAX_DEPTH)
      throw damaged('its nodes are no tree', `node ${index}`);
    seen.add(index);
    const placement = compose(placementOf(node, index), above);
    placed.push({ node, placement });
    for (const child of node.children ?? []) visit(child, placement, depth + 1);
  };
  for (const root of roots) visit(root, Z_UP, 0);
  return placed;
}

function parentless(nodes: readonly GltfNode[]): number[] {
  const children = new Set(nodes.flatMap((node) => node.children ?? []));
  return [...nodes.keys()].filter((index) => !children.has(index));
}

function placementOf(node: GltfNode, index: number): Affine {
  const numbers = (list: readonly number[] | undefined, fallback: readonly number[]): readonly number[] => {
    if (list === undefined) return fallback;
    if (list.length === fallback.length && list.every(Number.isFinite)) return list;
    throw damaged('a placement is no list of numbers', `node ${index}`);
  };
  if (node.matrix !== undefined) {
    const m = numbers(node.matrix, Array(16).fill(0));
    return [m[0], m[1], m[2], m[4], m[5], m[6], m[8], m[9], m[10], m[12], m[13], m[14]];
  }
  const [x, y, z, w] = numbers(node.rotation, [0, 0, 0, 1]);
  const [sx, sy, sz] = numbers(node.scale, [1, 1, 1]);
  const translation = numbers(node.translation, [0, 0, 0]);
  return [
    sx * (1 - 2 * (y * y + z * z)),
    sx * 2 * (x * y + z * w),
    sx * 2 * (x * z - y * w),
    sy * 2 * (x * y - z * w),
    sy * (1 - 2 * (x * x + z * z)),
    sy * 2 * (y * z + x * w),
    sz * 2 * (x * z + y * w),
    sz * 2 * (y * z - x * w),
    sz * (1 - 2 * (x * x + y * y)),
    ...translation,
  ];
}

/** All triangles of a mesh; `skipped` counts its primitives of points or lines. */
function readMesh(
  document: GltfDocument,
  binary: Uint8Array,
  index: number,
  budget: MeshBudget,
): { mesh: Mesh; skipped: number } {
  const primitives = document.meshes?.[index]?.primitives;
  if (primitives === undefined) throw damaged('it is missing', `mesh ${index}`);
  const parts: Placed[] = [];
  for (const primitive of primitives) {
    const mesh = readPrimitive(document, binary, primitive, budget, `mesh ${index}`);
    if (mesh !== undefined) parts.push({ mesh, placement: IDENTITY });
  }
  return { mesh: assemble(parts), skipped: primitives.length - parts.length };
}

const TRIANGLES = 4;
const TRIANGLE_STRIP = 5;
const TRIANGLE_FAN = 6;

/** Undefined for points and lines. */
function readPrimitive(
  document: GltfDocument,
  binary: Uint8Array,
  { attributes, indices, mode = TRIANGLES }: GltfPrimitive,
  budget: MeshBudget,
  where: string,
): Mesh | undefined {
  if (mode < TRIANGLES) return undefined;
  const accessor = attributes?.POSITION;
  if (accessor === undefined) throw damaged('a primitive has no positions', where);
  const positions = readAccessor(document, binary, accessor, 'VEC3', (count) => budget.take(count, 0, where));
  const vertices = positions.length / 3;
  for (let i = 0; i < positions.length; i += 3)
    checkFinite(positions[i], positions[i + 1], positions[i + 2], () => `${where}, vertex ${i / 3}`);
  const order =
    indices === undefined
      ? Float64Array.from({ length: vertices }, (_, i) => i)
      : readAccessor(document, binary, indices, 'SCALAR', (count) => budget.take(0, count / 3, where));
  for (const vertex of order) checkIndex(vertex, vertices, () => where);
  return { positions, triangles: trianglesOf(order, mode, budget, where) };
}

function trianglesOf(order: Float64Array, mode: number, budget: MeshBudget, where: string): Uint32Array {
  if (mode === TRIANGLES) return Uint32Array.from(order.subarray(0, order.length - (order.length % 3)));
  if (mode !== TRIANGLE_STRIP && mode !== TRIANGLE_FAN)
    throw damaged(`there is no primitive mode ${mode}`, where);
  const count = Math.max(0, order.length - 2);
  budget.take(0, count, where);
  const triangles = new Uint32Array(3 * count);
  for (let t = 0; t < count; t++) {
    const odd = mode === TRIANGLE_STRIP ? t % 2 : 0;
    triangles[3 * t] = order[mode === TRIANGLE_FAN ? 0 : t];
    triangles[3 * t + 1] = order[t + 1 + odd];
    triangles[3 * t + 2] = order[t + 2 - odd];
  }
  return triangles;
}
