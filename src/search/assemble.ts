import type { Frame } from '../geometry/frame.ts';
import { addScaled } from '../geometry/vector.ts';
import { regionContains } from '../program/region.ts';
import type { Extrude, Operation, Profile } from '../program/types.ts';
import type { SlicedAxis } from '../propose/regions.ts';
import type { Candidate } from './candidates.ts';

/** Orders chosen candidates into features: adds by size, then cuts, then intersections; those of one group share a sketch. */
export function assemble(chosen: readonly Candidate[], axes: readonly SlicedAxis[]): Extrude[] {
  const groups = new Map<string, Candidate[]>();
  for (const candidate of chosen) {
    const group = groups.get(candidate.group) ?? [];
    groups.set(candidate.group, group);
    group.push(candidate);
  }
  const rank = { add: 0, cut: 1, keep: 2 };
  const volume = (group: Candidate[]) =>
    group.reduce((sum, { region, from, to }) => sum + region.area * (to - from), 0);
  const ordered = [...groups.values()]
    .flatMap(disjointGroups)
    .sort((a, b) => rank[a[0].role] - rank[b[0].role] || volume(b) - volume(a));
  return ordered.map((group, i) => featureOf(group, axes[group[0].axis].view.frame, i === 0));
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
  if (p.maxU < q.minU || q.maxU < p.minU || p.maxV < q.minV || q.maxV < p.minV) return false;
  const n = 24;
  for (let i = 0; i <= n; i++) {
    for (let j = 0; j <= n; j++) {
      const u = Math.max(p.minU, q.minU) + (i / n) * (Math.min(p.maxU, q.maxU) - Math.max(p.minU, q.minU));
      const v = Math.max(p.minV, q.minV) + (j / n) * (Math.min(p.maxV, q.maxV) - Math.max(p.minV, q.minV));
      if (regionContains(p, u, v) && regionContains(q, u, v)) return true;
    }
  }
  return false;
}

function featureOf(group: readonly Candidate[], frame: Frame, first: boolean): Extrude {
  const { from, to, role } = group[0];
  const operation: Operation = first ? 'new' : role === 'add' ? 'join' : role === 'cut' ? 'cut' : 'intersect';
  const profiles: Profile[] = group.flatMap(({ region }) => region.profiles);
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
