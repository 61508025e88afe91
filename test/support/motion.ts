import { uniformFloat64 } from 'pure-rand/distribution/uniformFloat64';
import { xoroshiro128plus } from 'pure-rand/generator/xoroshiro128plus';
import { cross, normalize, type Vec3 } from '../../src/geometry/vector.ts';

/** Numbers between 0 and 1, the same ones for the same seed. */
export function randomNumbers(seed: number): () => number {
  const generator = xoroshiro128plus(seed);
  return () => uniformFloat64(generator);
}

/** A rotation about the origin, as the images of the three coordinate axes. */
export type Rotation = readonly [Vec3, Vec3, Vec3];

export function randomRotation(random: () => number): Rotation {
  const direction = (): Vec3 => [random() - 0.5, random() - 0.5, random() - 0.5];
  const x = normalize(direction());
  const z = normalize(cross(x, direction()));
  return [x, cross(z, x), z];
}

export const rotate = ([x, y, z]: Rotation, [a, b, c]: Vec3): Vec3 => [
  a * x[0] + b * y[0] + c * z[0],
  a * x[1] + b * y[1] + c * z[1],
  a * x[2] + b * y[2] + c * z[2],
];

/** Flat x, y, z `points` turned, moved by `offset` and rounded to single precision, as an STL file stores them. */
export function placedAsFloat32(points: Float64Array, rotation: Rotation, offset: Vec3): Float64Array {
  const placed = new Float64Array(points.length);
  for (let i = 0; i < points.length; i += 3) {
    const p = rotate(rotation, [points[i], points[i + 1], points[i + 2]]);
    for (let k = 0; k < 3; k++) placed[i + k] = Math.fround(p[k] + offset[k]);
  }
  return placed;
}
