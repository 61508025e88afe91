import type { Vec2 } from '../geometry/vector.ts';
import { roundCosine } from './numbers.ts';
import { loopBounds } from './region.ts';
import type { Loop } from './types.ts';

type Path = Extract<Loop, { kind: 'path' }>;

/** Closed paths that have a name and few sizes. `width` runs along x, `length` along y of the sketch. */
export type LoopShape =
  | { readonly kind: 'rectangle'; readonly center: Vec2; readonly width: number; readonly length: number }
  | {
      readonly kind: 'rounded-rectangle';
      readonly center: Vec2;
      readonly width: number;
      readonly length: number;
      readonly radius: number;
    }
  /** Two half circles of `diameter` joined by lines, `length` from end to end along `direction` (a unit vector). */
  | {
      readonly kind: 'slot';
      readonly center: Vec2;
      readonly direction: Vec2;
      readonly length: number;
      readonly diameter: number;
    };

/** A point of the shape is its center plus each size times its coefficient here. */
export type SizeCoefficients = { readonly [size: string]: Vec2 };

/** The named shape of a path, to 1e-9 of its size, or undefined. */
export function shapeOf(path: Path): LoopShape | undefined {
  const kinds = path.edges.map((edge) => edge.kind);
  const candidate =
    kinds.length === 4 && kinds.every((kind) => kind === 'line')
      ? rectangleCandidate(path)
      : alternates(kinds) && kinds.length === 4
        ? slotCandidate(path)
        : alternates(kinds) && kinds.length === 8
          ? roundedCandidate(path)
          : undefined;
  return candidate && pointsOf(path).every((point) => liesOn(candidate, point)) && turnsOnce(path, candidate)
    ? candidate
    : undefined;
}

/**
 * Where a point of the shape's path goes when a size changes and the center stays.
 * Exact for vertices and for any point on the arcs; the signs come from the point's quadrant.
 */
export function sizeCoefficients(shape: LoopShape, point: Vec2): SizeCoefficients {
  const x = point[0] - shape.center[0];
  const y = point[1] - shape.center[1];
  if (shape.kind === 'rectangle') return { width: [Math.sign(x) / 2, 0], length: [0, Math.sign(y) / 2] };
  if (shape.kind === 'rounded-rectangle') {
    const sx = Math.sign(x);
    const sy = Math.sign(y);
    const { width, length, radius } = shape;
    const u = roundCosine((x - sx * (width / 2 - radius)) / radius);
    const v = roundCosine((y - sy * (length / 2 - radius)) / radius);
    return { width: [sx / 2, 0], length: [0, sy / 2], radius: [u - sx, v - sy] };
  }
  const { direction, length, diameter } = shape;
  const side = Math.sign(x * direction[0] + y * direction[1]);
  const along: Vec2 = [(side * direction[0]) / 2, (side * direction[1]) / 2];
  const straight = length - diameter;
  const u = roundCosine((x - straight * along[0]) / diameter);
  const v = roundCosine((y - straight * along[1]) / diameter);
  return { length: along, diameter: [u - along[0], v - along[1]] };
}

function liesOn(shape: LoopShape, point: Vec2): boolean {
  const x = Math.abs(point[0] - shape.center[0]);
  const y = Math.abs(point[1] - shape.center[1]);
  if (shape.kind === 'rectangle') {
    const tolerance = 1e-9 * (shape.width + shape.length);
    return near(x, shape.width / 2, tolerance) && near(y, shape.length / 2, tolerance);
  }
  if (shape.kind === 'rounded-rectangle') {
    const { width, length, radius } = shape;
    const tolerance = 1e-9 * (width + length);
    const u = x - (width / 2 - radius);
    const v = y - (length / 2 - radius);
    return u > -tolerance && v > -tolerance && near(Math.hypot(u, v), radius, tolerance);
  }
  const { direction: d, length, diameter } = shape;
  const along = Math.abs((point[0] - shape.center[0]) * d[0] + (point[1] - shape.center[1]) * d[1]);
  const across = (point[1] - shape.center[1]) * d[0] - (point[0] - shape.center[0]) * d[1];
  const u = along - (length - diameter) / 2;
  return u > -1e-9 * length && near(Math.hypot(u, across), diameter / 2, 1e-9 * length);
}

/** True where the path visits the corners one after the other: consecutive vertices differ, opposite ones are opposite. */
function turnsOnce(path: Path, shape: LoopShape): boolean {
  const vertices = path.edges.map((edge) => edge.to);
  const half = vertices.length / 2;
  const tolerance = 1e-9 * (shape.length + (shape.kind === 'slot' ? shape.diameter : shape.width));
  const distinct = (a: Vec2, b: Vec2) => Math.hypot(a[0] - b[0], a[1] - b[1]) > tolerance;
  return vertices.every((vertex, i) => {
    const opposite = vertices[(i + half) % vertices.length];
    return (
      distinct(vertex, vertices[(i + 1) % vertices.length]) &&
      near(vertex[0] + opposite[0], 2 * shape.center[0], tolerance) &&
      near(vertex[1] + opposite[1], 2 * shape.center[1], tolerance)
    );
  });
}

function rectangleCandidate(path: Path): LoopShape | undefined {
  const { minU, maxU, minV, maxV } = loopBounds(path);
  if (!(maxU > minU && maxV > minV)) return undefined;
  return {
    kind: 'rectangle',
    center: [(minU + maxU) / 2, (minV + maxV) / 2],
    width: maxU - minU,
    length: maxV - minV,
  };
}

function roundedCandidate(path: Path): LoopShape | undefined {
  const { minU, maxU, minV, maxV } = loopBounds(path);
  const vertices = path.edges.map((edge) => edge.to);
  // The vertices on the right side stand one radius away from the corners.
  const right = vertices.filter(([u]) => near(u, maxU, 1e-9 * (maxU - minU))).map(([, v]) => v);
  if (right.length !== 2) return undefined;
  const radius = (maxV - minV - Math.abs(right[0] - right[1])) / 2;
  if (!(radius > 0)) return undefined;
  const center: Vec2 = [(minU + maxU) / 2, (minV + maxV) / 2];
  return { kind: 'rounded-rectangle', center, width: maxU - minU, length: maxV - minV, radius };
}

function slotCandidate(path: Path): LoopShape | undefined {
  const vertices = path.edges.map((edge) => edge.to);
  const lineEnd = path.edges.findIndex((edge) => edge.kind === 'line');
  const a = vertices[(lineEnd + 3) % 4];
  const b = vertices[lineEnd];
  const c = vertices[(lineEnd + 1) % 4];
  const straight = Math.hypot(b[0] - a[0], b[1] - a[1]);
  const diameter = Math.hypot(c[0] - b[0], c[1] - b[1]);
  if (!(straight > 0 && diameter > 0)) return undefined;
  // Of the two opposite directions the one with the greater angle in (-90, 90] degrees.
  const sign =
    b[0] - a[0] > 1e-9 * straight || (Math.abs(b[0] - a[0]) <= 1e-9 * straight && b[1] > a[1]) ? 1 : -1;
  const direction: Vec2 = [
    roundCosine((sign * (b[0] - a[0])) / straight),
    roundCosine((sign * (b[1] - a[1])) / straight),
  ];
  const center: Vec2 = [(a[0] + c[0]) / 2, (a[1] + c[1]) / 2];
  return { kind: 'slot', center, direction, length: straight + diameter, diameter };
}

const alternates = (kinds: readonly string[]): boolean =>
  kinds.every((kind, i) => kind !== kinds[(i + 1) % kinds.length]);

const pointsOf = (path: Path): Vec2[] =>
  path.edges.flatMap((edge) => (edge.kind === 'arc' ? [edge.through, edge.to] : [edge.to]));

const near = (a: number, b: number, tolerance: number): boolean => Math.abs(a - b) <= tolerance;
