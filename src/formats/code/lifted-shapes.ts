import type { Vec2 } from '../../geometry/vector.ts';
import { type Affine, addMultiple, constant, minus, plus, sameAffine, times } from '../../program/affine.ts';
import { type Lifted, plainValue } from '../../program/lifted.ts';
import { type LoopShape, shapeOf, sizeCoefficients } from '../../program/loop-shapes.ts';
import { patternOf, patternPosition } from '../../program/patterns.ts';
import type { Loop } from '../../program/types.ts';

export type Point = readonly [Affine, Affine];

/** A loop as CAD languages draw it: a named shape about a center, or its points one by one. */
export type Drawn =
  | { readonly kind: 'circle'; readonly center: Point; readonly radius: Affine }
  | { readonly kind: 'rectangle'; readonly center: Point; readonly width: Affine; readonly length: Affine }
  | {
      readonly kind: 'rounded-rectangle';
      readonly center: Point;
      readonly width: Affine;
      readonly length: Affine;
      readonly radius: Affine;
    }
  | {
      readonly kind: 'slot';
      readonly center: Point;
      readonly length: Affine;
      readonly diameter: Affine;
      /** Of the length from the x axis, radians. */
      readonly angle: number;
    }
  | Lifted<Extract<Loop, { kind: 'path' }>>;

/** The named shape of a loop if its points follow the parameters as that shape's do, else the path itself. */
export function drawnOf(loop: Lifted<Loop>, tolerance: number): Drawn {
  if (loop.kind === 'circle') return loop;
  const plain = plainValue<Extract<Loop, { kind: 'path' }>>(loop);
  const shape = shapeOf(plain);
  if (!shape) return loop;
  const points = loop.edges.flatMap((edge) => (edge.kind === 'arc' ? [edge.through, edge.to] : [edge.to]));
  const sizes = liftedSizes(
    shape,
    loop.edges.map((edge) => edge.to),
  );
  const [first] = points;
  // The center follows from any one point; all others must agree with it.
  const center = movedBySizes(first, shape, sizes, -1, pointValue(first));
  const agrees = points.every((point) => {
    const expected = movedBySizes(center, shape, sizes, 1, pointValue(point));
    return sameAffine(point[0], expected[0], tolerance) && sameAffine(point[1], expected[1], tolerance);
  });
  if (!agrees) return loop;
  if (shape.kind === 'slot') {
    const angle = Math.atan2(shape.direction[1], shape.direction[0]);
    return { kind: 'slot', center, length: sizes.length, diameter: sizes.diameter, angle };
  }
  const { width, length, radius } = sizes;
  return shape.kind === 'rectangle'
    ? { kind: 'rectangle', center, width, length }
    : { kind: 'rounded-rectangle', center, width, length, radius };
}

/** From the center of a shape to its point `at` (`sign` 1), or back (-1). */
function movedBySizes(
  from: Point,
  shape: LoopShape,
  sizes: Record<string, Affine>,
  sign: 1 | -1,
  at: Vec2,
): Point {
  const coefficients = Object.entries(sizeCoefficients(shape, at));
  const along = (k: 0 | 1) =>
    coefficients.reduce((sum, [size, c]) => addMultiple(sum, sizes[size], sign * c[k]), from[k]);
  return [along(0), along(1)];
}

/** The sizes of a shape from its vertices, so that they depend on what the vertices depend on. */
function liftedSizes(shape: LoopShape, vertices: readonly Point[]): Record<string, Affine> {
  const far = (direction: Vec2) => {
    const reach = (p: Point) => p[0].value * direction[0] + p[1].value * direction[1];
    const vertex = vertices.reduce((best, p) => (reach(p) > reach(best) ? p : best));
    return plus(times(vertex[0], direction[0]), times(vertex[1], direction[1]));
  };
  const span = (direction: Vec2) => plus(far(direction), far([-direction[0], -direction[1]]));
  if (shape.kind === 'slot') {
    const [dx, dy] = shape.direction;
    const diameter = span([-dy, dx]);
    return { diameter, length: plus(span([dx, dy]), diameter) };
  }
  const width = span([1, 0]);
  const length = span([0, 1]);
  if (shape.kind === 'rectangle') return { width, length };
  const right = vertices.filter(([x]) => x.value - shape.center[0] > (shape.width - shape.radius) / 2);
  const [low, high] = right.map(([, y]) => y).sort((a, b) => a.value - b.value);
  return { width, length, radius: times(minus(length, minus(high, low)), 0.5) };
}

/** Equal loops at several places. */
export type Places =
  | { readonly kind: 'points'; readonly points: readonly Point[] }
  | { readonly kind: 'grid'; readonly spacing: Point; readonly counts: readonly [number, number] }
  | { readonly kind: 'ring'; readonly radius: Affine; readonly startAngle: number; readonly count: number };

/** The regular arrangement about the sketch origin that the points keep whatever the parameters are, or the points. */
export function placesOf(points: readonly Point[], tolerance: number): Places {
  const plain = points.map(pointValue);
  const pattern = patternOf(plain);
  const list: Places = { kind: 'points', points };
  if (!pattern || Math.hypot(...pattern.center) > tolerance) return list;
  const positions = plain.map((point) => patternPosition(pattern, point));
  const sizeAlong = (k: 0 | 1): Affine => {
    const i = positions.reduce((best, p, j) => (Math.abs(p[k]) > Math.abs(positions[best][k]) ? j : best), 0);
    return positions[i][k] === 0 ? constant(0) : times(points[i][k], 1 / positions[i][k]);
  };
  const size: Point = [sizeAlong(0), sizeAlong(1)];
  const follows = points.every(
    (point, i) =>
      sameAffine(point[0], times(size[0], positions[i][0]), tolerance) &&
      sameAffine(point[1], times(size[1], positions[i][1]), tolerance),
  );
  if (!follows) return list;
  if (pattern.kind === 'grid') return { kind: 'grid', spacing: size, counts: pattern.counts };
  if (!sameAffine(size[0], size[1], tolerance)) return list;
  return { kind: 'ring', radius: size[0], startAngle: pattern.startAngle, count: pattern.count };
}

const pointValue = ([x, y]: Point): Vec2 => [x.value, y.value];
