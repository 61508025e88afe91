import { interiorPoint } from '../program/interior-point.ts';
import { compileRegion, loopArea, regionContains } from '../program/region.ts';
import type { Loop, Profile } from '../program/types.ts';

/** Sorts loops into profiles: each counter-clockwise loop (even depth) with the loops directly inside it as holes. */
export function nestLoops(loops: readonly Loop[]): Profile[] {
  const order = loops
    .map((loop) => ({ loop, area: Math.abs(loopArea(loop)), region: compileRegion([loop]) }))
    .sort((a, b) => b.area - a.area);
  const profiles: { outer: Loop; holes: Loop[] }[] = [];
  const placed: {
    region: (typeof order)[number]['region'];
    depth: number;
    profile: { outer: Loop; holes: Loop[] };
  }[] = [];
  for (const { loop, region } of order) {
    const p = interiorPoint(loop);
    let parent: (typeof placed)[number] | undefined;
    for (const candidate of placed) if (regionContains(candidate.region, p[0], p[1])) parent = candidate;
    const depth = parent ? parent.depth + 1 : 0;
    if (parent && depth % 2 === 1) {
      parent.profile.holes.push(loop);
      placed.push({ region, depth, profile: parent.profile });
    } else {
      const profile = { outer: loop, holes: [] };
      profiles.push(profile);
      placed.push({ region, depth, profile });
    }
  }
  return profiles;
}
