import { dot, subtract } from '../../../geometry/vector.ts';
import type { LocalGeometry } from '../local/local-geometry.ts';
import type { GrownPlane } from './grow-plane.ts';
import { fitPlaneTo, type Plane } from './plane-fit.ts';

/** Planes that differ by more than this angle are not tried. */
const MOST_ANGLE = (10 * Math.PI) / 180;

/**
 * Two planes are one where the points of the smaller lie on the other with a mean square, in variances, that is greater
 * by at most this, and by this over their number, which chance may do.
 */
const SLACK = 0.3;
const CHANCE = 16;

/** The planes with those that the points do not tell apart made one, of the larger one's place and all points. */
export function mergeCoplanar(local: LocalGeometry, planes: readonly GrownPlane[]): GrownPlane[] {
  const { positions, tolerance } = local;
  const merged: GrownPlane[] = [];
  for (const plane of [...planes].sort((a, b) => b.points.length - a.points.length)) {
    const same = merged.findIndex((other) => isCoplanar(local, other.fit.plane, plane));
    if (same < 0) {
      merged.push(plane);
      continue;
    }
    const points = Uint32Array.from([...merged[same].points, ...plane.points]);
    const fit = fitPlaneTo(positions, points, points.length);
    if (fit && fit.rms < tolerance) merged[same] = { fit, points };
    else merged.push(plane);
  }
  return merged;
}

function isCoplanar(
  { positions: p, noise, tolerance }: LocalGeometry,
  { normal: [nx, ny, nz], origin }: Plane,
  { fit, points }: GrownPlane,
): boolean {
  if (Math.abs(dot([nx, ny, nz], fit.plane.normal)) < Math.cos(MOST_ANGLE)) return false;
  if (Math.abs(dot([nx, ny, nz], subtract(fit.plane.origin, origin))) > tolerance) return false;
  const variance = Math.max(noise, tolerance / 3) ** 2;
  const offset = nx * origin[0] + ny * origin[1] + nz * origin[2];
  let squares = 0;
  for (const i of points) squares += (nx * p[3 * i] + ny * p[3 * i + 1] + nz * p[3 * i + 2] - offset) ** 2;
  const worse = (squares / points.length - fit.rms ** 2) / variance;
  return worse <= SLACK + CHANCE / points.length;
}
