import { centroidOf, type Fit, measured } from './fit.ts';
import type { SurfaceOf } from './surface.ts';
import { solvePositiveDefinite } from './symmetric.ts';
import type { Vec3 } from './vector.ts';

const MAX_STEPS = 20;

/**
 * Least-squares sphere of flat x, y, z `points` (distances, not algebraic residuals, are minimised), or undefined
 * when they do not determine one.
 */
export function fitSphere(points: Float64Array): Fit<SurfaceOf<'sphere'>> | undefined {
  let sphere = algebraicSphere(points);
  for (let step = 0; sphere && step < MAX_STEPS; step++) {
    const next = gaussNewtonStep(points, sphere);
    if (!next) break;
    const moved = Math.hypot(
      ...next.center.map((x, k) => x - sphere!.center[k]),
      next.radius - sphere.radius,
    );
    sphere = next;
    if (moved < 1e-14 * next.radius) break;
  }
  return sphere && measured(sphere, points);
}

/** Solves |p|^2 = 2 c.p + (r^2 - |c|^2) for centre and radius, a linear system, about the centroid. */
function algebraicSphere(points: Float64Array): SurfaceOf<'sphere'> | undefined {
  if (points.length < 12) return undefined;
  const origin = centroidOf(points);
  const matrix = new Float64Array(16);
  const right = new Float64Array(4);
  const scale = extentAbout(points, origin);
  for (let i = 0; i < points.length; i += 3) {
    const row = [
      (points[i] - origin[0]) / scale,
      (points[i + 1] - origin[1]) / scale,
      (points[i + 2] - origin[2]) / scale,
      1,
    ];
    accumulate(matrix, right, row, row[0] ** 2 + row[1] ** 2 + row[2] ** 2);
  }
  const solved = solvePositiveDefinite(matrix, right, 4);
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
function gaussNewtonStep(points: Float64Array, sphere: SurfaceOf<'sphere'>): SurfaceOf<'sphere'> | undefined {
  const matrix = new Float64Array(16);
  const right = new Float64Array(4);
  for (let i = 0; i < points.length; i += 3) {
    const x = points[i] - sphere.center[0];
    const y = points[i + 1] - sphere.center[1];
    const z = points[i + 2] - sphere.center[2];
    const distance = Math.hypot(x, y, z);
    if (distance === 0) return undefined;
    accumulate(matrix, right, [x / distance, y / distance, z / distance, 1], distance - sphere.radius);
  }
  const solved = solvePositiveDefinite(matrix, right, 4);
  if (!solved) return undefined;
  const center: Vec3 = [
    sphere.center[0] + solved[0],
    sphere.center[1] + solved[1],
    sphere.center[2] + solved[2],
  ];
  return { kind: 'sphere', center, radius: sphere.radius + solved[3] };
}

function accumulate(matrix: Float64Array, right: Float64Array, row: readonly number[], value: number): void {
  for (let a = 0; a < 4; a++) {
    right[a] += row[a] * value;
    for (let b = 0; b < 4; b++) matrix[4 * a + b] += row[a] * row[b];
  }
}

function extentAbout(points: Float64Array, origin: Vec3): number {
  let extent = 0;
  for (let i = 0; i < points.length; i++) extent = Math.max(extent, Math.abs(points[i] - origin[i % 3]));
  return extent || 1;
}
