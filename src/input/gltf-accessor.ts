import { CadtraceError } from '../errors.ts';

/** The parts of a glTF document that geometry needs, as parsed from JSON: nothing in it is checked yet. */
export type GltfDocument = {
  readonly scene?: number;
  readonly scenes?: readonly { readonly nodes?: readonly number[] }[];
  readonly nodes?: readonly GltfNode[];
  readonly meshes?: readonly { readonly primitives?: readonly GltfPrimitive[] }[];
  readonly accessors?: readonly GltfAccessor[];
  readonly bufferViews?: readonly GltfBufferView[];
  readonly buffers?: readonly { readonly uri?: string; readonly byteLength?: number }[];
  readonly extensionsRequired?: readonly string[];
};

export type GltfNode = {
  readonly mesh?: number;
  readonly children?: readonly number[];
  readonly matrix?: readonly number[];
  readonly translation?: readonly number[];
  readonly rotation?: readonly number[];
  readonly scale?: readonly number[];
};

export type GltfPrimitive = {
  readonly attributes?: Readonly<Record<string, number>>;
  readonly indices?: number;
  readonly mode?: number;
};

type GltfAccessor = {
  readonly bufferView?: number;
  readonly byteOffset?: number;
  readonly componentType?: number;
  readonly normalized?: boolean;
  readonly count?: number;
  readonly type?: string;
  readonly sparse?: {
    readonly count: number;
    readonly indices: {
      readonly bufferView: number;
      readonly byteOffset?: number;
      readonly componentType: number;
    };
    readonly values: { readonly bufferView: number; readonly byteOffset?: number };
  };
};

type GltfBufferView = {
  readonly buffer?: number;
  readonly byteOffset?: number;
  readonly byteLength?: number;
  readonly byteStride?: number;
};

/** A component type: its size in bytes, how to read it, and what an integer is divided by when normalised. */
type Component = {
  readonly bytes: number;
  readonly read: (view: DataView, offset: number) => number;
  readonly largest: number;
};

const COMPONENTS: Readonly<Record<number, Component>> = {
  5120: { bytes: 1, read: (view, at) => view.getInt8(at), largest: 127 },
  5121: { bytes: 1, read: (view, at) => view.getUint8(at), largest: 255 },
  5122: { bytes: 2, read: (view, at) => view.getInt16(at, true), largest: 32767 },
  5123: { bytes: 2, read: (view, at) => view.getUint16(at, true), largest: 65535 },
  5125: { bytes: 4, read: (view, at) => view.getUint32(at, true), largest: 2 ** 32 - 1 },
  5126: { bytes: 4, read: (view, at) => view.getFloat32(at, true), largest: 1 },
};

const WIDTHS: Readonly<Record<string, number>> = { SCALAR: 1, VEC3: 3 };

/**
 * The numbers of a SCALAR or VEC3 accessor, sparse ones filled in, normalised integers scaled. `check` sees the
 * count before anything is allocated. Throws `input-unreadable` where the document contradicts itself or the data is
 * too short.
 */
export function readAccessor(
  document: GltfDocument,
  binary: Uint8Array,
  index: number,
  type: 'SCALAR' | 'VEC3',
  check: (count: number) => void,
): Float64Array {
  const where = `accessor ${index}`;
  const accessor = document.accessors?.[index];
  const component = COMPONENTS[accessor?.componentType ?? 0];
  const count = accessor?.count ?? -1;
  if (accessor === undefined || component === undefined || accessor.type !== type || !isCount(count))
    throw damaged(`it is missing or no list of ${type} numbers`, where);
  check(count);
  const width = WIDTHS[type];
  const values = new Float64Array(count * width);
  const scale = accessor.normalized ? component.largest : 1;
  if (accessor.bufferView !== undefined)
    strided(
      document,
      binary,
      accessor.bufferView,
      accessor.byteOffset,
      component,
      width,
      count,
      where,
      (i, value) => {
        values[i] = value / scale;
      },
    );
  if (accessor.sparse !== undefined) {
    const { sparse } = accessor;
    const indexComponent = COMPONENTS[sparse.indices.componentType];
    if (indexComponent === undefined || !isCount(sparse.count) || sparse.count > count)
      throw damaged('its sparse part is wrong', where);
    const targets = new Float64Array(sparse.count);
    const { indices, values: replacements } = sparse;
    strided(
      document,
      binary,
      indices.bufferView,
      indices.byteOffset,
      indexComponent,
      1,
      sparse.count,
      where,
      (i, v) => {
        targets[i] = v;
      },
    );
    strided(
      document,
      binary,
      replacements.bufferView,
      replacements.byteOffset,
      component,
      width,
      sparse.count,
      where,
      (i, value) => {
        const target = targets[Math.floor(i / width)];
        if (target >= count) throw damaged('its sparse part is wrong', where);
        values[width * target + (i % width)] = value / scale;
      },
    );
  }
  return values;
}

/** Reads `count` rows of `width` components; `store` gets their numbers in order. */
function strided(
  document: GltfDocument,
  binary: Uint8Array,
  viewIndex: number,
  byteOffset: number | undefined,
  component: Component,
  width: number,
  count: number,
  where: string,
  store: (index: number, value: number) => void,
): void {
  const view = document.bufferViews?.[viewIndex];
  if (view === undefined) throw damaged(`buffer view ${viewIndex} is missing`, where);
  if ((view.buffer ?? 0) !== 0 || document.buffers?.[0]?.uri !== undefined)
    throw new CadtraceError(
      'input-unsupported',
      'the GLB keeps geometry in another file. Export it with all data embedded.',
      { where },
    );
  const start = view.byteOffset ?? 0;
  const length = view.byteLength ?? 0;
  const row = component.bytes * width;
  const stride = view.byteStride ?? row;
  const offset = byteOffset ?? 0;
  const end = count === 0 ? 0 : offset + stride * (count - 1) + row;
  const numbers = [start, length, stride, offset];
  if (!numbers.every(isCount) || stride < row || end > length || start + length > binary.length)
    throw damaged(
      `it reaches to byte ${start + end}, its data only to ${Math.min(start + length, binary.length)}`,
      where,
    );
  const data = new DataView(binary.buffer, binary.byteOffset + start, length);
  for (let i = 0; i < count; i++)
    for (let k = 0; k < width; k++)
      store(width * i + k, component.read(data, offset + stride * i + component.bytes * k));
}

const isCount = (value: number): boolean => Number.isSafeInteger(value) && value >= 0;

/** The document is not what the format demands. */
export function damaged(reason: string, where: string): CadtraceError {
  return new CadtraceError('input-unreadable', `the GLB is damaged: ${reason}. Export it again.`, { where });
}
