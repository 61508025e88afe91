import { CadtraceError } from '../../errors.ts';
import type { PointCloud } from '../../geometry/point-cloud.ts';
import { cross, dot, length, normalize, type Vec3 } from '../../geometry/vector.ts';
import { assignPoints } from './assign.ts';
import { type FoundSurface, findCurvedSurfaces } from './curved/find-curved.ts';
import { gather } from './curved/free-cloud.ts';
import { withoutOutliers } from './local/drop-outliers.ts';
import { type LocalGeometry, localGeometry } from './local/local-geometry.ts';
import { findPlanes } from './planes/find-planes.ts';
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

function findSurfaces(local: LocalGeometry, expired: () => boolean): FoundSurface[] {
  const planes = findPlanes(local, { expired }).map(({ fit, points }) => ({ surface: fit.plane, points }));
  const count = local.positions.length / 3;
  const owner = new Int32Array(count).fill(-1);
  for (const [face, { points }] of planes.entries()) for (const i of points) owner[i] = face;
  const bent = bentPlanes(
    local,
    owner,
    planes.map(({ surface }) => surface.normal),
  );
  const free = Uint32Array.from(
    (function* () {
      for (let i = 0; i < count; i++) if (owner[i] < 0 || bent[owner[i]]) yield i;
    })(),
  );
  const directions = directionsOf(
    planes.map(({ surface, points }) => ({ direction: surface.normal, weight: points.length })),
  );
  const curved = findCurvedSurfaces(local, { free, directions, expired });
  const taken = new Int32Array(planes.length);
  for (const { points } of curved) for (const i of points) if (owner[i] >= 0) taken[owner[i]]++;
  return [...planes.filter(({ points }, k) => taken[k] < 0.5 * points.length), ...curved];
}

/** Planes that meet another at so small an angle may be strips of a curved surface. */
const STRIP_ANGLE = (12 * Math.PI) / 180;

/** For each plane whether it may be a strip of a curved surface. */
function bentPlanes(
  { neighbours, neighbourCount }: LocalGeometry,
  owner: Int32Array,
  normals: readonly Vec3[],
): Uint8Array {
  const bent = new Uint8Array(normals.length);
  for (let i = 0; i < owner.length; i++) {
    const own = owner[i];
    if (own < 0) continue;
    for (let j = i * neighbourCount; j < (i + 1) * neighbourCount; j++) {
      const other = owner[neighbours[j]];
      if (other < 0 || other === own || (bent[own] && bent[other])) continue;
      const cosine = Math.abs(dot(normals[own], normals[other]));
      if (cosine > Math.cos(STRIP_ANGLE) && cosine < 1 - 1e-9) bent[own] = bent[other] = 1;
    }
  }
  return bent;
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
