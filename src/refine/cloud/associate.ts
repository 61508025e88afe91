import type { Vec3 } from '../../geometry/vector.ts';
import { regionContains } from '../../program/region.ts';
import { PIECE, type SweepIndex } from './sweep-index.ts';

/** On which face each point lies. */
export type Association = {
  /** -1 where a point lies on none. */
  readonly face: Int32Array;
  /** Distance from that face. */
  readonly distance: Float64Array;
  /** 1 where no other surface comes near: what such points say of their face, choosing the nearest did not bias. */
  readonly clear: Uint8Array;
};

export type AssociationOptions = {
  /** Points farther than this from a face do not lie on it. */
  readonly gate: number;
  /** Another surface within this makes a point unclear. */
  readonly clearance: number;
  /** Unit normals of the surfaces that perception found the points on, zero where it found none. */
  readonly normals: Float64Array;
  /** Faces with the same number have the same surface. */
  readonly surfaceOf: Int32Array;
};

/** Cosine of the angle to a point's normal beyond which a face is not the one that the point lies on. */
const FACING = 0.7;

/** Finds for each of the points `members` (indices) the nearest face that it lies on. */
export function associate(
  sweeps: readonly SweepIndex[],
  positions: Float64Array,
  members: Uint32Array,
  { gate, clearance, normals, surfaceOf }: AssociationOptions,
): Association {
  const face = new Int32Array(members.length).fill(-1);
  const distance = new Float64Array(members.length);
  const clear = new Uint8Array(members.length);
  const found: Found = { face: -1, distance: 0, other: new Float64Array(surfaceOf.length) };
  const reach = Math.max(gate, clearance);
  for (let i = 0; i < members.length; i++) {
    const p = 3 * members[i];
    found.face = -1;
    found.distance = gate;
    const near: number[] = [];
    for (const sweep of sweeps) measure(sweep, positions, normals, p, reach, found, near);
    face[i] = found.face;
    distance[i] = found.distance;
    if (found.face < 0) continue;
    const own = surfaceOf[found.face];
    let crowded = false;
    for (const other of near) {
      if (surfaceOf[other] !== own && found.other[other] < clearance) crowded = true;
    }
    clear[i] = crowded ? 0 : 1;
  }
  return { face, distance, clear };
}

/** The nearest face on which a point lies, and the distances of those that it is near. */
type Found = { face: number; distance: number; readonly other: Float64Array };

/** Measures one point (coordinates at `p`) against all faces of a sweep. */
function measure(
  sweep: SweepIndex,
  positions: Float64Array,
  normals: Float64Array,
  p: number,
  reach: number,
  found: Found,
  near: number[],
): void {
  const { origin, axes, turned, region, pieces } = sweep;
  const x = positions[p] - origin[0];
  const y = positions[p + 1] - origin[1];
  const z = positions[p + 2] - origin[2];
  let u = along(axes[0], x, y, z);
  let v = along(axes[1], x, y, z);
  const w = along(axes[2], x, y, z);
  const capped = sweep.fromFace >= 0;
  // How far beyond the caps, and how far from each of them.
  let beyond = 0;
  let toFrom = Infinity;
  let toTo = Infinity;
  let [nu, nv, nw] = [0, 0, 0];
  const hasNormal = normals[p] !== 0 || normals[p + 1] !== 0 || normals[p + 2] !== 0;
  if (hasNormal) {
    nu = along(axes[0], normals[p], normals[p + 1], normals[p + 2]);
    nv = along(axes[1], normals[p], normals[p + 1], normals[p + 2]);
    nw = along(axes[2], normals[p], normals[p + 1], normals[p + 2]);
  }
  if (turned) {
    const radius = Math.sqrt(v * v + w * w);
    const radial = radius > 0 ? (v * nv + w * nw) / radius : 0;
    const around = radius > 0 ? (v * nw - w * nv) / radius : 0;
    if (capped) {
      const middle = (sweep.from + sweep.to) / 2;
      const half = (sweep.to - sweep.from) / 2;
      const angle = Math.atan2(w, v) - middle;
      const off = angle - 2 * Math.PI * Math.round(angle / (2 * Math.PI));
      toFrom = radius * Math.abs(off + half);
      toTo = radius * Math.abs(off - half);
      beyond = radius * Math.max(0, Math.abs(off) - half);
    }
    const height = u;
    const { du, dv, side } = turned;
    u = turned.u + height * du - side * radius * dv;
    v = turned.v + height * dv + side * radius * du;
    const nHeight = nu;
    nu = nHeight * du - side * radial * dv;
    nv = nHeight * dv + side * radial * du;
    nw = around;
  } else {
    toFrom = Math.abs(w - sweep.from);
    toTo = Math.abs(w - sweep.to);
    beyond = Math.max(0, sweep.from - w, w - sweep.to);
  }
  if (beyond > reach) return;
  if (
    u < region.minU - reach ||
    u > region.maxU + reach ||
    v < region.minV - reach ||
    v > region.maxV + reach
  )
    return;
  let toOutline = Infinity;
  for (let k = 0; k < sweep.faceOfPiece.length; k++) {
    const q = PIECE * k;
    if (u < pieces[q + 9] - reach || u > pieces[q + 10] + reach) continue;
    if (v < pieces[q + 11] - reach || v > pieces[q + 12] + reach) continue;
    let distance: number;
    let excess: number;
    let facing: number;
    const sweepAngle = pieces[q + 8];
    if (sweepAngle === 0) {
      const ex = pieces[q + 2] - pieces[q];
      const ey = pieces[q + 3] - pieces[q + 1];
      const size = Math.sqrt(ex * ex + ey * ey);
      const t = ((u - pieces[q]) * ex + (v - pieces[q + 1]) * ey) / size;
      distance = Math.abs((u - pieces[q]) * ey - (v - pieces[q + 1]) * ex) / size;
      excess = Math.max(0, -t, t - size);
      facing = Math.abs(nu * ey - nv * ex) / size;
    } else {
      const cu = u - pieces[q + 4];
      const cv = v - pieces[q + 5];
      const radius = Math.sqrt(cu * cu + cv * cv);
      distance = Math.abs(radius - pieces[q + 6]);
      const off = Math.atan2(cv, cu) - (pieces[q + 7] + sweepAngle / 2);
      const folded = Math.abs(off - 2 * Math.PI * Math.round(off / (2 * Math.PI)));
      excess = pieces[q + 6] * Math.max(0, folded - Math.abs(sweepAngle) / 2);
      facing = radius > 0 ? Math.abs(nu * cu + nv * cv) / radius : 0;
    }
    if (distance + excess < toOutline) toOutline = distance + excess;
    if (hasNormal && facing < FACING) facing = -1;
    offer(sweep.faceOfPiece[k], distance, Math.max(excess, beyond), facing >= 0, reach, found, near);
  }
  if (!capped || (toFrom > reach && toTo > reach)) return;
  const outside = regionContains(region, u, v) ? 0 : toOutline;
  const facing = !hasNormal || Math.abs(nw) >= FACING;
  if (toFrom <= reach) offer(sweep.fromFace, toFrom, outside, facing, reach, found, near);
  if (toTo <= reach) offer(sweep.toFace, toTo, outside, facing, reach, found, near);
}

const along = (axis: Vec3, x: number, y: number, z: number): number =>
  axis[0] * x + axis[1] * y + axis[2] * z;

/** Takes a face at a distance from the point, which lies `excess` beyond the face's edge. */
function offer(
  face: number,
  distance: number,
  excess: number,
  facing: boolean,
  reach: number,
  found: Found,
  near: number[],
): void {
  if (distance > reach || excess > reach) return;
  near.push(face);
  found.other[face] = distance;
  if (excess > 0 || !facing || distance > found.distance) return;
  found.distance = distance;
  found.face = face;
}
