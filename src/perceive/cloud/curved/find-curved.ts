import type { Surface } from '../../../geometry/surface.ts';
import type { Vec3 } from '../../../geometry/vector.ts';
import type { LocalGeometry } from '../local/local-geometry.ts';
import { viewAlong } from './exact-cylinders.ts';
import { findExactCylinders } from './exact-search.ts';
import { findAnySurfaces } from './free-axes.ts';
import { freeCloud } from './free-cloud.ts';
import { findNoisyCylinders } from './noisy-search.ts';

/** What is known beside the points when curved surfaces are looked for. */
export type CurvedSearch = {
  /** Indices of the points that lie on no plane that is known. */
  readonly free: Uint32Array;
  /** Unit directions that axes may have, the most likely first. */
  readonly directions: readonly Vec3[];
  /** Whether the time is over: what has been found by then is the answer. */
  readonly expired: () => boolean;
};

/** A surface with the indices, ascending, of the points that lie on it. */
export type FoundSurface = { readonly surface: Surface; readonly points: Uint32Array };

/** Directions along which cylinders are looked for. */
const MOST_DIRECTIONS = 8;

/** No surface is told from fewer points. */
const LEAST_POINTS = 6;

/**
 * Finds the cylinders, cones, spheres and tori of a cloud among its `free` points. No point belongs to two of them; points
 * where surfaces touch may belong to either.
 */
export function findCurvedSurfaces(
  local: LocalGeometry,
  { free, directions, expired }: CurvedSearch,
): FoundSurface[] {
  if (free.length < LEAST_POINTS) return [];
  const cloud = freeCloud(local, free);
  const views = directions.slice(0, MOST_DIRECTIONS).map(viewAlong);
  const regions = [
    ...(cloud.noisy ? findNoisyCylinders(cloud, views, expired) : []),
    ...(cloud.exact ? findExactCylinders(cloud, views, expired) : []),
    ...findAnySurfaces(cloud, views, expired),
  ];
  return regions.map(({ surface, points }) => ({
    surface,
    points: Uint32Array.from(points, (i) => free[i]).sort(),
  }));
}
