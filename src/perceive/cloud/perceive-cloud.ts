import { CadtraceError } from '../../errors.ts';
import type { PointCloud } from '../../geometry/point-cloud.ts';
import { assignPoints } from './assign.ts';
import { neededSurfaces } from './assign-contest.ts';
import { type FoundSurface, findCurvedSurfaces } from './curved/find-curved.ts';
import { gather } from './curved/free-cloud.ts';
import { withoutOutliers } from './local/drop-outliers.ts';
import { type LocalGeometry, localGeometry } from './local/local-geometry.ts';
import { directionsOf } from './planes/directions.ts';
import { findPlanes } from './planes/find-planes.ts';
import type { GrownPlane } from './planes/grow-plane.ts';
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
  const rough = localGeometry(gather(positions, kept), { expired });
  const { planes, local } = findPlanes(rough, { expired });
  const { spacing, noise, tolerance } = local;
  const faces = assignPoints(local, neededSurfaces(local, withCurved(local, planes, expired)));
  const dropped = positions.length / 3 - kept.length;
  const warnings = dropped > 0 ? [`${dropped} points far from all others were left out.`] : [];
  return [
    regularizeCloud({ positions: local.positions, faces, spacing, noise, tolerance, warnings }, expired),
  ];
}

/** The planes, and the curved surfaces among the points that no plane is sure to have. */
function withCurved(
  local: LocalGeometry,
  planes: readonly GrownPlane[],
  expired: () => boolean,
): FoundSurface[] {
  const free = pointsOffPlanes(local, planes);
  const curved = findCurvedSurfaces(local, { free, directions: directionsOf(planes), expired });
  return [...planes.map(({ fit, points }) => ({ surface: fit.plane, points })), ...curved];
}
