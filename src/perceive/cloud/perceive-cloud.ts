import { CadtraceError } from '../../errors.ts';
import type { PointCloud } from '../../geometry/point-cloud.ts';
import type { Vec3 } from '../../geometry/vector.ts';
import { assignPoints } from './assign.ts';
import { neededSurfaces } from './assign-contest.ts';
import { type FoundSurface, findCurvedSurfaces } from './curved/find-curved.ts';
import { gather } from './curved/free-cloud.ts';
import { gathers } from './gathers.ts';
import { withoutOutliers } from './local/drop-outliers.ts';
import { type LocalGeometry, localGeometry } from './local/local-geometry.ts';
import { partsOf } from './parts.ts';
import { directionsOf } from './planes/directions.ts';
import { findPlanes } from './planes/find-planes.ts';
import type { GrownPlane } from './planes/grow-plane.ts';
import { pointsOffPlanes } from './planes/strips.ts';
import { regularizeCloud } from './regularize-cloud.ts';
import { sparseFaces } from './sparse/find-sparse.ts';
import { thinnedIndices } from './thin-cloud.ts';
import type { PerceivedCloud } from './types.ts';

/** Fewer points tell no surface. */
const LEAST_POINTS = 4;

/** More points tell hardly more, and take longer: surfaces are looked for in so many of them, chosen at random. */
const MOST_POINTS = 150_000;

/**
 * The parts that a cloud shows, largest first, each with the surfaces that its points lie on. Once `expired`, what is
 * left is not looked for; of more than `mostPoints` a random choice is. Throws 'input-degenerate' where there are too few points.
 */
export function perceiveCloud(
  { positions }: PointCloud,
  { expired, mostPoints = MOST_POINTS }: { readonly expired: () => boolean; readonly mostPoints?: number },
): PerceivedCloud[] {
  const count = positions.length / 3;
  const most = Math.min(mostPoints, MOST_POINTS);
  const chosen = count > most ? gather(positions, thinnedIndices(count, most)) : positions;
  const kept = withoutOutliers(chosen);
  if (kept.length < LEAST_POINTS)
    throw new CadtraceError(
      'input-degenerate',
      `${kept.length} points tell no surface; scan more of the part`,
      { value: kept.length },
    );
  const rough = localGeometry(gather(chosen, kept), { expired });
  const { planes, local } = findPlanes(rough, { expired });
  const { spacing, noise, tolerance } = local;
  const directions = directionsOf(planes);
  const needed = neededSurfaces(local, withCurved(local, planes, directions, expired));
  const there = assignPoints(local, needed).filter((face) => gathers(local, face));
  const dense = there.length < needed.length ? assignPoints(local, there) : there;
  const faces = [...dense, ...sparseFaces(local, { faces: dense, directions, expired })];
  const dropped = chosen.length / 3 - kept.length;
  const warnings = dropped > 0 ? [`${dropped} points far from all others were left out`] : [];
  const scan = { positions: local.positions, faces, spacing, noise, tolerance, warnings };
  return partsOf(scan).map((part) => regularizeCloud(part, expired));
}

/** The planes, and the curved surfaces among the points that no plane is sure to have. */
function withCurved(
  local: LocalGeometry,
  planes: readonly GrownPlane[],
  directions: readonly Vec3[],
  expired: () => boolean,
): FoundSurface[] {
  const free = pointsOffPlanes(local, planes);
  const curved = findCurvedSurfaces(local, { free, directions, expired });
  return [...planes.map(({ fit, points }) => ({ surface: fit.plane, points })), ...curved];
}
