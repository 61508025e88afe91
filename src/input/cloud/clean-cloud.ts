import { CadtraceError } from '../../errors.ts';
import { groupEqual, mixBits } from '../../geometry/group-equal.ts';
import { boundsOf, diagonalOf } from '../../geometry/mesh.ts';
import type { PointCloud } from '../../geometry/point-cloud.ts';
import type { Vec3 } from '../../geometry/vector.ts';
import { counted } from '../counted.ts';
import { isOnLine } from '../flatness.ts';
import { farOutliers } from './far-outliers.ts';

/** A cloud fit for perception, relative to an offset, with what was dropped. */
export type CleanCloud = {
  readonly cloud: PointCloud;
  readonly offset: Vec3;
  readonly warnings: readonly string[];
};

/** With fewer points there is nothing to tell a surface from chance. */
const FEWEST = 10;

/** A cloud that is this much thinner than long is a line: the rounding of float32 makes no more of one. */
const LINE_WIDTH = 1e-6;

/**
 * Drops points that are there twice and points absurdly far from all others, and moves a cloud that lies far from the
 * origin near it. Throws `input-degenerate` where fewer than ten points are left or all lie on one line.
 */
export function cleanCloud(cloud: PointCloud): CleanCloud {
  const warnings: string[] = [];
  const count = cloud.positions.length / 3;
  const distinct = distinctPoints(cloud.positions);
  if (count > 1 && distinct.length === 1) throw degenerate(`all ${count} points are equal`, count);
  if (distinct.length < count)
    warnings.push(`dropped ${counted(count - distinct.length, 'point', 'with the coordinates of another')}`);

  const once = chosen(cloud, distinct);
  const far = farOutliers(once.positions);
  if (far.length > 0) warnings.push(`dropped ${counted(far.length, 'point', 'far from all others')}`);
  const kept = far.length > 0 ? chosen(once, allBut(far, distinct.length)) : once;
  const { positions } = kept;
  if (positions.length < 3 * FEWEST)
    throw degenerate(`it has only ${counted(positions.length / 3, 'point')}`, positions.length / 3);
  if (isOnLine(positions, LINE_WIDTH * diagonalOf(boundsOf(positions))))
    throw degenerate('all points lie on one line', positions.length / 3);

  const offset = offsetOf(positions);
  return { cloud: { ...kept, positions: movedBack(positions, offset) }, offset, warnings };
}

function degenerate(reason: string, value: number): CadtraceError {
  return new CadtraceError(
    'input-degenerate',
    `the cloud shows no surface: ${reason}. At least ${FEWEST} different points that are not in a row are needed; scan or export it again.`,
    { value },
  );
}

/** The first of each points with the same coordinates, ascending. */
function distinctPoints(positions: Float64Array): Uint32Array {
  // Adding zero makes negative zero positive, so that equal numbers have equal bits.
  const bits = new Uint32Array(positions.map((x) => x + 0).buffer);
  const { first } = groupEqual(
    positions.length / 3,
    (i) => {
      const at = 6 * i;
      const low = mixBits(mixBits(bits[at], bits[at + 1]), bits[at + 2]);
      return mixBits(mixBits(low, bits[at + 3]), mixBits(bits[at + 4], bits[at + 5]));
    },
    (i, j) =>
      positions[3 * i] === positions[3 * j] &&
      positions[3 * i + 1] === positions[3 * j + 1] &&
      positions[3 * i + 2] === positions[3 * j + 2],
  );
  return first;
}

function allBut(dropped: readonly number[], count: number): Uint32Array {
  const isDropped = new Uint8Array(count);
  for (const point of dropped) isDropped[point] = 1;
  const kept = new Uint32Array(count - dropped.length);
  let length = 0;
  for (let i = 0; i < count; i++) if (isDropped[i] === 0) kept[length++] = i;
  return kept;
}

/** The points of these indices, ascending, with all that is known of them. */
function chosen(cloud: PointCloud, points: Uint32Array): PointCloud {
  if (3 * points.length === cloud.positions.length) return cloud;
  const { positions, normals, colors, view } = cloud;
  return {
    positions: gathered(positions, points, new Float64Array(3 * points.length)),
    ...(normals && { normals: gathered(normals, points, new Float64Array(3 * points.length)) }),
    ...(colors && { colors: gathered(colors, points, new Uint8Array(3 * points.length)) }),
    ...(view && { view: Uint16Array.from(points, (i) => view[i]) }),
  };
}

function gathered<T extends Float64Array | Uint8Array>(from: T, points: Uint32Array, to: T): T {
  for (let i = 0; i < points.length; i++) for (let k = 0; k < 3; k++) to[3 * i + k] = from[3 * points[i] + k];
  return to;
}

/** A cloud whose centre is within this many of its diagonals of the origin keeps its numbers: squares of them lose four of sixteen digits. */
const NEAR = 100;

/** The centre, rounded to a power of ten about the cloud's size, of a cloud far from the origin; else zero. */
function offsetOf(positions: Float64Array): Vec3 {
  const bounds = boundsOf(positions);
  const size = diagonalOf(bounds);
  const center = bounds.min.map((low, k) => low + (bounds.max[k] - low) / 2);
  if (center.every((c) => Math.abs(c) <= NEAR * size)) return [0, 0, 0];
  const step = 10 ** Math.ceil(Math.log10(size));
  const [x, y, z] = center.map((c) => Math.round(c / step) * step);
  return [x, y, z];
}

function movedBack(positions: Float64Array, [x, y, z]: Vec3): Float64Array {
  if (x === 0 && y === 0 && z === 0) return positions;
  const moved = new Float64Array(positions.length);
  for (let i = 0; i < positions.length; i += 3) {
    moved[i] = positions[i] - x;
    moved[i + 1] = positions[i + 1] - y;
    moved[i + 2] = positions[i + 2] - z;
  }
  return moved;
}
