import { CadtraceError } from '../../errors.ts';
import { pointAt } from '../../geometry/fit.ts';
import { fitPlane } from '../../geometry/fit-plane.ts';
import type { PointCloud } from '../../geometry/point-cloud.ts';
import { seededRandom } from '../../geometry/random.ts';
import type { SurfaceOf } from '../../geometry/surface.ts';
import {
  add,
  cross,
  dot,
  length,
  negate,
  normalize,
  perpendicular,
  subtract,
  type Vec3,
} from '../../geometry/vector.ts';
import { localGeometry } from './local/local-geometry.ts';
import { thinnedIndices } from './thin-cloud.ts';

type Plane = SurfaceOf<'plane'>;

/** A table or floor that parts stand on: its plane, its normal towards them, and its points' indices, ascending. */
export type Floor = { readonly plane: Plane; readonly points: Uint32Array };

/** Planes through three random points that are tried: one with a tenth of the points is hit with certainty 98%. */
const TRIED = 4000;

/** Points that planes are tried on. */
const SAMPLE = 2000;

/** Share of the points that a floor has at least, and of those that may lie below it, as outliers do. */
const LEAST_FLOOR = 0.1;
const BELOW = 0.005;

/** A floor reaches out beyond what stands on it, by this factor in any direction: the underside of a part does not. */
const BEYOND = 1.1;

const REFITS = 3;

/**
 * The largest plane of flat x, y, z `positions` that all else stands on, found by random samples (Fischler and Bolles,
 * RANSAC, 1981); undefined where there is none that reaches out beyond it. `tolerance` is a point's greatest distance.
 */
export function floorOf(positions: Float64Array, tolerance: number): Floor | undefined {
  const count = positions.length / 3;
  if (count < 3) return undefined;
  const random = seededRandom(0);
  const draw = (): number => random.integer(0, count - 1);
  const sample = Uint32Array.from({ length: Math.min(SAMPLE, count) }, draw);
  let plane: Plane | undefined;
  let most = LEAST_FLOOR * sample.length;
  for (let tries = 0; tries < TRIED; tries++) {
    const origin = pointAt(positions, draw());
    const across = cross(
      subtract(pointAt(positions, draw()), origin),
      subtract(pointAt(positions, draw()), origin),
    );
    if (!(length(across) > 0)) continue;
    const candidate: Plane = { kind: 'plane', origin, normal: normalize(across) };
    const { on, above, below } = split(positions, sample, candidate, tolerance);
    if (on <= most || Math.min(above, below) > BELOW * sample.length) continue;
    most = on;
    plane = above >= below ? candidate : { ...candidate, normal: negate(candidate.normal) };
  }
  return plane && settled(positions, plane, tolerance);
}

/** Numbers of points on a plane and on either side of it. */
function split(positions: Float64Array, of: Uint32Array, { origin, normal }: Plane, tolerance: number) {
  let [on, above, below] = [0, 0, 0];
  for (let i = 0; i < of.length; i++) {
    const at = 3 * of[i];
    const height =
      (positions[at] - origin[0]) * normal[0] +
      (positions[at + 1] - origin[1]) * normal[1] +
      (positions[at + 2] - origin[2]) * normal[2];
    if (height > tolerance) above++;
    else if (height < -tolerance) below++;
    else on++;
  }
  return { on, above, below };
}

/** The floor fitted to all of its points; undefined where they do not reach out beyond the rest. */
function settled(positions: Float64Array, start: Plane, tolerance: number): Floor | undefined {
  let plane = start;
  let points = pointsOn(positions, plane, tolerance);
  for (let round = 0; round < REFITS; round++) {
    const fit = fitPlane(gathered(positions, points))?.surface;
    if (!fit) return undefined;
    plane = dot(fit.normal, plane.normal) < 0 ? { ...fit, normal: negate(fit.normal) } : fit;
    points = pointsOn(positions, plane, tolerance);
  }
  return reachesBeyond(positions, plane, tolerance) ? { plane, points } : undefined;
}

const heightOf = ({ origin, normal }: Plane, point: Vec3): number => dot(subtract(point, origin), normal);

function pointsOn(positions: Float64Array, plane: Plane, tolerance: number): Uint32Array {
  const all = Uint32Array.from({ length: positions.length / 3 }, (_, i) => i);
  return all.filter((i) => Math.abs(heightOf(plane, pointAt(positions, i))) <= tolerance);
}

function gathered(positions: Float64Array, points: Uint32Array): Float64Array {
  const own = new Float64Array(3 * points.length);
  for (let i = 0; i < points.length; i++) own.set(pointAt(positions, points[i]), 3 * i);
  return own;
}

/** Whether the points on the plane reach out beyond those above it in all directions along it. */
function reachesBeyond(positions: Float64Array, plane: Plane, tolerance: number): boolean {
  const u = perpendicular(plane.normal);
  const v = cross(plane.normal, u);
  const directions = [u, v, normalize(add(u, v)), normalize(subtract(u, v))];
  return directions.every((direction) => {
    let [floorLow, floorHigh, low, high] = [Infinity, -Infinity, Infinity, -Infinity];
    for (let i = 0; i < positions.length / 3; i++) {
      const point = pointAt(positions, i);
      const height = heightOf(plane, point);
      const x = dot(point, direction);
      if (Math.abs(height) <= tolerance) {
        floorLow = Math.min(floorLow, x);
        floorHigh = Math.max(floorHigh, x);
      } else if (height > 0) {
        low = Math.min(low, x);
        high = Math.max(high, x);
      }
    }
    return floorHigh - floorLow >= BEYOND * (high - low);
  });
}

/** Points that a cloud's precision is estimated from. */
const ESTIMATED_FROM = 20_000;

/**
 * A cloud without the floor or table that its parts stand on, nor what lies below it. Throws 'input-degenerate' where no
 * plane carries all else.
 */
export function withoutFloor({ positions }: PointCloud): PointCloud {
  const some = gathered(positions, thinnedIndices(positions.length / 3, ESTIMATED_FROM));
  const { tolerance } = localGeometry(some, { expired: () => false });
  const floor = floorOf(positions, tolerance);
  if (!floor) {
    throw new CadtraceError(
      'input-degenerate',
      'there is no plane that all else stands on and that reaches beyond it; leave the floor in.',
    );
  }
  const all = Uint32Array.from({ length: positions.length / 3 }, (_, i) => i);
  const above = all.filter((i) => heightOf(floor.plane, pointAt(positions, i)) > tolerance);
  return { positions: gathered(positions, above) };
}
