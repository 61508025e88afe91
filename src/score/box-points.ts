import { type Bounds, boundsOf, type Mesh } from '../geometry/mesh.ts';
import { seededRandom } from '../geometry/random.ts';
import type { Vec3 } from '../geometry/vector.ts';

/** The box around two meshes. */
export function jointBounds(a: Mesh, b: Mesh): Bounds {
  const [boxA, boxB] = [boundsOf(a.positions), boundsOf(b.positions)];
  const combine = (f: (x: number, y: number) => number, p: Vec3, q: Vec3): Vec3 => [
    f(p[0], q[0]),
    f(p[1], q[1]),
    f(p[2], q[2]),
  ];
  return { min: combine(Math.min, boxA.min, boxB.min), max: combine(Math.max, boxA.max, boxB.max) };
}

export const centerOf = ({ min, max }: Bounds): Vec3 => [
  (min[0] + max[0]) / 2,
  (min[1] + max[1]) / 2,
  (min[2] + max[2]) / 2,
];

export const boxVolume = ({ min, max }: Bounds): number =>
  (max[0] - min[0]) * (max[1] - min[1]) * (max[2] - min[2]);

/** Real root of x^4 = x + 1, which makes the three-dimensional R sequence. */
const ROOT = 1.2207440846057596;

/**
 * x, y, z of `count` points spread evenly over a box: the R3 low-discrepancy sequence (Roberts, The Unreasonable
 * Effectiveness of Quasirandom Sequences, 2018), started at a random point.
 */
export function pointsInBox({ min, max }: Bounds, count: number, seed: number): Float64Array {
  const random = seededRandom(seed);
  const points = new Float64Array(3 * count);
  for (let k = 0; k < 3; k++) {
    const start = random.uniform(0, 1);
    const step = ROOT ** -(k + 1);
    for (let i = 0; i < count; i++) {
      points[3 * i + k] = min[k] + (max[k] - min[k]) * ((start + i * step) % 1);
    }
  }
  return points;
}
