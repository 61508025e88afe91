import { buildBvh } from '../../src/geometry/bvh.ts';
import { type ClosestPoint, closestPoint } from '../../src/geometry/closest-point.ts';
import { isInside } from '../../src/geometry/is-inside.ts';
import { boundsOf, longestSideOf, type Mesh } from '../../src/geometry/mesh.ts';
import { seededRandom } from '../../src/geometry/random.ts';

/**
 * A mesh as scanners deliver it: the zero surface of distances on a grid of `cells` cubes along the longest side, each
 * distance with normal noise of `noise` cubes (naive surface nets, Gibson 1998).
 */
export function scannedMesh(part: Mesh, cells: number, noise: number, seed: number): Mesh {
  const { min, max } = boundsOf(part.positions);
  const pitch = longestSideOf({ min, max }) / cells;
  const size = min.map((low, k) => Math.ceil((max[k] - low) / pitch) + 5);
  const distances = distanceGrid(part, min, pitch, size, noise, seed);
  const at = (i: number, j: number, k: number): number => (k * size[1] + j) * size[0] + i;
  const vertexOf = new Int32Array(distances.length).fill(-1);
  const positions: number[] = [];
  const triangles: number[] = [];
  for (let k = 0; k < size[2] - 1; k++)
    for (let j = 0; j < size[1] - 1; j++)
      for (let i = 0; i < size[0] - 1; i++) {
        const crossing = meanCrossing((di, dj, dk) => distances[at(i + di, j + dj, k + dk)]);
        if (crossing === undefined) continue;
        vertexOf[at(i, j, k)] = positions.length / 3;
        positions.push(
          min[0] + (i + crossing[0] - 2) * pitch,
          min[1] + (j + crossing[1] - 2) * pitch,
          min[2] + (k + crossing[2] - 2) * pitch,
        );
      }
  const steps = [at(1, 0, 0), at(0, 1, 0), at(0, 0, 1)];
  for (let k = 1; k < size[2] - 1; k++)
    for (let j = 1; j < size[1] - 1; j++)
      for (let i = 1; i < size[0] - 1; i++)
        for (let axis = 0; axis < 3; axis++) {
          const here = at(i, j, k);
          const isIn = distances[here] < 0;
          if (isIn === distances[here + steps[axis]] < 0) continue;
          const u = steps[(axis + 1) % 3];
          const v = steps[(axis + 2) % 3];
          const [a, b, c, d] = [here, here - u, here - u - v, here - v].map((cell) => vertexOf[cell]);
          triangles.push(...(isIn ? [a, b, c, a, c, d] : [a, c, b, a, d, c]));
        }
  return { positions: Float64Array.from(positions), triangles: Uint32Array.from(triangles) };
}

function distanceGrid(
  part: Mesh,
  min: readonly number[],
  pitch: number,
  size: readonly number[],
  noise: number,
  seed: number,
): Float64Array {
  const bvh = buildBvh(part);
  const random = seededRandom(seed);
  const nearest: ClosestPoint = { x: 0, y: 0, z: 0, triangle: -1, squaredDistance: 0 };
  const distances = new Float64Array(size[0] * size[1] * size[2]);
  let cell = 0;
  for (let k = 0; k < size[2]; k++)
    for (let j = 0; j < size[1]; j++)
      for (let i = 0; i < size[0]; i++) {
        const [x, y, z] = [min[0] + (i - 2) * pitch, min[1] + (j - 2) * pitch, min[2] + (k - 2) * pitch];
        const distance = Math.sqrt(closestPoint(bvh, x, y, z, nearest)) / pitch;
        const isNear = distance < 2;
        const sign = isInside(bvh, x, y, z) ? -1 : 1;
        distances[cell++] = sign * distance + (isNear ? random.normal(0, noise) : 0);
      }
  return distances;
}

/** The mean of the points where the surface crosses the edges of a cube, if it does. */
function meanCrossing(
  distance: (i: number, j: number, k: number) => number,
): readonly [number, number, number] | undefined {
  const sum: [number, number, number] = [0, 0, 0];
  let count = 0;
  for (let axis = 0; axis < 3; axis++)
    for (let side = 0; side < 4; side++) {
      const from = [0, 0, 0];
      from[(axis + 1) % 3] = side & 1;
      from[(axis + 2) % 3] = side >> 1;
      const to = from.with(axis, 1);
      const a = distance(from[0], from[1], from[2]);
      const b = distance(to[0], to[1], to[2]);
      if (a < 0 === b < 0) continue;
      from[axis] = a / (a - b);
      for (let k = 0; k < 3; k++) sum[k] += from[k];
      count++;
    }
  return count === 0 ? undefined : [sum[0] / count, sum[1] / count, sum[2] / count];
}
