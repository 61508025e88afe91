import { type Mesh, triangleArea } from './mesh.ts';
import { seededRandom } from './random.ts';

/** Points on a mesh: x, y, z and the unit normal of each, and the triangle that it lies on. */
export type SurfaceSamples = {
  readonly positions: Float64Array;
  readonly normals: Float64Array;
  readonly triangles: Uint32Array;
};

/**
 * Draws `count` independent points, uniform over the mesh's area (Osada et al., Shape Distributions, 2002, eq. 1);
 * none where the mesh has no area. The same seed gives the same points.
 */
export function surfaceSamples(mesh: Mesh, count: number, seed: number): SurfaceSamples {
  const cumulative = cumulativeAreas(mesh);
  const area = cumulative.at(-1) ?? 0;
  const total = area > 0 ? count : 0;
  const positions = new Float64Array(3 * total);
  const normals = new Float64Array(3 * total);
  const triangles = new Uint32Array(total);
  const random = seededRandom(seed);
  for (let i = 0; i < total; i++) {
    triangles[i] = firstAbove(cumulative, area * random.uniform(0, 1));
    // The square root makes the density uniform over the triangle.
    const root = Math.sqrt(random.uniform(0, 1));
    const along = random.uniform(0, 1);
    place(mesh, triangles[i], root * (1 - along), root * along, positions, normals, 3 * i);
  }
  return { positions, normals, triangles };
}

/** For each triangle the area of all triangles up to and including it. */
function cumulativeAreas(mesh: Mesh): Float64Array {
  let sum = 0;
  return Float64Array.from({ length: mesh.triangles.length / 3 }, (_, t) => {
    sum += triangleArea(mesh, t);
    return sum;
  });
}

/** Index of the first value greater than `x`, the last index if there is none. */
function firstAbove(ascending: Float64Array, x: number): number {
  let low = 0;
  let high = ascending.length - 1;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (ascending[middle] > x) high = middle;
    else low = middle + 1;
  }
  return low;
}

/** Writes the point a + v ab + w ac of a triangle and its normal at `at`. */
function place(
  { positions: p, triangles }: Mesh,
  triangle: number,
  v: number,
  w: number,
  positions: Float64Array,
  normals: Float64Array,
  at: number,
): void {
  const a = 3 * triangles[3 * triangle];
  const b = 3 * triangles[3 * triangle + 1];
  const c = 3 * triangles[3 * triangle + 2];
  const ux = p[b] - p[a];
  const uy = p[b + 1] - p[a + 1];
  const uz = p[b + 2] - p[a + 2];
  const vx = p[c] - p[a];
  const vy = p[c + 1] - p[a + 1];
  const vz = p[c + 2] - p[a + 2];
  positions[at] = p[a] + v * ux + w * vx;
  positions[at + 1] = p[a + 1] + v * uy + w * vy;
  positions[at + 2] = p[a + 2] + v * uz + w * vz;
  const nx = uy * vz - uz * vy;
  const ny = uz * vx - ux * vz;
  const nz = ux * vy - uy * vx;
  const length = Math.hypot(nx, ny, nz);
  normals[at] = nx / length;
  normals[at + 1] = ny / length;
  normals[at + 2] = nz / length;
}
