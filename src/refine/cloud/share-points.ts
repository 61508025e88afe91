import { type Meeting, meetFaces } from './meet-faces.ts';
import type { Members } from './normal-equations.ts';
import type { SweepIndex } from './sweep-index.ts';

/** Points of each face, those near several faces with each of them; how likely a point is of its face. */
export type SharedMembers = Members & { readonly weights: Float64Array };

/** A point that is as far as this from all faces, in standard deviations, is as likely of none. */
const STRAY = 4;
/** Of faces farther than this a point is not. */
const REACH = 5;
/** Shares below this are not worth a distance. */
const LEAST_SHARE = 1e-3;

/**
 * Shares out points among the faces that they may have been measured on: each face is as likely as points of it, evenly
 * spread over it and off by normal noise in all directions, are to lie there. Points given to the nearest face
 * instead pull it inwards near convex edges, by the noise squared over the face's width (expectation step of Dempster, Laird
 * and Rubin, "Maximum likelihood from incomplete data via the EM algorithm", 1977). `noise` is the standard deviation.
 */
export function sharePoints(
  sweeps: readonly SweepIndex[],
  positions: Float64Array,
  sample: Uint32Array,
  faceCount: number,
  noise: number,
): SharedMembers {
  const density = new Float64Array(faceCount);
  let near: number[] = [];
  const visit = ({ face, distance, along, length, across, width }: Meeting): void => {
    const there =
      (cumulative(along / noise) - cumulative((along - length) / noise)) *
      (cumulative(across / noise) - cumulative((across - width) / noise));
    if (density[face] === 0) near.push(face);
    density[face] += there * Math.exp(-((distance / noise) ** 2) / 2);
  };
  const none = new Float64Array(positions.length);
  const points: number[] = [];
  const faces: number[] = [];
  const shares: number[] = [];
  const first = new Uint32Array(faceCount + 1);
  for (const point of sample) {
    near = [];
    for (const sweep of sweeps) meetFaces(sweep, positions, none, 3 * point, REACH * noise, visit);
    let total = Math.exp(-(STRAY ** 2) / 2);
    for (const face of near) total += density[face];
    for (const face of near) {
      const share = density[face] / total;
      density[face] = 0;
      if (share < LEAST_SHARE) continue;
      points.push(point);
      faces.push(face);
      shares.push(share);
      first[face + 1]++;
    }
  }
  for (let f = 0; f < faceCount; f++) first[f + 1] += first[f];
  const next = first.slice();
  const members = new Uint32Array(points.length);
  const weights = new Float64Array(points.length);
  for (let i = 0; i < points.length; i++) {
    const at = next[faces[i]]++;
    members[at] = points[i];
    weights[at] = shares[i];
  }
  return { members, first, weights };
}

/** Share of a normal distribution below x, to 1e-4 (Abramowitz and Stegun 1964, 7.1.25). */
function cumulative(x: number): number {
  const t = 1 / (1 + 0.47047 * (Math.abs(x) / Math.SQRT2));
  const tail = (t * (0.3480242 + t * (-0.0958798 + t * 0.7478556)) * Math.exp(-(x * x) / 2)) / 2;
  return x < 0 ? tail : 1 - tail;
}
