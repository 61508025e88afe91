import type { Circle } from '../../../geometry/fit-circle.ts';
import { buildKdTree } from '../../../geometry/kd-tree.ts';
import { nearestNeighbours } from '../../../geometry/nearest-neighbours.ts';
import type { Surface } from '../../../geometry/surface.ts';
import { cross, dot, perpendicular, type Vec2, type Vec3 } from '../../../geometry/vector.ts';
import type { FreePoints } from './free-points.ts';

/** Free points seen along a direction: places in the plane across it, relative to the cloud's first point. */
export type Projection = {
  readonly direction: Vec3;
  readonly u: Vec3;
  readonly v: Vec3;
  readonly origin: Vec3;
  /** Index of each point in the cloud. */
  readonly index: Uint32Array;
  /** x, y of each point. */
  readonly places: Float64Array;
  /** The nearest others of each point, nearest first, `nearCount` of each. */
  readonly near: Uint32Array;
  readonly nearCount: number;
  /** Sides of the box of the places. */
  readonly width: number;
  readonly height: number;
};

/** Known traces in the plane of a projection: walls and cylinders along its direction. */
export type Traces = { readonly lines: readonly Line[]; readonly circles: readonly Circle[] };

/** The places p with dot(p, normal) = offset. */
export type Line = { readonly normal: Vec2; readonly offset: number };

/** Neighbours of each point. */
const NEAR = 96;

/** The free points seen along a unit direction. */
export function projectionAlong({ positions: p, free }: FreePoints, direction: Vec3): Projection {
  const u = perpendicular(direction);
  const v = cross(direction, u);
  const origin: Vec3 = [p[0], p[1], p[2]];
  const places = new Float64Array(2 * free.length);
  const raised = new Float64Array(3 * free.length);
  const low = [Infinity, Infinity];
  const high = [-Infinity, -Infinity];
  for (let i = 0; i < free.length; i++) {
    const at = 3 * free[i];
    const [x, y, z] = [p[at] - origin[0], p[at + 1] - origin[1], p[at + 2] - origin[2]];
    places[2 * i] = x * u[0] + y * u[1] + z * u[2];
    places[2 * i + 1] = x * v[0] + y * v[1] + z * v[2];
    for (let k = 0; k < 2; k++) {
      const place = places[2 * i + k];
      raised[3 * i + k] = place;
      low[k] = Math.min(low[k], place);
      high[k] = Math.max(high[k], place);
    }
  }
  const { indices, count } = nearestNeighbours(buildKdTree(raised), NEAR);
  const [width, height] = [high[0] - low[0], high[1] - low[1]];
  return { direction, u, v, origin, index: free, places, near: indices, nearCount: count, width, height };
}

/** The place of a point. */
export function placeOf({ origin, u, v }: Projection, point: Vec3): Vec2 {
  const offset: Vec3 = [point[0] - origin[0], point[1] - origin[1], point[2] - origin[2]];
  return [dot(offset, u), dot(offset, v)];
}

/** The point of a place, at the height of the projection's origin. */
export const pointAtPlace = ({ origin, u, v }: Projection, [x, y]: Vec2): Vec3 => [
  origin[0] + x * u[0] + y * v[0],
  origin[1] + x * u[1] + y * v[1],
  origin[2] + x * u[2] + y * v[2],
];

/** Greatest cosine or sine at which directions of exact points count as square or parallel. */
const ALIGNED = 1e-4;

/** What the surfaces along a projection's direction look like in it. */
export function tracesOf(projection: Projection, surfaces: readonly Surface[]): Traces {
  const { direction, u, v, origin } = projection;
  const lines: Line[] = [];
  const circles: Circle[] = [];
  for (const surface of surfaces) {
    if (surface.kind === 'plane' && Math.abs(dot(surface.normal, direction)) < ALIGNED) {
      const offset = dot(surface.origin, surface.normal) - dot(origin, surface.normal);
      lines.push({ normal: [dot(surface.normal, u), dot(surface.normal, v)], offset });
    } else if (surface.kind === 'cylinder' && Math.abs(dot(surface.axis, direction)) > 1 - ALIGNED ** 2) {
      circles.push({ center: placeOf(projection, surface.origin), radius: surface.radius });
    }
  }
  return { lines, circles };
}
