import type { Surface, SurfaceOf } from '../../geometry/surface.ts';
import { addScaled, dot, length, subtract, type Vec3 } from '../../geometry/vector.ts';

/** The diameters and distances of a reference, and the errors (lengths, 0 or above) of those that a candidate has. */
export type DimensionErrors = { readonly total: number; readonly errors: readonly number[] };

/** Where the part is: planes and axes are compared at its center, whose distance from them all is known well. */
export type Extent = { readonly center: Vec3; readonly diagonal: number };

/** Surfaces are the same one within this angle, radians, and this share of the diagonal. */
const SAME_ANGLE = Math.PI / 180;
const SAME_PLACE = 0.01;
/** Planes and cylinders that are closer than this share of the diagonal are one: faces of one surface. */
const ONE_SURFACE = 1e-6;

/**
 * Errors of a part's dimensions against the designer's: of the diameter of each of the reference's cylinders, and of the
 * distance of each two neighbouring planes of one direction. The candidate's cylinder is the one nearest in axis and
 * radius together, its plane the nearest; where there is none within 1 degree and 1% of the diagonal, the dimension
 * counts in `total` alone. Both lists are in one frame.
 */
export function dimensionErrors(
  reference: readonly Surface[],
  candidate: readonly Surface[],
  extent: Extent,
): DimensionErrors {
  const diameters = diameterErrors(ofKind(reference, 'cylinder'), ofKind(candidate, 'cylinder'), extent);
  const distances = distanceErrors(ofKind(reference, 'plane'), ofKind(candidate, 'plane'), extent);
  const all = [...diameters, ...distances];
  return { total: all.length, errors: all.filter((error) => error !== undefined) };
}

const ofKind = <Kind extends Surface['kind']>(surfaces: readonly Surface[], kind: Kind): SurfaceOf<Kind>[] =>
  surfaces.filter((surface): surface is SurfaceOf<Kind> => surface.kind === kind);

type Cylinder = SurfaceOf<'cylinder'>;

/** One error for each cylinder of the reference, undefined where the candidate has none like it. */
function diameterErrors(
  reference: readonly Cylinder[],
  candidate: readonly Cylinder[],
  extent: Extent,
): (number | undefined)[] {
  const apart = (a: Cylinder, b: Cylinder): number =>
    isParallel(a.axis, b.axis) ? axesApart(a, b, extent) + Math.abs(a.radius - b.radius) : Infinity;
  const distinct = withoutRepeats(reference, (a, b) => apart(a, b) <= ONE_SURFACE * extent.diagonal);
  return distinct.map((cylinder) => {
    const nearest = nearestOf(candidate, (other) => apart(cylinder, other));
    return nearest && apart(cylinder, nearest) <= SAME_PLACE * extent.diagonal
      ? 2 * Math.abs(nearest.radius - cylinder.radius)
      : undefined;
  });
}

/** Distance of two nearly parallel axes where they pass the part's center. */
const axesApart = (a: Cylinder, b: Cylinder, { center }: Extent): number =>
  length(subtract(footOn(a, center), footOn(b, center)));

const footOn = ({ origin, axis }: Cylinder, point: Vec3): Vec3 =>
  addScaled(origin, axis, dot(subtract(point, origin), axis));

type Plane = SurfaceOf<'plane'>;

/** One error for each two neighbouring levels of a direction of the reference. */
function distanceErrors(
  reference: readonly Plane[],
  candidate: readonly Plane[],
  extent: Extent,
): (number | undefined)[] {
  const directions = withoutRepeats(
    reference.map(({ normal }) => normal),
    (a, b) => isParallel(a, b),
  );
  return directions.flatMap((direction) => {
    const levels = levelsAlong(direction, reference, extent);
    const found = levelsAlong(direction, candidate, extent);
    const partners = levels.map((level) => {
      const nearest = nearestOf(found, (other) => Math.abs(other - level));
      return nearest !== undefined && Math.abs(nearest - level) <= SAME_PLACE * extent.diagonal
        ? nearest
        : undefined;
    });
    return levels.slice(1).map((level, i) => {
      const [below, above] = [partners[i], partners[i + 1]];
      if (below === undefined || above === undefined) return undefined;
      return Math.abs(above - below - (level - levels[i]));
    });
  });
}

/** Heights over the part's center of the planes across a direction, ascending, each once. */
function levelsAlong(direction: Vec3, planes: readonly Plane[], { center, diagonal }: Extent): number[] {
  const heights = planes
    .filter(({ normal }) => isParallel(normal, direction))
    .map(({ origin, normal }) => dot(subtract(origin, center), normal) * Math.sign(dot(normal, direction)))
    .sort((a, b) => a - b);
  return heights.filter((height, i) => i === 0 || height - heights[i - 1] > ONE_SURFACE * diagonal);
}

const COSINE_OF_SAME_ANGLE = Math.cos(SAME_ANGLE);

/** Whether two unit directions are parallel or opposite. */
const isParallel = (a: Vec3, b: Vec3): boolean => Math.abs(dot(a, b)) >= COSINE_OF_SAME_ANGLE;

/** The items that are not the same as one before them. */
function withoutRepeats<T>(items: readonly T[], isSame: (a: T, b: T) => boolean): T[] {
  const kept: T[] = [];
  for (const item of items) if (!kept.some((other) => isSame(other, item))) kept.push(item);
  return kept;
}

/** The item with the least value; undefined of none. */
function nearestOf<T>(items: readonly T[], value: (item: T) => number): T | undefined {
  let best: T | undefined;
  for (const item of items) if (best === undefined || value(item) < value(best)) best = item;
  return best;
}
