import type { SurfaceOf } from '../../../geometry/surface.ts';
import { normalAt } from '../../../geometry/surface-distance.ts';
import { symmetricEigen } from '../../../geometry/symmetric.ts';
import { cross, dot, subtract, type Vec3 } from '../../../geometry/vector.ts';

/** Unknowns of a moved surface: three of its place, three turns, and at most two numbers of its shape. */
const UNKNOWNS = 8;
const TURNS = [3, 4, 5];
const SHAPE = [6, 7];

/** Eigenvalues below this share of the greatest are of motions that leave the surface as it is. */
const SLIPPING = 1e-10;

/** Most points that are looked at: information is scaled up from them. */
const SAMPLE = 4000;

type Turning = SurfaceOf<'cylinder' | 'cone' | 'torus' | 'sphere'>;

/**
 * The normal equations J^T J of flat `points` for small motions and changes of shape of their surface, flat 8 x 8:
 * places, turns about `center`, shape. A point's distance changes by its normal times how the surface moves there
 * (Gelfand and Guibas, Shape segmentation using local slippage analysis, 2004). Turns are scaled by `length`, so that
 * all unknowns are lengths.
 */
function normalEquations(surface: Turning, points: Float64Array, center: Vec3, length: number): Float64Array {
  const matrix = new Float64Array(UNKNOWNS * UNKNOWNS);
  const row = new Float64Array(UNKNOWNS);
  const count = points.length / 3;
  const step = Math.max(1, Math.floor(count / SAMPLE));
  for (let i = 0; i < count; i += step) {
    const point: Vec3 = [points[3 * i], points[3 * i + 1], points[3 * i + 2]];
    const normal = normalAt(surface, point);
    row.set(normal, 0);
    row.set(cross(subtract(point, center), normal), 3);
    for (let k = 3; k < 6; k++) row[k] /= length;
    row[6] = surface.kind === 'torus' ? outwardPart(surface, point, normal) : 1;
    row[7] = surface.kind === 'torus' ? 1 : surface.kind === 'cone' ? heightOf(surface, point) / length : 0;
    for (let a = 0; a < UNKNOWNS; a++)
      for (let b = 0; b < UNKNOWNS; b++) matrix[a * UNKNOWNS + b] += step * row[a] * row[b];
  }
  return matrix;
}

const heightOf = ({ origin, axis }: SurfaceOf<'cone'>, point: Vec3): number =>
  dot(subtract(point, origin), axis);

/** How much of a torus' normal points away from its axis. */
function outwardPart({ center, axis }: SurfaceOf<'torus'>, point: Vec3, normal: Vec3): number {
  const offset = subtract(point, center);
  const outward = subtract(offset, [
    axis[0] * dot(offset, axis),
    axis[1] * dot(offset, axis),
    axis[2] * dot(offset, axis),
  ]);
  return dot(outward, normal) / Math.max(Math.hypot(...outward), 1e-300);
}

/** What is left of the normal equations for the unknowns `kept` when the others take their best values. */
function marginal(matrix: Float64Array, kept: readonly number[]): Float64Array {
  const others = Array.from({ length: UNKNOWNS }, (_, k) => k).filter((k) => !kept.includes(k));
  const { values, vectors } = symmetricEigen(
    others.flatMap((a) => others.map((b) => matrix[a * UNKNOWNS + b])),
    others.length,
  );
  const least = SLIPPING * values[values.length - 1];
  const result = new Float64Array(kept.length ** 2);
  kept.forEach((a, i) => {
    kept.forEach((b, j) => {
      let value = matrix[a * UNKNOWNS + b];
      vectors.forEach((vector, k) => {
        if (values[k] <= least) return;
        let left = 0;
        let right = 0;
        others.forEach((o, n) => {
          left += matrix[a * UNKNOWNS + o] * vector[n];
          right += matrix[b * UNKNOWNS + o] * vector[n];
        });
        value -= (left * right) / values[k];
      });
      result[i * kept.length + j] = value;
    });
  });
  return result;
}

/** Typical distance of points from `center`. */
function extentOf(points: Float64Array, center: Vec3): number {
  let sum = 0;
  for (let i = 0; i < points.length; i++) sum += (points[i] - center[i % 3]) ** 2;
  return Math.sqrt((3 * sum) / points.length) || 1;
}

/**
 * The flat 3 x 3 matrix C with d^T C d how much the sum of squared distances grows when the axis turns to d and the rest
 * takes its best values.
 */
export function directionInformation(
  surface: SurfaceOf<'cylinder' | 'cone' | 'torus'>,
  points: Float64Array,
  center: Vec3,
): Float64Array {
  const length = extentOf(points, center);
  const turns = marginal(normalEquations(surface, points, center, length), TURNS);
  // To turn the axis a by a small step d, turn about a x d.
  const [x, y, z] = surface.axis;
  const across = [0, -z, y, z, 0, -x, -y, x, 0];
  const cost = new Float64Array(9);
  for (let i = 0; i < 3; i++)
    for (let j = 0; j < 3; j++)
      for (let k = 0; k < 3; k++)
        for (let l = 0; l < 3; l++)
          cost[3 * i + j] += across[3 * k + i] * turns[3 * k + l] * across[3 * l + j] * length * length;
  return cost;
}

/**
 * The flat 3 x 3 matrix C with t^T C t how much the sum of squared distances grows when the surface is shifted by t, its
 * direction stays and its shape stays too or takes its best values.
 */
export function placeInformation(
  surface: Turning,
  points: Float64Array,
  center: Vec3,
  isShapeHeld: boolean,
): Float64Array {
  const held = isShapeHeld ? [...TURNS, ...SHAPE] : TURNS;
  return marginal(
    without(held, normalEquations(surface, points, center, extentOf(points, center))),
    [0, 1, 2],
  );
}

/** How much the sum of squared distances grows with the square of a change of radius (of a torus: its tube's). */
export function radiusInformation(
  surface: SurfaceOf<'cylinder' | 'sphere' | 'torus'>,
  points: Float64Array,
  center: Vec3,
): number {
  return marginal(without(TURNS, normalEquations(surface, points, center, extentOf(points, center))), [
    surface.kind === 'torus' ? 7 : 6,
  ])[0];
}

/** The normal equations where some unknowns are held. */
function without(held: readonly number[], matrix: Float64Array): Float64Array {
  for (let a = 0; a < UNKNOWNS; a++) {
    for (const k of held) {
      matrix[a * UNKNOWNS + k] = 0;
      matrix[k * UNKNOWNS + a] = 0;
    }
  }
  return matrix;
}
