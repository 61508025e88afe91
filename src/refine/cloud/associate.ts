import { excessOf, type Meeting, meetFaces } from './meet-faces.ts';
import type { SweepIndex } from './sweep-index.ts';

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
  const reach = Math.max(gate, clearance);
  let nearest = -1;
  let least = gate;
  let near: number[] = [];
  const visit = (meeting: Meeting): void => {
    if (meeting.distance < clearance) near.push(surfaceOf[meeting.face]);
    if (meeting.distance > least || meeting.facing < FACING || excessOf(meeting) > 0) return;
    least = meeting.distance;
    nearest = meeting.face;
  };
  for (let i = 0; i < members.length; i++) {
    nearest = -1;
    least = gate;
    near = [];
    for (const sweep of sweeps) meetFaces(sweep, positions, normals, 3 * members[i], reach, visit);
    face[i] = nearest;
    distance[i] = least;
    clear[i] = nearest >= 0 && near.every((surface) => surface === surfaceOf[nearest]) ? 1 : 0;
  }
  return { face, distance, clear };
}
