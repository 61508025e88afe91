import type { Surface } from './surface.ts';
import { signedDistance } from './surface-distance.ts';
import type { Vec3 } from './vector.ts';

/** A surface fitted to points, and the greatest distance of any of those points from it. */
export type Fit<S extends Surface> = { readonly surface: S; readonly deviation: number };

/** Point `i` of flat x, y, z coordinates. */
export const pointAt = (points: Float64Array, i: number): Vec3 => [
  points[3 * i],
  points[3 * i + 1],
  points[3 * i + 2],
];

/** Mean of flat x, y, z `points`. */
export function centroidOf(points: Float64Array): Vec3 {
  let x = 0;
  let y = 0;
  let z = 0;
  for (let i = 0; i < points.length; i += 3) {
    x += points[i];
    y += points[i + 1];
    z += points[i + 2];
  }
  const count = points.length / 3;
  return [x / count, y / count, z / count];
}

/** Sum of (p - center)(p - center)^T over flat x, y, z `points`, a flat 3 x 3 matrix. */
export function scatterAbout(points: Float64Array, [cx, cy, cz]: Vec3): Float64Array {
  let xx = 0;
  let xy = 0;
  let xz = 0;
  let yy = 0;
  let yz = 0;
  let zz = 0;
  for (let i = 0; i < points.length; i += 3) {
    const x = points[i] - cx;
    const y = points[i + 1] - cy;
    const z = points[i + 2] - cz;
    xx += x * x;
    xy += x * y;
    xz += x * z;
    yy += y * y;
    yz += y * z;
    zz += z * z;
  }
  return Float64Array.of(xx, xy, xz, xy, yy, yz, xz, yz, zz);
}

/** `surface` with the greatest distance of flat x, y, z `points` from it. */
export function measured<S extends Surface>(surface: S, points: Float64Array): Fit<S> {
  let deviation = 0;
  for (let i = 0; i < points.length / 3; i++) {
    const d = Math.abs(signedDistance(surface, pointAt(points, i)));
    if (!(d <= deviation)) deviation = d;
  }
  return { surface, deviation };
}
