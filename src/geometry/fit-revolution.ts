import { centroidOf } from './fit.ts';
import { solvePositiveDefinite, symmetricEigen } from './symmetric.ts';
import { addScaled, cross, dot, normalize, perpendicular, subtract, type Vec3 } from './vector.ts';

/** An axis in space: a point on it and its unit direction. */
export type Axis = { readonly origin: Vec3; readonly direction: Vec3 };

/**
 * A family of profile curves in the half plane (rho, z) of a surface of revolution. `evaluate` writes to `out`:
 * the signed distance of (rho, z) from the profile with the given shape numbers, its derivatives by rho and z,
 * then its derivative by each shape number.
 */
export type ProfileFamily = {
  readonly shapeSize: number;
  /** Whether the family needs the origin to slide along the axis to fit (a circle), or covers that itself (a line). */
  readonly slides: boolean;
  readonly evaluate: (rho: number, z: number, shape: Float64Array, out: Float64Array) => void;
};

/** What a fit must leave as it is: the axis' direction, the whole axis (it may slide along itself), the shape numbers. */
export type Held = 'nothing' | 'direction' | 'axis' | 'direction and shape';

export type RevolutionFit = { readonly axis: Axis; readonly shape: Float64Array };

const MAX_STEPS = 15;

/** Points that do lie on such a surface bring the error down many times a step; below this gain nothing is left to win. */
const LEAST_GAIN = 0.05;

/**
 * Surface of revolution nearest to flat x, y, z `points` in the least-squares sense of true distances, by
 * Levenberg-Marquardt from `start`, leaving what is `held`; lengths in the points' unit. Undefined when the points do
 * not determine the surface.
 * Parametrisation: offsets of the axis across (and, for profiles that slide, along) itself, two small rotations,
 * and the profile's shape numbers (after Marshall, Lukacs and Martin, "Robust segmentation of primitives from
 * range data", 2001).
 */
export function fitRevolution(
  points: Float64Array,
  start: RevolutionFit,
  family: ProfileFamily,
  held: Held,
): RevolutionFit | undefined {
  const size = unknowns(family, held);
  let current = start;
  let [system, spare] = rooms[size];
  const step = new Float64Array(size);
  linearise(points, current, family, held, system);
  let damping = 1e-6;
  for (let tries = 0; tries < MAX_STEPS; tries++) {
    if (!solveDamped(system, damping, step)) {
      if (damping > 1e6) return undefined;
      damping = Math.max(damping * 10, 1e-9);
      continue;
    }
    const next = moved(current, step, family, held);
    linearise(points, next, family, held, spare);
    if (spare.error < system.error) {
      const gain = 1 - spare.error / system.error;
      current = next;
      [system, spare] = [spare, system];
      damping *= 0.05;
      if (gain < LEAST_GAIN) break;
    } else {
      if (isNegligible(step, points, current) || damping > 1e6) break;
      damping = Math.max(damping * 20, 1e-12);
    }
  }
  return Number.isFinite(system.error) ? current : undefined;
}

/** Sum of squares and the normal equations of the distances linearised at one fit, and room to work them out. */
type LinearSystem = {
  readonly size: number;
  /** Lower triangle. */
  readonly matrix: Float64Array;
  readonly gradient: Float64Array;
  error: number;
  readonly row: Float64Array;
  readonly damped: Float64Array;
};

function emptySystem(size: number): LinearSystem {
  return {
    size,
    matrix: new Float64Array(size * size),
    gradient: new Float64Array(size),
    error: 0,
    row: new Float64Array(size),
    damped: new Float64Array(size * size),
  };
}

/** Unknowns at most: four of the axis, one slide, two shape numbers. */
const MOST_UNKNOWNS = 7;

/** Room for two systems of each size and for what a profile's `evaluate` writes: fits are many, small and one at a time. */
const rooms = Array.from({ length: MOST_UNKNOWNS + 1 }, (_, size) => [emptySystem(size), emptySystem(size)]);
const profile = new Float64Array(5);

/** Unknowns, but for those held: two offsets across the axis, one along it if it slides, two rotations, shape numbers. */
function linearise(
  points: Float64Array,
  { axis, shape }: RevolutionFit,
  family: ProfileFamily,
  held: Held,
  system: LinearSystem,
): void {
  const [ox, oy, oz] = axis.origin;
  const [ax, ay, az] = axis.direction;
  const u = perpendicular(axis.direction);
  const [ux, uy, uz] = u;
  const [vx, vy, vz] = cross(axis.direction, u);
  const { size, matrix, gradient, row } = system;
  const offsets = held !== 'axis';
  const turns = held === 'nothing';
  matrix.fill(0);
  gradient.fill(0);
  let error = 0;
  // One row of the Jacobian per point. With w = p - origin = z axis + rho e: moving the origin by u changes rho by
  // -e.u; turning the axis towards u changes z by w.u = rho e.u and, |w| being fixed, rho by -z e.u.
  for (let i = 0; i < points.length; i += 3) {
    const wx = points[i] - ox;
    const wy = points[i + 1] - oy;
    const wz = points[i + 2] - oz;
    const z = wx * ax + wy * ay + wz * az;
    const wu = wx * ux + wy * uy + wz * uz;
    const wv = wx * vx + wy * vy + wz * vz;
    const rho = Math.sqrt(wu * wu + wv * wv);
    const eu = rho > 0 ? wu / rho : 0;
    const ev = rho > 0 ? wv / rho : 0;
    family.evaluate(rho, z, shape, profile);
    const distance = profile[0];
    const byRho = profile[1];
    const byZ = profile[2];
    let k = 0;
    if (offsets) {
      row[k++] = -byRho * eu;
      row[k++] = -byRho * ev;
    }
    if (family.slides) row[k++] = -byZ;
    if (turns) {
      const byTurn = byZ * rho - byRho * z;
      row[k++] = byTurn * eu;
      row[k++] = byTurn * ev;
    }
    for (let s = 0; k < size; s++) row[k++] = profile[3 + s];
    error += distance * distance;
    for (let a = 0; a < size; a++) {
      const entry = row[a];
      gradient[a] += entry * distance;
      for (let b = 0, at = a * size; b <= a; b++, at++) matrix[at] += entry * row[b];
    }
  }
  system.error = error;
}

const unknowns = (family: ProfileFamily, held: Held): number =>
  (held === 'axis' ? 0 : 2) +
  (family.slides ? 1 : 0) +
  (held === 'nothing' ? 2 : 0) +
  (held === 'direction and shape' ? 0 : family.shapeSize);

/** Writes to `step` where the damped normal equations lead; false when they cannot be solved. */
function solveDamped(
  { size, matrix, gradient, damped }: LinearSystem,
  damping: number,
  step: Float64Array,
): boolean {
  damped.set(matrix);
  for (let a = 0; a < size; a++) {
    damped[a * size + a] *= 1 + damping;
    step[a] = -gradient[a];
  }
  return solvePositiveDefinite(damped, step, size) !== undefined;
}

function moved(
  { axis, shape }: RevolutionFit,
  delta: Float64Array,
  family: ProfileFamily,
  held: Held,
): RevolutionFit {
  const u = perpendicular(axis.direction);
  const v = cross(axis.direction, u);
  let k = 0;
  let { origin } = axis;
  if (held !== 'axis') origin = addScaled(addScaled(origin, u, delta[k++]), v, delta[k++]);
  if (family.slides) origin = addScaled(origin, axis.direction, delta[k++]);
  let direction = axis.direction;
  if (held === 'nothing')
    direction = normalize(addScaled(addScaled(direction, u, delta[k++]), v, delta[k++]));
  return { axis: { origin, direction }, shape: shape.map((s, i) => s + (delta[k + i] ?? 0)) };
}

/** Whether a step is below what rounding of the coordinates can resolve. */
function isNegligible(delta: Float64Array, points: Float64Array, { axis }: RevolutionFit): boolean {
  let reach = 0;
  for (let i = 0; i < points.length; i++) reach = Math.max(reach, Math.abs(points[i] - axis.origin[i % 3]));
  return delta.every((d) => Math.abs(d) < 1e-13 * Math.max(reach, 1e-300));
}

/**
 * Axis of the surface of revolution that flat `points` with unit `normals` lie on: the line that every normal line
 * meets, as the linear complex of least residual (Pottmann and Randrup, "Rotational and helical surface
 * approximation for reverse engineering", Computing 60, 1998). Undefined when the normals do not tell.
 */
export function axisOfNormalLines(points: Float64Array, normals: Float64Array): Axis | undefined {
  if (points.length < 15) return undefined;
  const center = centroidOf(points);
  const scale = Math.sqrt(meanSquareDistance(points, center)) || 1;
  const moments = new Float64Array(36);
  const row = new Float64Array(6);
  for (let i = 0; i < points.length; i += 3) {
    const p = [0, 1, 2].map((k) => (points[i + k] - center[k]) / scale) as unknown as Vec3;
    const n: Vec3 = [normals[i], normals[i + 1], normals[i + 2]];
    row.set(cross(p, n), 0);
    row.set(n, 3);
    for (let a = 0; a < 6; a++) for (let b = 0; b < 6; b++) moments[6 * a + b] += row[a] * row[b];
  }
  const complex = symmetricEigen(moments, 6).vectors[0];
  const turn: Vec3 = [complex[0], complex[1], complex[2]];
  const moment: Vec3 = [complex[3], complex[4], complex[5]];
  const squared = dot(turn, turn);
  if (!(squared > 1e-12)) return undefined;
  const foot = cross(turn, moment);
  return {
    origin: addScaled(center, foot, scale / squared),
    direction: normalize(turn),
  };
}

function meanSquareDistance(points: Float64Array, center: Vec3): number {
  let sum = 0;
  for (let i = 0; i < points.length; i++) sum += (points[i] - center[i % 3]) ** 2;
  return (3 * sum) / points.length;
}

/** The same axis with its origin at the foot of `point`. */
export function withOriginAt(axis: Axis, point: Vec3): Axis {
  const along = dot(subtract(point, axis.origin), axis.direction);
  return { origin: addScaled(axis.origin, axis.direction, along), direction: axis.direction };
}
