import { toLocal } from '../geometry/frame.ts';
import type { Surface } from '../geometry/surface.ts';
import { dot } from '../geometry/vector.ts';
import type { AxisView } from './axis-view.ts';

/** More levels than this make slabs too thin to matter; the least supported ones are dropped. */
const MAX_LEVELS = 48;

/** Sine below which an axis lies across. */
const ACROSS = 1e-6;

/**
 * The heights along the axis at which the cross-section may change: every cap, and where each face begins and ends.
 * Ascending, no two closer than the tolerance; caps, which are exact, stand for the heights next to them.
 */
export function levelsOf(view: AxisView): number[] {
  const tolerance = Math.max(10 * view.perceived.tolerance, 1e-9);
  const found: { height: number; weight: number; exact: boolean }[] = [];
  view.roles.forEach((role, face) => {
    const { area } = view.perceived.faces[face];
    if (role.kind === 'cap') {
      found.push({ height: role.height, weight: area, exact: true });
    } else if (view.faceHigh[face] > view.faceLow[face]) {
      const weight = role.kind === 'wall' ? area : 0.1 * area;
      found.push(
        { height: view.faceLow[face], weight, exact: false },
        { height: view.faceHigh[face], weight, exact: false },
      );
    }
  });
  const crests = crestsOf(view);
  for (const level of found) {
    if (level.exact) continue;
    const crest = crests.find(({ height, reach }) => Math.abs(level.height - height) <= reach);
    if (crest) level.height = crest.height;
  }
  found.sort((a, b) => a.height - b.height);
  const levels: typeof found = [];
  for (const level of found) {
    const last = levels[levels.length - 1];
    const gap = last ? level.height - last.height : Infinity;
    // Perception has made caps of one height exactly so: two that differ are a step.
    if (!last || gap > tolerance || (level.exact && last.exact && gap > view.perceived.tolerance)) {
      levels.push({ ...level });
      continue;
    }
    if (level.exact && !last.exact) last.height = level.height;
    last.exact ||= level.exact;
    last.weight += level.weight;
  }
  if (levels.length <= MAX_LEVELS) return levels.map((level) => level.height);
  const ends = [levels[0], levels[levels.length - 1]];
  const kept = levels
    .slice(1, -1)
    .sort((a, b) => b.weight - a.weight)
    .slice(0, MAX_LEVELS - 2);
  return [...ends, ...kept].map((level) => level.height).sort((a, b) => a - b);
}

/** The exact heights where round faces that lie across the axis turn back, and how far below them their facets may stay. */
function crestsOf(view: AxisView): { height: number; reach: number }[] {
  return view.perceived.faces.flatMap(({ surface }, face) => {
    const across = view.roles[face].kind === 'other' ? centerAndRadius(surface, view) : undefined;
    if (!across) return [];
    const reach = 2 * view.sag[face];
    return [across.height - across.radius, across.height + across.radius]
      .filter((height) => height > view.faceLow[face] - reach && height < view.faceHigh[face] + reach)
      .map((height) => ({ height, reach }));
  });
}

/** The height of a face's axis or centre and how far it rises above: of spheres and of cylinders that lie across. */
function centerAndRadius(
  surface: Surface,
  { frame }: AxisView,
): { height: number; radius: number } | undefined {
  if (surface.kind === 'sphere') return { height: toLocal(frame, surface.center)[2], radius: surface.radius };
  if (surface.kind !== 'cylinder' || Math.abs(dot(surface.axis, frame.normal)) > ACROSS) return undefined;
  return { height: toLocal(frame, surface.origin)[2], radius: surface.radius };
}
