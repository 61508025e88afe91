import type { Vec3 } from '../../geometry/vector.ts';
import { regionContains } from '../../program/region.ts';
import { PIECE, type SweepIndex } from './sweep-index.ts';

/** An arc of this angle is a circle. */
const WHOLE = 2 * Math.PI - 1e-9;

/** What has no edge reaches so far, in any unit. */
const FAR = 1e100;

/** How a point lies to a face. Lengths; the face is where `along` is from 0 to `length` and `across` from 0 to `width`. */
export type Meeting = {
  face: number;
  /** From the face's surface, not negative. */
  distance: number;
  /** Place along the curve that the face was swept from; for a cap how deep inside its outline. */
  along: number;
  length: number;
  /** Place along the way that the curve was swept, from its start. */
  across: number;
  width: number;
  /** Cosine of the angle between the point's normal and the surface's; 1 where the point has none. */
  facing: number;
};

/**
 * Calls `visit` for each face of a sweep whose surface, and the face on it, comes within `reach` of one point (coordinates
 * and unit normal, or zeros, at `p`). The meeting is overwritten by the next one.
 */
export function meetFaces(
  sweep: SweepIndex,
  positions: Float64Array,
  normals: Float64Array,
  p: number,
  reach: number,
  visit: (meeting: Meeting) => void,
): void {
  const { origin, axes, turned, region, pieces, from, to } = sweep;
  const x = positions[p] - origin[0];
  const y = positions[p + 1] - origin[1];
  const z = positions[p + 2] - origin[2];
  let u = along(axes[0], x, y, z);
  let v = along(axes[1], x, y, z);
  const w = along(axes[2], x, y, z);
  const hasNormal = normals[p] !== 0 || normals[p + 1] !== 0 || normals[p + 2] !== 0;
  let nu = along(axes[0], normals[p], normals[p + 1], normals[p + 2]);
  let nv = along(axes[1], normals[p], normals[p + 1], normals[p + 2]);
  let nw = along(axes[2], normals[p], normals[p + 1], normals[p + 2]);
  const capped = sweep.fromFace >= 0;
  let across = w - from;
  let width = to - from;
  if (turned) {
    const radius = Math.sqrt(v * v + w * w);
    const radial = radius > 0 ? (v * nv + w * nw) / radius : 0;
    const around = radius > 0 ? (v * nw - w * nv) / radius : 0;
    if (capped) {
      const middle = (from + to) / 2;
      const angle = Math.atan2(w, v) - middle;
      const off = angle - 2 * Math.PI * Math.round(angle / (2 * Math.PI));
      width = radius * (to - from);
      across = radius * off + width / 2;
    } else {
      across = FAR;
      width = 2 * FAR;
    }
    const { du, dv, side } = turned;
    const height = u;
    u = turned.u + height * du - side * radius * dv;
    v = turned.v + height * dv + side * radius * du;
    const nHeight = nu;
    nu = nHeight * du - side * radial * dv;
    nv = nHeight * dv + side * radial * du;
    nw = around;
  }
  if (across < -reach || across > width + reach) return;
  if (u < region.minU - reach || u > region.maxU + reach) return;
  if (v < region.minV - reach || v > region.maxV + reach) return;
  const meeting: Meeting = { face: 0, distance: 0, along: 0, length: 0, across, width, facing: 1 };
  let toOutline = FAR;
  for (let k = 0; k < sweep.faceOfPiece.length; k++) {
    const q = PIECE * k;
    if (u < pieces[q + 9] - reach || u > pieces[q + 10] + reach) continue;
    if (v < pieces[q + 11] - reach || v > pieces[q + 12] + reach) continue;
    const sweepAngle = pieces[q + 8];
    if (sweepAngle === 0) {
      const ex = pieces[q + 2] - pieces[q];
      const ey = pieces[q + 3] - pieces[q + 1];
      const size = Math.sqrt(ex * ex + ey * ey);
      meeting.along = ((u - pieces[q]) * ex + (v - pieces[q + 1]) * ey) / size;
      meeting.length = size;
      meeting.distance = Math.abs((u - pieces[q]) * ey - (v - pieces[q + 1]) * ex) / size;
      meeting.facing = Math.abs(nu * ey - nv * ex) / size;
    } else {
      const cu = u - pieces[q + 4];
      const cv = v - pieces[q + 5];
      const radius = Math.sqrt(cu * cu + cv * cv);
      const off = Math.atan2(cv, cu) - (pieces[q + 7] + sweepAngle / 2);
      const folded = off - 2 * Math.PI * Math.round(off / (2 * Math.PI));
      const isWhole = Math.abs(sweepAngle) > WHOLE;
      meeting.length = isWhole ? 2 * FAR : pieces[q + 6] * Math.abs(sweepAngle);
      meeting.along = isWhole ? FAR : pieces[q + 6] * folded + meeting.length / 2;
      meeting.distance = Math.abs(radius - pieces[q + 6]);
      meeting.facing = radius > 0 ? Math.abs(nu * cu + nv * cv) / radius : 0;
    }
    const excess = Math.max(0, -meeting.along, meeting.along - meeting.length);
    toOutline = Math.min(toOutline, meeting.distance + excess);
    if (meeting.distance > reach || excess > reach) continue;
    meeting.face = sweep.faceOfPiece[k];
    if (!hasNormal) meeting.facing = 1;
    visit(meeting);
  }
  const toFrom = Math.abs(across);
  const toTo = Math.abs(across - width);
  if (!capped || (toFrom > reach && toTo > reach)) return;
  const inside = regionContains(region, u, v);
  if (!inside && toOutline > reach) return;
  meeting.along = inside ? toOutline : -toOutline;
  meeting.length = 2 * FAR;
  meeting.across = FAR;
  meeting.width = 2 * FAR;
  meeting.facing = hasNormal ? Math.abs(nw) : 1;
  if (toFrom <= reach) {
    meeting.face = sweep.fromFace;
    meeting.distance = toFrom;
    visit(meeting);
  }
  if (toTo <= reach) {
    meeting.face = sweep.toFace;
    meeting.distance = toTo;
    visit(meeting);
  }
}

/** How far beyond its edges the point lies to the face, 0 inside. */
export const excessOf = ({ along, length, across, width }: Meeting): number =>
  Math.max(0, -along, along - length, -across, across - width);

const along = (axis: Vec3, x: number, y: number, z: number): number =>
  axis[0] * x + axis[1] * y + axis[2] * z;
