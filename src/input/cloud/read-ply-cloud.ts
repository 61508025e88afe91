import { CadtraceError } from '../../errors.ts';
import { type PlyElement, type PlyType, readPlyHeader } from '../ply-header.ts';
import { type PlyValues, plyValues, readPlyList } from '../ply-values.ts';
import { COLOR, createCloudBuilder, NORMAL, type RawCloud, VIEW } from './raw-cloud.ts';

/** Where in the builder's row the properties of these names go. */
const SLOTS: Readonly<Record<string, number>> = {
  x: 0,
  y: 1,
  z: 2,
  nx: NORMAL,
  ny: NORMAL + 1,
  nz: NORMAL + 2,
  normal_x: NORMAL,
  normal_y: NORMAL + 1,
  normal_z: NORMAL + 2,
  red: COLOR,
  green: COLOR + 1,
  blue: COLOR + 2,
  r: COLOR,
  g: COLOR + 1,
  b: COLOR + 2,
  diffuse_red: COLOR,
  diffuse_green: COLOR + 1,
  diffuse_blue: COLOR + 2,
  view: VIEW,
};

/**
 * Reads the vertices of a PLY without faces, ASCII or binary of either byte order, with normals, colours and the index
 * of the view where it has them; other properties and elements are passed over. Throws `input-truncated` when the data
 * is shorter than the header promises, `input-unreadable` for points without x, y or z, `input-empty` for none.
 */
export function readPlyCloud(bytes: Uint8Array): RawCloud {
  const header = readPlyHeader(bytes);
  const values = plyValues(bytes, header);
  const vertices = header.elements.findIndex(({ name }) => name === 'vertex');
  if (vertices < 0 || header.elements[vertices].count === 0)
    throw new CadtraceError('input-empty', 'the PLY holds no points. Export it again.', { where: 'header' });
  for (const element of header.elements.slice(0, vertices)) skipElement(element, values);
  return readVertices(header.elements[vertices], values);
}

function skipElement({ name, count, properties }: PlyElement, values: PlyValues): void {
  if (properties.length === 0) return;
  for (let index = 0; index < count; index++)
    for (const { type, countType } of properties)
      if (countType === undefined) values.next(type);
      else readPlyList(values, countType, type, undefined, () => values.where(name, index));
}

function readVertices({ name, count, properties }: PlyElement, values: PlyValues): RawCloud {
  const slots = properties.map((property) =>
    property.countType === undefined ? SLOTS[property.name.toLowerCase()] : undefined,
  );
  const hasTriple = (first: number): boolean => [0, 1, 2].every((k) => slots.includes(first + k));
  if (!hasTriple(0))
    throw new CadtraceError('input-unreadable', 'the points of the PLY lack x, y or z. Export them again.', {
      where: 'header',
    });
  const factors = properties.map(({ type }, p) => (isColor(slots[p]) ? colorFactor(type) : 1));
  const cloud = createCloudBuilder({
    normals: hasTriple(NORMAL),
    colors: hasTriple(COLOR),
    view: slots.includes(VIEW),
  });
  for (let index = 0; index < count; index++) {
    for (let p = 0; p < properties.length; p++) {
      const { type, countType } = properties[p];
      const slot = slots[p];
      if (countType !== undefined)
        readPlyList(values, countType, type, undefined, () => values.where(name, index));
      else if (slot === undefined) values.next(type);
      else cloud.row[slot] = factors[p] * values.next(type);
    }
    cloud.add();
  }
  return cloud.finish();
}

const isColor = (slot: number | undefined): boolean =>
  slot !== undefined && slot >= COLOR && slot < COLOR + 3;

/** Colours go to 255: floats go to 1, longer whole numbers to 65535. */
function colorFactor(type: PlyType): number {
  if (type === 'float32' || type === 'float64') return 255;
  return type === 'uint16' ? 1 / 257 : 1;
}
