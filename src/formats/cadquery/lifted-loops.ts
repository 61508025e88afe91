import { circleThrough } from '../../geometry/plane-curve.ts';
import type { Vec2 } from '../../geometry/vector.ts';
import { type Affine, constant, minus, plus, times } from '../../program/affine.ts';
import type { Lifted } from '../../program/lifted.ts';
import { roundCosine } from '../../program/numbers.ts';
import type { Edge, Loop, Profile } from '../../program/types.ts';
import type { Point } from '../code/lifted-shapes.ts';

type Path = Lifted<Extract<Loop, { kind: 'path' }>>;

/** A place in the sketch plane, turned by `angle` radians. */
export type Location = { readonly at: Point; readonly angle: number };

/** CadQuery takes points closer than this for one. */
export const SAME_POINT = 1e-6;

export const ORIGIN: Point = [constant(0), constant(0)];

export const addPoints = (a: Point, b: Point): Point => [plus(a[0], b[0]), plus(a[1], b[1])];

export const gap = (a: Point, b: Point): number =>
  Math.hypot(a[0].value - b[0].value, a[1].value - b[1].value);

/** True where no circle goes through the three points. */
export const collinear = (...points: [Point, Point, Point]): boolean => {
  const [a, b, c] = points.map(([x, y]): Vec2 => [x.value, y.value]);
  return circleThrough(a, b, c) === undefined;
};

/** The point as seen from a location: turned, then moved there. */
export function placed(point: Point, { at, angle }: Location): Point {
  if (angle === 0) return addPoints(at, point);
  const c = roundCosine(Math.cos(angle));
  const s = roundCosine(Math.sin(angle));
  const [x, y] = point;
  return addPoints(at, [minus(times(x, c), times(y, s)), plus(times(x, s), times(y, c))]);
}

export function placedLoop(loop: Lifted<Loop>, location: Location): Lifted<Loop> {
  if (loop.kind === 'circle') return { ...loop, center: placed(loop.center, location) };
  return {
    kind: 'path',
    start: placed(loop.start, location),
    edges: loop.edges.map((edge) =>
      edge.kind === 'line'
        ? { kind: 'line', to: placed(edge.to, location) }
        : { kind: 'arc', through: placed(edge.through, location), to: placed(edge.to, location) },
    ),
  };
}

export const placedProfile = ({ outer, holes }: Lifted<Profile>, location: Location): Lifted<Profile> => ({
  outer: placedLoop(outer, location),
  holes: holes.map((hole) => placedLoop(hole, location)),
});

/** The closed path of lines through the points. */
export const polygonLoop = (points: readonly Point[]): Path => ({
  kind: 'path',
  start: points[0],
  edges: [...points.slice(1), points[0]].map((to): Lifted<Edge> => ({ kind: 'line', to })),
});

/** A rectangle about `center`. */
export function rectangleLoop(center: Point, width: Affine, length: Affine): Path {
  const corner = (sx: number, sy: number): Point =>
    addPoints(center, [times(width, sx / 2), times(length, sy / 2)]);
  return polygonLoop([corner(-1, -1), corner(1, -1), corner(1, 1), corner(-1, 1)]);
}

/** Two half circles about the ends of a straight part along x, about the origin. */
export function slotLoop(straight: Affine, diameter: Affine): Path {
  const at = (u: number, cap: number, v: number): Point => [
    plus(times(straight, u / 2), times(diameter, cap / 2)),
    times(diameter, v / 2),
  ];
  return {
    kind: 'path',
    start: at(-1, 0, -1),
    edges: [
      { kind: 'line', to: at(1, 0, -1) },
      { kind: 'arc', through: at(1, 1, 0), to: at(1, 0, 1) },
      { kind: 'line', to: at(-1, 0, 1) },
      { kind: 'arc', through: at(-1, -1, 0), to: at(-1, 0, -1) },
    ],
  };
}

/** A rectangle path with its corners rounded, or undefined where the path is not one that `radius` fits. */
export function roundedCorners(path: Path, radius: Affine): Path | undefined {
  const corners = path.edges.map((edge) => edge.to);
  if (corners.length !== 4 || path.edges.some((edge) => edge.kind !== 'line')) return undefined;
  const sides = corners.map((corner, i) => {
    const next = corners[(i + 1) % 4];
    const length = gap(corner, next);
    const direction: Vec2 = [
      roundCosine((next[0].value - corner[0].value) / length),
      roundCosine((next[1].value - corner[1].value) / length),
    ];
    return { length, direction };
  });
  const square = sides.every(({ length, direction: d }, i) => {
    const e = sides[(i + 1) % 4].direction;
    return length > 2 * radius.value && Math.abs(d[0] * e[0] + d[1] * e[1]) < 1e-9;
  });
  if (!square || !(radius.value > 0)) return undefined;
  const along = (corner: Point, d: Vec2, e: Vec2, s: number, t: number): Point =>
    addPoints(corner, [times(radius, s * d[0] + t * e[0]), times(radius, s * d[1] + t * e[1])]);
  const edges = corners.flatMap((corner, i): Lifted<Edge>[] => {
    const arriving = sides[(i + 3) % 4].direction;
    const leaving = sides[i].direction;
    const middle = 1 - Math.SQRT1_2;
    return [
      { kind: 'line', to: along(corner, arriving, leaving, -1, 0) },
      {
        kind: 'arc',
        through: along(corner, arriving, leaving, -middle, middle),
        to: along(corner, arriving, leaving, 0, 1),
      },
    ];
  });
  return { kind: 'path', start: edges[edges.length - 1].to, edges };
}
