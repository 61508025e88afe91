import {
  addPoints,
  ORIGIN,
  placedLoop,
  polygonLoop,
  rectangleLoop,
  roundedCorners,
  slotLoop,
} from '../../formats/cadquery/lifted-loops.ts';
import type { Point } from '../../formats/code/lifted-shapes.ts';
import type { Vec2 } from '../../geometry/vector.ts';
import { times } from '../../program/affine.ts';
import type { Lifted } from '../../program/lifted.ts';
import { roundCosine } from '../../program/numbers.ts';
import type { Edge, Loop, Profile } from '../../program/types.ts';
import { affine, half, less, negative, point, type Size, scaled, sum } from './sizes.ts';

export type Outline = Lifted<Loop>;
export type Area = Lifted<Profile>;

/** What lies inside `outer` and outside `holes`. */
export const area = (outer: Outline, ...holes: readonly Outline[]): Area => ({ outer, holes });

export const circle = (diameter: Size, center: Point = ORIGIN): Outline => ({
  kind: 'circle',
  center,
  radius: half(diameter),
});

/** Equal circles about the points. */
export const circles = (points: readonly Point[], diameter: Size): Outline[] =>
  points.map((center) => circle(diameter, center));

export const polygon = (...corners: readonly Point[]): Outline => polygonLoop(corners);

export const rectangle = (width: Size, length: Size, center: Point = ORIGIN): Outline =>
  rectangleLoop(center, affine(width), affine(length));

/** The rectangle between two opposite corners. */
export const box = ([u1, v1]: Point, [u2, v2]: Point): Outline =>
  polygon([u1, v1], [u2, v1], [u2, v2], [u1, v2]);

/** Throws RangeError for a radius of half a side or more. */
export function roundedRectangle(width: Size, length: Size, radius: Size, center: Point = ORIGIN): Outline {
  const path = roundedCorners(rectangleLoop(center, affine(width), affine(length)), affine(radius));
  if (!path) throw new RangeError(`A radius of ${affine(radius).value} does not fit the rectangle.`);
  return path;
}

/** A rectangle with its corners cut off at 45 degrees, `chamfer` along each side. */
export function chamferedRectangle(width: Size, length: Size, chamfer: Size): Outline {
  const [x, y] = [half(width), half(length)];
  const [u, v] = [less(x, chamfer), less(y, chamfer)];
  const corner = (sx: number, sy: number, a: Size, b: Size) => point(scaled(a, sx), scaled(b, sy));
  return polygon(
    corner(-1, -1, u, y),
    corner(1, -1, u, y),
    corner(1, -1, x, v),
    corner(1, 1, x, v),
    corner(1, 1, u, y),
    corner(-1, 1, u, y),
    corner(-1, 1, x, v),
    corner(-1, -1, x, v),
  );
}

/** A slot of the whole `length` along the x axis turned by `angle` (radians). */
export const slot = (length: Size, diameter: Size, center: Point = ORIGIN, angle = 0): Outline =>
  placedLoop(slotLoop(less(length, diameter), affine(diameter)), { at: center, angle });

/** A regular hexagon with two corners on the x axis. */
export function hexagon(acrossFlats: Size): Outline {
  const [x, y] = [scaled(acrossFlats, 1 / Math.sqrt(3)), half(acrossFlats)];
  return polygon(
    point(x, 0),
    point(half(x), y),
    point(negative(half(x)), y),
    point(negative(x), 0),
    point(negative(half(x)), negative(y)),
    point(half(x), negative(y)),
  );
}

/** Half a disc of the given width about (0, level), on a rectangle that reaches down to `bottom`. */
export function archway(level: Size, width: Size, bottom: Size): Outline {
  const radius = half(width);
  return {
    kind: 'path',
    start: point(negative(radius), bottom),
    edges: [
      { kind: 'line', to: point(radius, bottom) },
      { kind: 'line', to: point(radius, level) },
      { kind: 'arc', through: point(0, sum(level, radius)), to: point(negative(radius), level) },
      { kind: 'line', to: point(negative(radius), bottom) },
    ],
  };
}

/** The upper half of a disc about the origin. */
export function halfDisc(diameter: Size): Outline {
  const radius = half(diameter);
  return {
    kind: 'path',
    start: point(negative(radius), 0),
    edges: [
      { kind: 'line', to: point(radius, 0) },
      { kind: 'arc', through: point(0, radius), to: point(negative(radius), 0) },
    ],
  };
}

/** A corner of a polygon, sharp or round. */
export type Corner = { readonly at: Point; readonly radius?: Size };

/**
 * A polygon with some of its corners rounded. Rounding stays tangent whatever the sizes become as long as the sides
 * keep their directions.
 */
export function roundedPolygon(...corners: readonly Corner[]): Outline {
  const edges = corners.flatMap(({ at, radius = 0 }, i): Lifted<Edge>[] => {
    const rounding = affine(radius);
    if (rounding.value === 0) return [{ kind: 'line', to: at }];
    const arriving = direction(corners[(i + corners.length - 1) % corners.length].at, at);
    const leaving = direction(at, corners[(i + 1) % corners.length].at);
    // The cosine of the angle between the sides, whose half the middle of the arc lies on.
    const cosine = -(arriving[0] * leaving[0] + arriving[1] * leaving[1]);
    const reach = Math.sqrt((1 + cosine) / (1 - cosine));
    const rise = Math.sqrt(2 / (1 - cosine)) - 1;
    const inwards: Vec2 = [leaving[0] - arriving[0], leaving[1] - arriving[1]];
    const size = Math.hypot(...inwards);
    const along = ([u, v]: Vec2, factor: number): Point =>
      addPoints(at, [times(rounding, roundCosine(u * factor)), times(rounding, roundCosine(v * factor))]);
    return [
      { kind: 'line', to: along(arriving, -reach) },
      { kind: 'arc', through: along(inwards, rise / size), to: along(leaving, reach) },
    ];
  });
  return { kind: 'path', start: edges[edges.length - 1].to, edges };
}

function direction([u1, v1]: Point, [u2, v2]: Point): Vec2 {
  const [u, v] = [u2.value - u1.value, v2.value - v1.value];
  const size = Math.hypot(u, v);
  return [u / size, v / size];
}
