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
  const rows = (layout: Layout): Float64Array => readRows(document, binary, layout, where);
  const { bufferView, byteOffset, sparse } = accessor;
  const values =
    bufferView === undefined
      ? new Float64Array(count * width)
      : rows({ bufferView, byteOffset, component, width, count });
  if (sparse !== undefined) {
    const indexComponent = COMPONENTS[sparse.indices.componentType];
    if (indexComponent === undefined || !isCount(sparse.count) || sparse.count > count)
      throw damaged('its sparse part is wrong', where);
    const targets = rows({ ...sparse.indices, component: indexComponent, width: 1, count: sparse.count });
    const replacements = rows({ ...sparse.values, component, width, count: sparse.count });
    targets.forEach((target, i) => {
      if (target >= count) throw damaged('its sparse part is wrong', where);
      values.set(replacements.subarray(width * i, width * (i + 1)), width * target);
    });
  }
  return accessor.normalized ? values.map((value) => value / component.largest) : values;
}

/** Where `count` rows of `width` components lie. */
type Layout = {
  readonly bufferView: number;
  readonly byteOffset?: number;
  readonly component: Component;
  readonly width: number;
  readonly count: number;
};

function readRows(document: GltfDocument, binary: Uint8Array, layout: Layout, where: string): Float64Array {
  const { component, width, count } = layout;
  const view = document.bufferViews?.[layout.bufferView];
  if (view === undefined) throw damaged(`buffer view ${layout.bufferView} is missing`, where);
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
  const offset = layout.byteOffset ?? 0;
  const end = count === 0 ? 0 : offset + stride * (count - 1) + row;
  if (![start, length, stride, offset].every(isCount) || stride < row || end > length)
    throw damaged('its layout contradicts that of its buffer view', where);
  if (start + length > binary.length)
    throw damaged(`it reaches to byte ${start + length} of ${binary.length}`, where);
  const data = new DataView(binary.buffer, binary.byteOffset + start, length);
  const values = new Float64Array(width * count);
  for (let i = 0; i < count; i++)
    for (let k = 0; k < width; k++)
      values[width * i + k] = component.read(data, offset + stride * i + component.bytes * k);
  return values;
}

const isCount = (value: number): boolean => Number.isSafeInteger(value) && value >= 0;

/** The document is not what the format demands. */
export function damaged(reason: string, where: string): CadtraceError {
  return new CadtraceError('input-unreadable', `the GLB is damaged: ${reason}. Export it again.`, { where });
}
