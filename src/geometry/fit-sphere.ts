import { centroidOf, type Fit, measured } from './fit.ts';
import type { SurfaceOf } from './surface.ts';
import { solvePositiveDefinite } from './symmetric.ts';
import { distance, type Vec3 } from './vector.ts';

const MAX_STEPS = 20;

/**
 * Least-squares sphere of flat x, y, z `points` (distances, not algebraic residuals, are minimised), or undefined
 * when they do not determine one.
 */
export function fitSphere(points: Float64Array): Fit<SurfaceOf<'sphere'>> | undefined {
  const guess = guessSphere(points);
  return guess && refineSphere(points, guess);
}

/** Sphere of least squared distances to flat x, y, z `points`, by Gauss-Newton steps from a near one. */
export function refineSphere(
  points: Float64Array,
  start: SurfaceOf<'sphere'>,
): Fit<SurfaceOf<'sphere'>> | undefined {
  let sphere = start;
  for (let step = 0; step < MAX_STEPS; step++) {
    const next = gaussNewtonStep(points, sphere);
    if (!next) break;
    const moved = Math.abs(next.radius - sphere.radius) + distance(next.center, sphere.center);
    sphere = next;
    if (!(moved > 1e-12 * next.radius)) break;
  }
  return sphere.radius > 0 ? measured(sphere, points) : undefined;
}

/**
 * Sphere near flat x, y, z `points`, exact for points on one: solves |p|^2 = 2 c.p + (r^2 - |c|^2), linear in centre c
 * and r^2 - |c|^2. Undefined when the points lie in a plane.
 */
export function guessSphere(points: Float64Array): SurfaceOf<'sphere'> | undefined {
  if (points.length < 12) return undefined;
  const origin = centroidOf(points);
  const scale = extentAbout(points, origin);
  const normal = normalEquations();
  for (let i = 0; i < points.length; i += 3) {
    const x = (points[i] - origin[0]) / scale;
    const y = (points[i + 1] - origin[1]) / scale;
    const z = (points[i + 2] - origin[2]) / scale;
    accumulate(normal, x, y, z, x * x + y * y + z * z);
  }
  const solved = solvePositiveDefinite(normal.matrix, normal.right, 4);
  if (!solved) return undefined;
  const [x, y, z] = [solved[0] / 2, solved[1] / 2, solved[2] / 2];
  const radius = Math.sqrt(solved[3] + x * x + y * y + z * z);
  return {
    kind: 'sphere',
    center: [origin[0] + scale * x, origin[1] + scale * y, origin[2] + scale * z],
    radius: scale * radius,
  };
}

/** The best radius and centre for distances linearised at `sphere`. */
function gaussNewtonStep(
  points: Float64Array,
  { center, radius }: SurfaceOf<'sphere'>,
): SurfaceOf<'sphere'> | undefined {
  const normal = normalEquations();
  for (let i = 0; i < points.length; i += 3) {
    const x = points[i] - center[0];
    const y = points[i + 1] - center[1];
    const z = points[i + 2] - center[2];
    const length = Math.sqrt(x * x + y * y + z * z);
    if (length === 0) return undefined;
    accumulate(normal, x / length, y / length, z / length, length - radius);
  }
  const solved = solvePositiveDefinite(normal.matrix, normal.right, 4);
  if (!solved) return undefined;
  const [dx, dy, dz, dr] = solved;
  return { kind: 'sphere', center: [center[0] + dx, center[1] + dy, center[2] + dz], radius: radius + dr };
}

/** Normal equations of rows (a, b, c, 1) against values. */
type NormalEquations = { readonly matrix: Float64Array; readonly right: Float64Array };

const normalEquations = (): NormalEquations => ({ matrix: new Float64Array(16), right: new Float64Array(4) });

/** Adds one row to the lower triangle and the right-hand side. */
function accumulate(
  { matrix: m, right }: NormalEquations,
  a: number,
  b: number,
  c: number,
  value: number,
): void {
  m[0] += a * a;
  m[4] += b * a;
  m[5] += b * b;
  m[8] += c * a;
  m[9] += c * b;
  m[10] += c * c;
  m[12] += a;
  m[13] += b;
  m[14] += c;
  m[15] += 1;
  right[0] += a * value;
  right[1] += b * value;
  right[2] += c * value;
  right[3] += value;
}

function extentAbout(points: Float64Array, origin: Vec3): number {
  let extent = 0;
  for (let i = 0; i < points.length; i++) extent = Math.max(extent, Math.abs(points[i] - origin[i % 3]));
  return extent || 1;
}
