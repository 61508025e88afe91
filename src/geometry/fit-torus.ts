import { centroidOf, type Fit, measured } from './fit.ts';
import { fitCircle } from './fit-circle.ts';
import {
  axisOfNormalLines,
  fitRevolution,
  type Held,
  type ProfileFamily,
  withOriginAt,
} from './fit-revolution.ts';
import type { SurfaceOf } from './surface.ts';
import { addScaled, dot, length, type Vec3 } from './vector.ts';

type Torus = SurfaceOf<'torus'>;

/** Torus of flat `points` with unit `normals`: `guessTorus`, then `refineTorus`. */
export function fitTorus(points: Float64Array, normals: Float64Array): Fit<Torus> | undefined {
  const guess = guessTorus(points, normals);
  return guess && refineTorus(points, guess);
}

/**
 * Torus near flat x, y, z `points` with unit `normals`: the normal lines give the axis, and the points turned into
 * one half plane about it give the circle. Undefined when there is none.
 */
export function guessTorus(points: Float64Array, normals: Float64Array): Torus | undefined {
  const line = axisOfNormalLines(points, normals);
  if (!line) return undefined;
  const axis = withOriginAt(line, centroidOf(points));
  const profile = new Float64Array((points.length / 3) * 2);
  for (let i = 0; i < points.length / 3; i++) {
    const offset: Vec3 = [
      points[3 * i] - axis.origin[0],
      points[3 * i + 1] - axis.origin[1],
      points[3 * i + 2] - axis.origin[2],
    ];
    const z = dot(offset, axis.direction);
    profile[2 * i] = length(addScaled(offset, axis.direction, -z));
    profile[2 * i + 1] = z;
  }
  const circle = fitCircle(profile);
  if (!circle || !(circle.center[0] > 0)) return undefined;
  return {
    kind: 'torus',
    center: addScaled(axis.origin, axis.direction, circle.center[1]),
    axis: axis.direction,
    majorRadius: circle.center[0],
    minorRadius: circle.radius,
  };
}

/** A circle with its centre at the distance shape[0] from the axis, where z = 0, and the radius shape[1]. */
const CIRCLE: ProfileFamily = {
  shapeSize: 2,
  slides: true,
  evaluate: (rho, z, shape, out) => {
    const dr = rho - shape[0];
    const distance = Math.sqrt(dr * dr + z * z);
    const byRho = distance > 0 ? dr / distance : 0;
    out[0] = distance - shape[1];
    out[1] = byRho;
    out[2] = distance > 0 ? z / distance : 0;
    out[3] = -byRho;
    out[4] = -1;
  },
};

/**
 * Torus of least squared distances to flat x, y, z `points`, from a near one; what is `held` stays.
 * Undefined when the points do not determine a torus.
 */
export function refineTorus(
  points: Float64Array,
  start: Torus,
  held: Held = 'nothing',
): Fit<Torus> | undefined {
  const fit = fitRevolution(
    points,
    {
      axis: { origin: start.center, direction: start.axis },
      shape: Float64Array.of(start.majorRadius, start.minorRadius),
    },
    CIRCLE,
    held,
  );
  if (!fit) return undefined;
  const [majorRadius, minorRadius] = fit.shape;
  if (!(majorRadius > 0 && minorRadius > 0)) return undefined;
  return measured(
    { kind: 'torus', center: fit.axis.origin, axis: fit.axis.direction, majorRadius, minorRadius },
    points,
  );
}
