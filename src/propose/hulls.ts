import { arcGeometry, compileRegion, edgesOf, loopArea, loopBounds } from '../program/region.ts';
import { combineRegions } from '../program/region-boolean.ts';
import type { Loop, Profile } from '../program/types.ts';

/** Sections with more edges than this are not worth their complement. */
const MAX_EDGES = 200;
/** A hull is this share larger than its loop at least, or it is the loop. */
const LARGER = 1e-6;

/** An outline that a section may have been cut from, and what was cut away within it. */
export type Hull = { readonly outline: Profile; readonly missing: readonly Profile[] };

/**
 * Plain outlines around each profile of a section: its box, and the circle that its outermost arcs lie on. A cut that
 * breaks the outline at every height leaves no loop of its own; it shows as what the hull has and the section lacks.
 */
export function hullsOf(profiles: readonly Profile[], tolerance: number): Hull[] {
  return profiles.flatMap((profile) => {
    const { outer } = profile;
    if (outer.kind === 'circle' || outer.edges.length > MAX_EDGES) return [];
    const area = Math.abs(loopArea(outer));
    return [boxAround(outer), ...circlesAround(outer, tolerance)]
      .filter((hull) => loopArea(hull) > area * (1 + LARGER))
      .map((hull) => ({ outline: { outer: hull, holes: [] }, missing: lessOrNothing(hull, outer) }));
  });
}

function boxAround(loop: Loop): Loop {
  const { minU, minV, maxU, maxV } = loopBounds(loop);
  return {
    kind: 'path',
    start: [minU, minV],
    edges: [
      { kind: 'line', to: [maxU, minV] },
      { kind: 'line', to: [maxU, maxV] },
      { kind: 'line', to: [minU, maxV] },
      { kind: 'line', to: [minU, minV] },
    ],
  };
}

/** Circles that carry two or more of the loop's arcs, or most of it, and contain all of it. */
function circlesAround(loop: Extract<Loop, { kind: 'path' }>, tolerance: number): Loop[] {
  const circles: Extract<Loop, { kind: 'circle' }>[] = [];
  const { minU, minV, maxU, maxV } = compileRegion([loop]);
  for (const { from, edge } of edgesOf(loop)) {
    const arc = edge.kind === 'arc' ? arcGeometry(from, edge) : undefined;
    if (!arc) continue;
    const { center, radius } = arc;
    const known = circles.some(
      (c) =>
        Math.hypot(c.center[0] - center[0], c.center[1] - center[1]) <= 10 * tolerance &&
        Math.abs(c.radius - radius) <= 10 * tolerance,
    );
    const reach = [minU - center[0], maxU - center[0], minV - center[1], maxV - center[1]].map(Math.abs);
    if (!known && reach.every((r) => r <= radius + 10 * tolerance))
      circles.push({ kind: 'circle', center, radius });
  }
  return circles.filter((circle) =>
    [...edgesOf(loop)].every(
      ({ from }) =>
        Math.hypot(from[0] - circle.center[0], from[1] - circle.center[1]) <= circle.radius + 10 * tolerance,
    ),
  );
}

/** The hull less the loop; nothing where rounding leaves no closed outline. */
function lessOrNothing(hull: Loop, loop: Loop): Profile[] {
  try {
    return combineRegions('difference', [{ outer: hull, holes: [] }], [{ outer: loop, holes: [] }]);
  } catch {
    return [];
  }
}
