import type { PointCloud } from '../../geometry/point-cloud.ts';
import type { Random } from '../../geometry/random.ts';

/** Points with normals and views. */
export type ScannedPoints = Required<Pick<PointCloud, 'positions' | 'normals' | 'view'>>;

/** Points with normals and views, in arrays that grow. */
export type PointBuffer = {
  count: number;
  positions: Float64Array;
  normals: Float64Array;
  view: Uint16Array;
};

export const pointBuffer = (capacity: number): PointBuffer => ({
  count: 0,
  positions: new Float64Array(3 * capacity),
  normals: new Float64Array(3 * capacity),
  view: new Uint16Array(capacity),
});

/** Adds a point and returns where its coordinates lie. The arrays are replaced by larger ones when they are full. */
export function addPoint(
  buffer: PointBuffer,
  x: number,
  y: number,
  z: number,
  nx: number,
  ny: number,
  nz: number,
  view: number,
): number {
  if (buffer.count === buffer.view.length) grow(buffer);
  const at = 3 * buffer.count;
  buffer.positions[at] = x;
  buffer.positions[at + 1] = y;
  buffer.positions[at + 2] = z;
  buffer.normals[at] = nx;
  buffer.normals[at + 1] = ny;
  buffer.normals[at + 2] = nz;
  buffer.view[buffer.count++] = view;
  return at;
}

function grow(buffer: PointBuffer): void {
  const larger = pointBuffer(Math.ceil(1.5 * buffer.count) + 16);
  larger.positions.set(buffer.positions);
  larger.normals.set(buffer.normals);
  larger.view.set(buffer.view);
  buffer.positions = larger.positions;
  buffer.normals = larger.normals;
  buffer.view = larger.view;
}

/** `count` of the points, any set of them as likely, in their order (Knuth, The Art of Computer Programming 2, 3.4.2, algorithm S). */
export function selectPoints(buffer: PointBuffer, count: number, random: Random): ScannedPoints {
  const { positions, normals, view } = buffer;
  let kept = 0;
  for (let i = 0; kept < count; i++) {
    if (random.uniform(0, buffer.count - i) >= count - kept) continue;
    positions.copyWithin(3 * kept, 3 * i, 3 * i + 3);
    normals.copyWithin(3 * kept, 3 * i, 3 * i + 3);
    view[kept++] = view[i];
  }
  return {
    positions: positions.slice(0, 3 * count),
    normals: normals.slice(0, 3 * count),
    view: view.slice(0, count),
  };
}
