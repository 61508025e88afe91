import { centroidOf, type Fit, measured } from './fit.ts';
import { fitCircle } from './fit-circle.ts';
import { fitRevolution, type Held, type ProfileFamily, withOriginAt } from './fit-revolution.ts';
import type { SurfaceOf } from './surface.ts';
import { symmetricEigen } from './symmetric.ts';
import { addScaled, cross, perpendicular, type Vec3 } from './vector.ts';

type Cylinder = SurfaceOf<'cylinder'>;

/** Cylinder of flat `points` with unit `normals`: `guessCylinder`, then `refineCylinder`. */
export function fitCylinder(points: Float64Array, normals: Float64Array): Fit<Cylinder> | undefined {
  const guess = guessCylinder(points, normals);
  return guess && refineCylinder(points, guess);
}

/**
 * Cylinder near flat x, y, z `points` with unit `normals`: the axis is the direction most perpendicular to all
 * normals, radius and place come from the circle through the points seen along it. Undefined when there is none.
 */
export function guessCylinder(points: Float64Array, normals: Float64Array): Cylinder | undefined {
  if (points.length < 9) return undefined;
  const moments = new Float64Array(9);
  for (let i = 0; i < normals.length; i += 3) {
    for (let a = 0; a < 3; a++)
      for (let b = 0; b < 3; b++) moments[3 * a + b] += normals[i + a] * normals[i + b];
  }
  const { values, vectors } = symmetricEigen(moments, 3);
  if (!(values[1] > 1e-12 * values[2])) return undefined;
  const [x, y, z] = vectors[0];
  return cylinderAlong(points, [x, y, z]);
}

/** Cylinder with the unit direction `axis` near flat x, y, z `points`, from the circle that they make seen along it. */
export function cylinderAlong(points: Float64Array, axis: Vec3): Cylinder | undefined {
  const center = centroidOf(points);
  const u = perpendicular(axis);
  const v = cross(axis, u);
  const flat = new Float64Array((points.length / 3) * 2);
  for (let i = 0; i < points.length / 3; i++) {
    const x = points[3 * i] - center[0];
    const y = points[3 * i + 1] - center[1];
    const z = points[3 * i + 2] - center[2];
    flat[2 * i] = x * u[0] + y * u[1] + z * u[2];
    flat[2 * i + 1] = x * v[0] + y * v[1] + z * v[2];
  }
  const circle = fitCircle(flat);
  if (!circle) return undefined;
  const origin = addScaled(addScaled(center, u, circle.center[0]), v, circle.center[1]);
  return { kind: 'cylinder', origin, axis, radius: circle.radius };
}

/** A line parallel to the axis; its one shape number is the radius. */
const PARALLEL_LINE: ProfileFamily = {
  shapeSize: 1,
  slides: false,
  evaluate: (rho, _z, shape, out) => {
    out[0] = rho - shape[0];
    out[1] = 1;
    out[2] = 0;
    out[3] = -1;
  },
};

/**
 * Cylinder of least squared distances to flat x, y, z `points`, from a near one; what is `held` stays. Its origin is the foot of the points' centroid. Undefined when they do not determine one.
 */
export function refineCylinder(
  points: Float64Array,
  start: Cylinder,
  held: Held = 'nothing',
): Fit<Cylinder> | undefined {
  const center = centroidOf(points);
  const fit = fitRevolution(
    points,
    {
      axis: withOriginAt({ origin: start.origin, direction: start.axis }, center),
      shape: Float64Array.of(start.radius),
    },
    PARALLEL_LINE,
    held,
  );
  if (!fit || !(fit.shape[0] > 0)) return undefined;
  const { origin, direction } = withOriginAt(fit.axis, center);
  return measured({ kind: 'cylinder', origin, axis: direction, radius: fit.shape[0] }, points);
}
