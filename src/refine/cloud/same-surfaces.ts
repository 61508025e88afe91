import { cross, dot, length, subtract, type Vec3 } from '../../geometry/vector.ts';
import { PLANE, STRIDE } from './design/surfaces.ts';

/** Surfaces of which the one is this near to the other, as a share of the part's size, are the same. */
const SAME = 1e-6;

/** For each of the surfaces (see `surfacesAt`) the first that is the same one. */
export function sameSurfaces(surfaces: Float64Array, reach: number): Int32Array {
  const count = surfaces.length / STRIDE;
  const same = new Int32Array(count);
  for (let i = 0; i < count; i++) {
    same[i] = i;
    for (let j = 0; j < i; j++) {
      if (same[j] !== j || !isSame(surfaces, STRIDE * i, STRIDE * j, SAME, SAME * reach)) continue;
      same[i] = j;
      break;
    }
  }
  return same;
}

function isSame(s: Float64Array, i: number, j: number, angle: number, tolerance: number): boolean {
  if (s[i] !== s[j]) return false;
  const near = (k: number, sign: number) => Math.abs(s[i + k] - sign * s[j + k]) <= tolerance;
  const vector = (at: number): Vec3 => [s[at], s[at + 1], s[at + 2]];
  if (s[i] === PLANE) {
    const sign = dot(vector(i + 1), vector(j + 1)) > 0 ? 1 : -1;
    return [1, 2, 3].every((k) => Math.abs(s[i + k] - sign * s[j + k]) <= angle) && near(4, sign);
  }
  const axis = vector(j + 4);
  if (length(cross(vector(i + 4), axis)) > angle) return false;
  const offset = subtract(vector(i + 1), vector(j + 1));
  if (length(cross(offset, axis)) > tolerance) return false;
  // Where along their axis two surfaces are counted from matters to all but cylinders.
  const cylinders = s[i + 8] === 0 && s[j + 8] === 0;
  const aligned = cylinders || (Math.abs(dot(offset, axis)) <= tolerance && dot(vector(i + 4), axis) > 0);
  return aligned && near(7, 1) && near(8, 1) && near(9, 1);
}
