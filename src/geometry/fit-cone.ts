import { centroidOf, type Fit, measured, scatterAbout } from './fit.ts';
import { fitRevolution, type Held, type ProfileFamily, withOriginAt } from './fit-revolution.ts';
import type { SurfaceOf } from './surface.ts';
import { solvePositiveDefinite, symmetricEigen } from './symmetric.ts';
import { add, addScaled, dot, negate, subtract, type Vec3 } from './vector.ts';

type Cone = SurfaceOf<'cone'>;

/** Cone of flat `points` with unit `normals`: `guessCone`, then `refineCone`. */
export function fitCone(points: Float64Array, normals: Float64Array): Fit<Cone> | undefined {
  const guess = guessCone(points, normals);
  return guess && refineCone(points, guess);
}

/**
 * Cone near flat x, y, z `points` with unit `normals`: the normals of a cone lie on a small circle of the sphere,
 * whose axis is the cone's, and the tangent planes meet in the apex. Undefined when there is none, for instance for
 * a cylinder, whose tangent planes do not meet.
 */
export function guessCone(points: Float64Array, normals: Float64Array): Cone | undefined {
  if (points.length < 9) return undefined;
  const mean = centroidOf(normals);
  const { values, vectors } = symmetricEigen(scatterAbout(normals, mean), 3);
  if (!(values[1] > 1e-14)) return undefined;
  const [ax, ay, az] = vectors[0];
  let axis: Vec3 = [ax, ay, az];
  const center = centroidOf(points);
  const apex = meetOfTangentPlanes(points, normals, center);
  if (!apex) return undefined;
  const along = dot(subtract(center, apex), axis);
  if (along < 0) axis = negate(axis);
  const halfAngle = Math.asin(Math.min(1, Math.abs(dot(mean, axis))));
  if (!(halfAngle > 1e-9 && halfAngle < Math.PI / 2 - 1e-9)) return undefined;
  const height = Math.abs(along);
  return {
    kind: 'cone',
    origin: addScaled(apex, axis, height),
    axis,
    radius: height * Math.tan(halfAngle),
    halfAngle,
  };
}

function meetOfTangentPlanes(points: Float64Array, normals: Float64Array, center: Vec3): Vec3 | undefined {
  const matrix = new Float64Array(9);
  const right = new Float64Array(3);
  for (let i = 0; i < points.length; i += 3) {
    const n = [normals[i], normals[i + 1], normals[i + 2]];
    const offset =
      n[0] * (points[i] - center[0]) +
      n[1] * (points[i + 1] - center[1]) +
      n[2] * (points[i + 2] - center[2]);
    for (let a = 0; a < 3; a++) {
      right[a] += n[a] * offset;
      for (let b = 0; b < 3; b++) matrix[3 * a + b] += n[a] * n[b];
    }
  }
  const solved = solvePositiveDefinite(matrix, right, 3);
  return solved && add(center, [solved[0], solved[1], solved[2]]);
}

/** A line at the angle shape[1] to the axis, at the distance shape[0] from it where z = 0. */
const SLANTED_LINE: ProfileFamily = {
  shapeSize: 2,
  slides: false,
  evaluate: (rho, z, shape, out) => {
    const c = Math.cos(shape[1]);
    const s = Math.sin(shape[1]);
    out[0] = (rho - shape[0]) * c - z * s;
    out[1] = c;
    out[2] = -s;
    out[3] = -c;
    out[4] = -(rho - shape[0]) * s - z * c;
  },
};

/**
 * Cone of least squared distances to flat x, y, z `points`, from a near one; what is `held` stays.
 * Its origin is the foot of the points' centroid, its axis points to where it widens. Undefined when the points do
 * not determine a cone.
 */
export function refineCone(points: Float64Array, start: Cone, held: Held = 'nothing'): Fit<Cone> | undefined {
  const center = centroidOf(points);
  const startAxis = withOriginAt({ origin: start.origin, direction: start.axis }, center);
  const moved = dot(subtract(startAxis.origin, start.origin), start.axis);
  const fit = fitRevolution(
    points,
    {
      axis: startAxis,
      shape: Float64Array.of(start.radius + moved * Math.tan(start.halfAngle), start.halfAngle),
    },
    SLANTED_LINE,
    held,
  );
  if (!fit) return undefined;
  const { origin, direction } = withOriginAt(fit.axis, center);
  const slope = Math.tan(fit.shape[1]);
  const radius = fit.shape[0] + dot(subtract(origin, fit.axis.origin), direction) * slope;
  const halfAngle = Math.abs(fit.shape[1]);
  if (!(radius > 0 && halfAngle > 0 && halfAngle < Math.PI / 2)) return undefined;
  const axis = fit.shape[1] < 0 ? negate(direction) : direction;
  return measured({ kind: 'cone', origin, axis, radius, halfAngle }, points);
}
