/** Times the bounding volume hierarchy on a dense torus: building it, nearest points, inside tests. */

import { buildBvh } from '../src/geometry/bvh.ts';
import { closestPoint } from '../src/geometry/closest-point.ts';
import { isInside } from '../src/geometry/is-inside.ts';
import { seededRandom } from '../src/geometry/random.ts';
import { torusMesh } from '../test/support/meshes.ts';

const QUERIES = 100_000;

for (const around of [64, 256, 1024]) {
  const mesh = torusMesh([0, 0, 0], 2, 0.5, around, around / 2);
  const started = performance.now();
  const bvh = buildBvh(mesh);
  const built = performance.now() - started;

  const random = seededRandom(1);
  const queries = Float64Array.from({ length: 3 * QUERIES }, () => 6 * random.uniform(0, 1) - 3);
  const found = { x: 0, y: 0, z: 0, triangle: -1, squaredDistance: 0 };
  const nearest = microseconds((x, y, z) => closestPoint(bvh, x, y, z, found), queries);
  const inside = microseconds((x, y, z) => isInside(bvh, x, y, z), queries);
  console.log(
    `${mesh.triangles.length / 3} triangles: built in ${built.toFixed(0)} ms, ` +
      `nearest point ${nearest.toFixed(2)} us, inside ${inside.toFixed(2)} us`,
  );
}

function microseconds(query: (x: number, y: number, z: number) => unknown, points: Float64Array): number {
  const started = performance.now();
  for (let i = 0; i < points.length; i += 3) query(points[i], points[i + 1], points[i + 2]);
  return (1000 * (performance.now() - started)) / (points.length / 3);
}
