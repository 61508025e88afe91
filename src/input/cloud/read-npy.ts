import { CadtraceError } from '../../errors.ts';
import { unzip } from '../zip.ts';
import { columnsByEvidence, setRow } from './columns.ts';
import { type NpyArray, openNpy } from './npy-array.ts';
import { createCloudBuilder, NORMAL, type RawCloud } from './raw-cloud.ts';

/** Rows that tell what the columns mean. */
const SAMPLE = 500;

/** More columns than this are no points with their attributes. */
const MAX_COLUMNS = 64;

/** Names that archives give to points, the surest first. */
const POINT_NAMES = [
  'points',
  'xyz',
  'positions',
  'position',
  'pos',
  'coords',
  'vertices',
  'pc',
  'cloud',
  'data',
  'arr_0',
];
const NORMAL_NAMES = ['normals', 'normal', 'n'];

/**
 * Reads points from an array that NumPy saved: of shape (n, 3), or (n, m) with normals and colours in the further
 * columns by their content, or (3, n). Throws `input-unsupported` for other shapes and types, `input-truncated` when
 * data is missing.
 */
export function readNpy(bytes: Uint8Array): RawCloud {
  return readArray(openNpy(bytes, 'array'), undefined);
}

/**
 * Reads points from an archive of NumPy arrays: from the one whose name says so, or else the first;
 * and their normals from one that is called so. Throws as `readNpy` does, and what `unzip` throws.
 */
export function readNpz(bytes: Uint8Array): RawCloud {
  const files = unzip(bytes, (name) => name.endsWith('.npy'));
  const names = [...files.keys()].map((file) => file.slice(0, -'.npy'.length));
  const open = (name: string): NpyArray => openNpy(files.get(`${name}.npy`)!, name);
  const named = (wanted: readonly string[]): string | undefined =>
    wanted
      .map((name) => names.find((each) => each.toLowerCase() === name))
      .find((name) => name !== undefined);
  const points = named(POINT_NAMES) ?? names[0];
  if (points === undefined)
    throw new CadtraceError('input-empty', 'the archive holds no NumPy array. Save it again.');
  const normals = named(NORMAL_NAMES);
  return readArray(open(points), normals === undefined ? undefined : open(normals));
}

function readArray(array: NpyArray, normals: NpyArray | undefined): RawCloud {
  const points = pointsOf(array);
  const directions = normals && pointsOf(normals);
  if (directions && (directions.count !== points.count || directions.columns !== 3))
    throw unsupported(`the normals have the shape (${normals.shape.join(', ')})`, normals.shape);
  const values = new Float64Array(points.columns);
  const sample = Array.from({ length: Math.min(SAMPLE, points.count) }, (_, i) =>
    points.read(i, values).slice(),
  );
  const columns = columnsByEvidence(sample, points.columns);
  const cloud = createCloudBuilder({
    normals: columns.normal !== undefined || directions !== undefined,
    colors: columns.color !== undefined,
  });
  for (let i = 0; i < points.count; i++) {
    setRow(cloud, columns, points.read(i, values));
    directions?.read(i, cloud.row.subarray(NORMAL, NORMAL + 3));
    cloud.add();
  }
  return cloud.finish();
}

/** An array as rows of points, whichever way it lies. */
type Points = {
  readonly count: number;
  readonly columns: number;
  /** Copies a point into `values`, which it returns. */
  read(point: number, values: Float64Array): Float64Array;
};

function pointsOf({ shape, at }: NpyArray): Points {
  const [rows, columns] = shape;
  if (rows === 0 || columns === 0)
    throw new CadtraceError('input-empty', 'the array holds no points. Save it again.');
  const lies = columns > MAX_COLUMNS && rows === 3;
  if (!lies && (columns < 3 || columns > MAX_COLUMNS))
    throw unsupported(`its shape is (${rows}, ${columns})`, shape);
  const width = lies ? rows : columns;
  return {
    count: lies ? columns : rows,
    columns: width,
    read(point, values) {
      for (let k = 0; k < width; k++) values[k] = lies ? at(k, point) : at(point, k);
      return values;
    },
  };
}

function unsupported(reason: string, value: unknown): CadtraceError {
  return new CadtraceError(
    'input-unsupported',
    `the NumPy array holds no points that can be read: ${reason}. Save points as an array of numbers of shape (n, 3).`,
    { value },
  );
}
