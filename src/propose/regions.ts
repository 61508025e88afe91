import type { Frame } from '../geometry/frame.ts';
import type { FlatRegion } from '../program/region.ts';
import { compileProfiles, edgesOf, loopArea, profileArea } from '../program/region.ts';
import type { Loop, Profile } from '../program/types.ts';
import { checkProfiles } from '../program/validate-profiles.ts';
import { type AxisView, blurAt } from './axis-view.ts';
import { capOutline } from './caps.ts';
import { hullsOf } from './hulls.ts';
import { levelsOf } from './levels.ts';
import { nestLoops } from './nest.ts';
import { type Section, sectionAt } from './section.ts';

/** A set of profiles that some feature along the axis may have. */
export type Region = {
  readonly profiles: readonly Profile[];
  readonly flat: FlatRegion;
  /** True when every edge is the trace of a wall. */
  readonly pure: boolean;
  readonly area: number;
  readonly edgeCount: number;
  /** Slabs next to which the region was seen, ascending. */
  readonly seeds: readonly number[];
};

export type SlabSection = Section & {
  readonly flat: FlatRegion;
  /** Whether it is not certain on which side of the outline a point lies. */
  readonly blurred: (u: number, v: number) => boolean;
};

export type Box = {
  readonly minU: number;
  readonly minV: number;
  readonly maxU: number;
  readonly maxV: number;
};

/** A target sliced along an axis: section k is the cut halfway between levels k and k + 1. */
export type SlicedAxis = {
  /** Levels and sections are at heights along its normal. */
  readonly frame: Frame;
  /** Length within which two places are one. */
  readonly tolerance: number;
  /** Of the target, in the frame. */
  readonly box: Box;
  readonly levels: readonly number[];
  readonly sections: readonly SlabSection[];
  /** Plain outlines around sections, see `hullsOf`. */
  readonly hulls: readonly Profile[];
  readonly regions: readonly Region[];
};

/** Slices the target between its levels and collects the regions that sections and caps suggest as profiles. */
export function sliceAxis(view: AxisView, fitTolerance: number): SlicedAxis {
  const levels = levelsOf(view);
  const sections = levels.slice(1).map((level, k) => {
    const section = sectionAt(view, (levels[k] + level) / 2, fitTolerance);
    return { ...section, flat: compileProfiles(section.profiles), blurred: blurAt(view, section.w) };
  });
  const trianglesOfFace: number[][] = view.perceived.faces.map(() => []);
  view.perceived.faceOfTriangle.forEach((face, t) => {
    trianglesOfFace[face].push(t);
  });
  const regions = new RegionSet(view.perceived.tolerance);
  for (const [slab, section] of sections.entries()) addRegionsOf(section, [slab], regions);
  const hulls: Profile[] = [];
  sections.forEach((section, slab) => {
    if (!section.pure) return;
    for (const { outline, missing } of hullsOf(section.profiles, view.perceived.tolerance)) {
      regions.add([outline], true, [slab]);
      hulls.push(outline);
      for (const piece of missing) regions.add([piece], true, [slab]);
      if (missing.length > 1) regions.add(missing, true, [slab]);
    }
  });
  const capsByLevel = new Map<number, Profile[]>();
  view.roles.forEach((role, face) => {
    if (role.kind !== 'cap') return;
    const outline = capOutline(view, face, trianglesOfFace[face], fitTolerance);
    const level = nearestLevel(levels, role.height);
    const slabs = slabsAround(level, sections.length);
    addRegionsOf(outline, slabs, regions);
    // A notch across a rounded part: no section shows it whole, but the cap that it breaks does.
    for (const { missing } of hullsOf(outline.profiles, view.perceived.tolerance))
      for (const piece of missing) regions.add([piece], outline.pure, slabs);
    capsByLevel.set(level, [...(capsByLevel.get(level) ?? []), ...outline.profiles]);
  });
  // Faces of one level were often made by one feature.
  for (const [level, profiles] of capsByLevel) {
    if (profiles.length > 1) regions.add(profiles, true, slabsAround(level, sections.length));
  }
  return {
    frame: view.frame,
    tolerance: view.perceived.tolerance,
    box: boxOf(view.local),
    levels,
    sections,
    hulls,
    regions: largestStopgaps(regions.list),
  };
}

/** The box, across the axis, of flat u, v, w coordinates. */
function boxOf(local: Float64Array): Box {
  const box = { minU: Infinity, minV: Infinity, maxU: -Infinity, maxV: -Infinity };
  for (let i = 0; i < local.length; i += 3) {
    box.minU = Math.min(box.minU, local[i]);
    box.maxU = Math.max(box.maxU, local[i]);
    box.minV = Math.min(box.minV, local[i + 1]);
    box.maxV = Math.max(box.maxV, local[i + 1]);
  }
  return box;
}

/** Exact regions of a residual that are taken over, the largest ones. */
const MAX_LEARNT = 60;

/** The axis with the exact ones among further regions, seen elsewhere than in its own slabs. */
export function withRegions(axis: SlicedAxis, more: readonly Region[]): SlicedAxis {
  const regions = new RegionSet(axis.tolerance);
  for (const { profiles, pure, seeds } of axis.regions) regions.add(profiles, pure, seeds);
  const exact = more.filter(({ pure }) => pure).sort((a, b) => b.area - a.area);
  for (const { profiles } of exact.slice(0, MAX_LEARNT)) regions.add(profiles, true, []);
  return { ...axis, regions: regions.list };
}

/** Regions with fitted outlines that are kept for an axis. */
const MAX_STOPGAPS = 60;

/** All exact regions, and the largest of those whose outlines are only fitted: a stopgap that matters is large. */
function largestStopgaps(regions: readonly Region[]): Region[] {
  const stopgaps = regions.filter(({ pure }) => !pure).sort((a, b) => b.area - a.area);
  const kept = new Set(stopgaps.slice(0, MAX_STOPGAPS));
  return regions.filter((region) => region.pure || kept.has(region));
}

const nearestLevel = (levels: readonly number[], height: number): number =>
  levels.reduce(
    (best, level, i) => (Math.abs(level - height) < Math.abs(levels[best] - height) ? i : best),
    0,
  );

const slabsAround = (level: number, count: number): number[] =>
  [level - 1, level].filter((slab) => slab >= 0 && slab < count);

/** Adds each profile, its filled outline, its holes, each hole without its islands, and all profiles together. */
export function addRegionsOf(
  { profiles, pure }: Section,
  seeds: readonly number[],
  regions: RegionSet,
): void {
  const filled: Profile[] = [];
  for (const profile of profiles) {
    regions.add([profile], pure, seeds);
    filled.push({ outer: profile.outer, holes: [] });
    if (profile.holes.length === 0) continue;
    regions.add([{ outer: profile.outer, holes: [] }], pure, seeds);
    for (const hole of profile.holes) {
      regions.add([{ outer: hole, holes: [] }], pure, seeds);
      const islands = profiles.filter((other) => other !== profile && encloses(hole, other.outer));
      if (islands.length > 0)
        regions.add(nestLoops([hole, ...islands.map((island) => island.outer)]), pure, seeds);
    }
    if (profile.holes.length > 1)
      regions.add(
        profile.holes.map((hole) => ({ outer: hole, holes: [] })),
        pure,
        seeds,
      );
  }
  if (profiles.length > 1) {
    regions.add(profiles, pure, seeds);
    const outermost = filled.filter((a) => !filled.some((b) => b !== a && encloses(b.outer, a.outer)));
    regions.add(outermost, pure, seeds);
  }
}

function encloses(outer: Loop, inner: Loop): boolean {
  if (Math.abs(loopArea(outer)) <= Math.abs(loopArea(inner))) return false;
  return nestLoops([outer, inner]).length === 1;
}

/** Collects sound regions, each once: curves fitted to free-form traces may cross where they meet. */
export class RegionSet {
  readonly list: (Region & { seeds: number[] })[] = [];
  private readonly known = new Map<string, number[]>();
  private readonly grid: number;

  constructor(tolerance: number) {
    this.grid = Math.max(100 * tolerance, 1e-9);
  }

  add(profiles: readonly Profile[], pure: boolean, seeds: readonly number[]): void {
    const area = profiles.reduce((sum, profile) => sum + profileArea(profile), 0);
    if (!(area > this.grid ** 2) || profiles.length === 0 || checkProfiles(profiles, '').length > 0) return;
    const flat = compileProfiles(profiles);
    const edgeCount = profiles.reduce(
      (sum, { outer, holes }) =>
        sum + [outer, ...holes].reduce((n, loop) => n + (loop.kind === 'circle' ? 1 : loop.edges.length), 0),
      0,
    );
    const box = [flat.minU, flat.minV, flat.maxU, flat.maxV].map((x) => Math.round(x / this.grid));
    // Second moments about the box corner tell apart regions of the same box and area.
    let moment = 0;
    for (const { outer, holes } of profiles) {
      for (const loop of [outer, ...holes]) {
        if (loop.kind === 'circle') moment += loop.radius * (loop.center[0] + 2 * loop.center[1]);
        else
          for (const { from } of edgesOf(loop))
            moment += (from[0] - flat.minU) ** 2 + 2 * (from[1] - flat.minV) ** 2;
      }
    }
    const size = Math.hypot(flat.maxU - flat.minU, flat.maxV - flat.minV);
    const key = [
      ...box,
      edgeCount,
      Math.round(area / (this.grid * size)),
      Math.round(moment / (this.grid * size)),
    ].join();
    const known = this.known.get(key);
    if (known) {
      for (const seed of seeds) if (!known.includes(seed)) known.push(seed);
      return;
    }
    const region = { profiles, flat, pure, area, edgeCount, seeds: [...seeds] };
    this.known.set(key, region.seeds);
    this.list.push(region);
  }
}
