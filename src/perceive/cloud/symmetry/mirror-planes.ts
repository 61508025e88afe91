import type { SurfaceOf } from '../../../geometry/surface.ts';
import {
  add,
  cross,
  distance,
  dot,
  length,
  normalize,
  scale,
  subtract,
  type Vec3,
} from '../../../geometry/vector.ts';
import type { CloudFace, PerceivedCloud } from '../types.ts';

type Plane = SurfaceOf<'plane'>;

/** Faces, largest first, that planes are made from: the small ones of a part with hundreds repeat what these say. */
const MOST_FACES = 40;
/** Directions that count as known: those of the most area. */
const MOST_DIRECTIONS = 6;
/** Directions whose sine, or cosine where they should be square, is less are one, or square. */
const SAME = 1e-3;

/**
 * Planes that a part may be symmetric in: midway between parallel planes and between equal parallel cylinders, and through
 * the axis or centre of a round face along known directions.
 */
export function mirrorPlanes({ faces, tolerance }: PerceivedCloud): Plane[] {
  const largest = [...faces].sort((a, b) => b.area - a.area);
  const directions = knownDirections(largest);
  const flat = largest
    .flatMap(({ surface }) => (surface.kind === 'plane' ? [surface] : []))
    .slice(0, MOST_FACES);
  const round = largest.filter(({ surface }) => surface.kind !== 'plane').slice(0, MOST_FACES);
  const candidates = [
    ...pairsOf(flat).flatMap(([a, b]) => midway(a, b)),
    ...round.flatMap((face) => throughMiddle(face, directions)),
    ...pairsOf(round).flatMap(([a, b]) => between(a, b, tolerance)),
  ];
  const distinct: Plane[] = [];
  for (const plane of candidates)
    if (!distinct.some((other) => isSame(plane, other, tolerance))) distinct.push(plane);
  return distinct;
}

function pairsOf<T>(items: readonly T[]): [T, T][] {
  return items.flatMap((a, i) => items.slice(i + 1).map((b): [T, T] => [a, b]));
}

/** The normals of planes and what is square to two of them, those of most area first. */
function knownDirections(faces: readonly CloudFace[]): Vec3[] {
  const known: Vec3[] = [];
  const learn = (direction: Vec3): void => {
    if (!known.some((other) => isParallel(other, direction))) known.push(direction);
  };
  for (const { surface } of faces) if (surface.kind === 'plane') learn(surface.normal);
  const first = known.slice(0, MOST_DIRECTIONS);
  for (const [a, b] of pairsOf(first)) learn(normalize(cross(a, b)));
  return known.slice(0, 2 * MOST_DIRECTIONS);
}

function midway(a: Plane, b: Plane): Plane[] {
  if (!isParallel(a.normal, b.normal)) return [];
  const gap = dot(subtract(b.origin, a.origin), a.normal);
  return [{ kind: 'plane', origin: add(a.origin, scale(a.normal, gap / 2)), normal: a.normal }];
}

/** Planes along known directions through the axis, or the centre, of a round face. */
function throughMiddle({ surface }: CloudFace, directions: readonly Vec3[]): Plane[] {
  if (surface.kind === 'plane' || surface.kind === 'freeform') return [];
  const origin = surface.kind === 'sphere' || surface.kind === 'torus' ? surface.center : surface.origin;
  const isAlong = (normal: Vec3): boolean =>
    surface.kind === 'sphere' ||
    Math.abs(dot(normal, surface.axis)) < SAME ||
    (surface.kind === 'torus' && isParallel(normal, surface.axis));
  return directions.filter(isAlong).map((normal) => ({ kind: 'plane', origin, normal }));
}

/** The plane midway between two cylinders of one radius and direction. */
function between({ surface: a }: CloudFace, { surface: b }: CloudFace, tolerance: number): Plane[] {
  if (a.kind !== 'cylinder' || b.kind !== 'cylinder') return [];
  if (!isParallel(a.axis, b.axis) || Math.abs(a.radius - b.radius) > tolerance) return [];
  const apart = subtract(b.origin, a.origin);
  const across = subtract(apart, scale(a.axis, dot(apart, a.axis)));
  if (length(across) <= tolerance) return [];
  return [{ kind: 'plane', origin: add(a.origin, scale(across, 0.5)), normal: normalize(across) }];
}

const isParallel = (a: Vec3, b: Vec3): boolean => length(cross(a, b)) < SAME;

const isSame = (a: Plane, b: Plane, tolerance: number): boolean =>
  isParallel(a.normal, b.normal) &&
  Math.abs(dot(subtract(a.origin, b.origin), a.normal)) <=
    Math.max(tolerance, SAME * distance(a.origin, b.origin));
