import { addScaled } from '../geometry/vector.ts';
import { profileArea } from '../program/region.ts';
import { combineRegions } from '../program/region-boolean.ts';
import type { Operation, Profile, Sweep } from '../program/types.ts';
import type { Candidate } from './candidate.ts';

/** Profiles that share no more than this share of the smaller one only touch. */
const OVERLAP = 1e-9;

/** Features, and the candidates that each of them was made of. */
export type Assembly = {
  readonly features: readonly Sweep[];
  readonly sources: readonly (readonly Candidate[])[];
};

/** Orders chosen candidates into features: adds by size, then cuts, then intersections; those of one group share a sketch. */
export function assemble(chosen: readonly Candidate[]): Assembly {
  const groups = new Map<string, Candidate[]>();
  for (const candidate of chosen) {
    const group = groups.get(candidate.group) ?? [];
    groups.set(candidate.group, group);
    group.push(candidate);
  }
  const rank = { add: 0, cut: 1, keep: 2 };
  const volume = (group: Candidate[]) => group.reduce((sum, candidate) => sum + volumeOf(candidate), 0);
  const ordered = [...groups.values()]
    .flatMap(disjointGroups)
    .sort((a, b) => rank[a[0].role] - rank[b[0].role] || volume(b) - volume(a));
  return { features: ordered.map((group, i) => featureOf(group, i === 0)), sources: ordered };
}

/** Profiles of one sketch must not overlap: splits a group so that they do not. */
function disjointGroups(group: Candidate[]): Candidate[][] {
  const parts: Candidate[][] = [];
  for (const candidate of group) {
    const part = parts.find((others) => others.every((other) => !overlap(other, candidate)));
    if (part) part.push(candidate);
    else parts.push([candidate]);
  }
  return parts;
}

function overlap(a: Candidate, b: Candidate): boolean {
  const p = a.region.flat;
  const q = b.region.flat;
  if (p.maxU <= q.minU || q.maxU <= p.minU || p.maxV <= q.minV || q.maxV <= p.minV) return false;
  try {
    const common = combineRegions('intersection', a.region.profiles, b.region.profiles);
    const area = common.reduce((sum, profile) => sum + profileArea(profile), 0);
    return area > OVERLAP * Math.min(a.region.area, b.region.area);
  } catch {
    // Outlines that run too close together to be told apart are drawn in sketches of their own.
    return true;
  }
}

/** Volume of an extrusion; of a revolve, by Pappus about the middle of its region. */
function volumeOf({ sweep, region, from, to }: Candidate): number {
  return region.area * (to - from) * (sweep === 'extrude' ? 1 : (region.flat.minU + region.flat.maxU) / 2);
}

function featureOf(group: readonly Candidate[], first: boolean): Sweep {
  const { role, sweep, frame, from, to } = group[0];
  const operation: Operation = first ? 'new' : role === 'add' ? 'join' : role === 'cut' ? 'cut' : 'intersect';
  const profiles: Profile[] = group.flatMap(({ region }) => region.profiles);
  if (sweep === 'revolve') {
    const axis = { point: [0, 0], direction: [0, 1] } as const;
    return { kind: 'revolve', operation, sketch: { frame, profiles }, axis, from, to };
  }
  // The sketch plane lies at the feature's lower end, where a designer would draw it.
  const origin = addScaled(frame.origin, frame.normal, from);
  return {
    kind: 'extrude',
    operation,
    sketch: { frame: { ...frame, origin }, profiles },
    from: 0,
    to: to - from,
  };
}
