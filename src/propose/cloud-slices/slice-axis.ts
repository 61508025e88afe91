import type { Frame } from '../../geometry/frame.ts';
import { combineRegions } from '../../program/region-boolean.ts';
import type { Profile } from '../../program/types.ts';
import { hullsOf } from '../hulls.ts';
import { addRegionsOf, RegionSet, type SlabSection, type SlicedAxis } from '../regions.ts';
import { type CloudEvidence, cloudViewAlong } from './cloud-view.ts';
import { settleCells } from './label-cells.ts';
import { cloudLevels } from './levels.ts';
import { cutSlab, sectionOf } from './section.ts';

/**
 * Slices a cloud between its levels and collects the regions that sections, and what changes between them, suggest. Once
 * `expired`, the levels above are left out.
 */
export function sliceCloud(evidence: CloudEvidence, frame: Frame, expired: () => boolean): SlicedAxis {
  const view = cloudViewAlong(evidence, frame);
  const { precision: tolerance } = view;
  const levels: number[] = [];
  const sections: SlabSection[] = [];
  for (const high of cloudLevels(view)) {
    const low = levels.at(-1);
    if (sections.length > 0 && expired()) break;
    levels.push(high);
    if (low === undefined) continue;
    const cut = cutSlab(view, { low, high, w: (low + high) / 2 });
    sections.push(sectionOf(view, cut, settleCells(cut.evidence)));
  }
  const regions = new RegionSet(tolerance);
  const hulls: Profile[] = [];
  sections.forEach((section, slab) => {
    addRegionsOf(section, [slab], regions);
    if (!section.pure) return;
    for (const { outline, missing } of hullsOf(section.profiles, tolerance)) {
      regions.add([outline], true, [slab]);
      hulls.push(outline);
      for (const piece of missing) regions.add([piece], true, [slab]);
      if (missing.length > 1) regions.add(missing, true, [slab]);
    }
  });
  // What begins or ends at a level is the profile of a feature.
  sections.slice(1).forEach((above, slab) => {
    const below = sections[slab];
    const pure = above.pure && below.pure;
    for (const [a, b] of [
      [above, below],
      [below, above],
    ]) {
      const profiles = lessOrNothing(a.profiles, b.profiles);
      if (profiles.length > 0)
        addRegionsOf({ w: above.w, profiles, pure, fitted: false }, [slab, slab + 1], regions);
    }
  });
  return { frame, tolerance, box: view.box, levels, sections, hulls, regions: regions.list };
}

/** What one section has and another lacks; nothing where their outlines run too close together to be told apart. */
function lessOrNothing(one: readonly Profile[], other: readonly Profile[]): readonly Profile[] {
  if (one.length === 0) return [];
  if (other.length === 0) return one;
  try {
    return combineRegions('difference', one, other);
  } catch {
    return [];
  }
}
