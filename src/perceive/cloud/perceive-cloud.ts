import { CadtraceError } from '../../errors.ts';
import type { PointCloud } from '../../geometry/point-cloud.ts';
import { cross, length, normalize, type Vec3 } from '../../geometry/vector.ts';
import { assignPoints } from './assign.ts';
import { neededSurfaces } from './assign-contest.ts';
import { type FoundSurface, findCurvedSurfaces } from './curved/find-curved.ts';
import { gather } from './curved/free-cloud.ts';
import { withoutOutliers } from './local/drop-outliers.ts';
import { type LocalGeometry, localGeometry } from './local/local-geometry.ts';
import { findPlanes } from './planes/find-planes.ts';
import { pointsOffPlanes } from './planes/strips.ts';
import { regularizeCloud } from './regularize-cloud.ts';
import type { PerceivedCloud } from './types.ts';

/** Fewer points tell no surface. */
const LEAST_POINTS = 4;

/**
 * Finds the surfaces that the points of a cloud lie on. Once `expired`, what is left is not looked for. Throws where
 * there are too few points.
 */
export function perceiveCloud(
  { positions }: PointCloud,
  { expired }: { readonly expired: () => boolean },
): PerceivedCloud[] {
  const kept = withoutOutliers(positions);
  if (kept.length < LEAST_POINTS)
    throw new CadtraceError(
      'input-degenerate',
      'the points that are left tell no surface; scan more of the part',
    );
  const local = localGeometry(gather(positions, kept), { expired });
  const surfaces = findSurfaces(local, expired);
  const { spacing, noise, tolerance } = local;
  const faces = assignPoints(local, surfaces);
  const dropped = positions.length / 3 - kept.length;
  const warnings = dropped > 0 ? [`${dropped} points far from all others were left out.`] : [];
  return [
    regularizeCloud({ positions: local.positions, faces, spacing, noise, tolerance, warnings }, expired),
  ];
}

/** Planes, curved surfaces among the points that no plane is sure to have, and which of them are needed. */
function findSurfaces(local: LocalGeometry, expired: () => boolean): FoundSurface[] {
  const found = findPlanes(local, { expired });
  const planes = found.map(({ fit, points }) => ({ surface: fit.plane, points }));
  const free = pointsOffPlanes(local, found);
  const directions = directionsOf(
    planes.map(({ surface, points }) => ({ direction: surface.normal, weight: points.length })),
  );
  return neededSurfaces(local, [...planes, ...findCurvedSurfaces(local, { free, directions, expired })]);
}

/** Directions whose sine is less are one. */
const SAME = 0.03;

/** The directions of faces, of the most weight first, and those perpendicular to pairs of them. */
function directionsOf(items: readonly { readonly direction: Vec3; readonly weight: number }[]): Vec3[] {
  const groups: { direction: Vec3; weight: number }[] = [];
  for (const item of [...items].sort((a, b) => b.weight - a.weight)) {
    const same = groups.find(({ direction }) => length(cross(direction, item.direction)) < SAME);
    if (same) same.weight += item.weight;
    else groups.push({ ...item });
  }
  const directions = groups.sort((a, b) => b.weight - a.weight).map(({ direction }) => direction);
  const known = directions.slice(0, 4);
  for (let i = 0; i < known.length; i++) {
    for (let j = i + 1; j < known.length; j++) {
      const across = normalize(cross(known[i], known[j]));
      if (!directions.some((d) => length(cross(d, across)) < SAME)) directions.splice(3, 0, across);
    }
  }
  return directions;
}
