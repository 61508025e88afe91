import type { Lifted } from '../../program/lifted.ts';
import { loopArea, loopBounds } from '../../program/region.ts';
import type { Loop, Profile } from '../../program/types.ts';
import type { Drawn } from './lifted-shapes.ts';

export type DrawnProfile = { readonly outer: Drawn; readonly holes: readonly Drawn[] };

/**
 * The profiles in an order in which each can be added and then its holes be subtracted: those that overlap none in
 * their own, else the largest first, because a profile inside another's hole is smaller than that one.
 */
export function drawnProfiles(
  profiles: readonly Profile[],
  lifted: readonly Lifted<Profile>[],
  draw: (loop: Lifted<Loop>) => Drawn,
): DrawnProfile[] {
  const drawn = lifted.map(({ outer, holes }, i) => ({
    outer: draw(outer),
    holes: holes.map(draw),
    // Equal areas differ by rounding, which must not decide the order.
    area: Number(Math.abs(loopArea(profiles[i].outer)).toPrecision(9)),
  }));
  return areApart(profiles) ? drawn : drawn.sort((a, b) => b.area - a.area);
}

/** Outlines that can be added together, and the holes that can then be subtracted together. */
export type DrawingGroup = { readonly outers: readonly Drawn[]; readonly holes: readonly Drawn[] };

/** Of profiles that stand apart all outlines, then all holes; else one profile after the other. */
export const drawingGroups = (
  profiles: readonly Profile[],
  drawn: readonly DrawnProfile[],
): DrawingGroup[] =>
  areApart(profiles)
    ? [{ outers: drawn.map(({ outer }) => outer), holes: drawn.flatMap(({ holes }) => holes) }]
    : drawn.map(({ outer, holes }) => ({ outers: [outer], holes }));

/** True where the boxes around the profiles leave gaps, so that none can touch or surround another. */
export function areApart(profiles: readonly Profile[]): boolean {
  const boxes = profiles.map(({ outer }) => loopBounds(outer));
  return boxes.every((a, i) =>
    boxes.slice(0, i).every((b) => {
      const gap = Math.max(a.minU - b.maxU, b.minU - a.maxU, a.minV - b.maxV, b.minV - a.maxV);
      return gap > 1e-6 * Math.max(a.maxU - a.minU, b.maxU - b.minU);
    }),
  );
}
