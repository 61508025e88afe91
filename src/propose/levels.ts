import type { AxisView } from './axis-view.ts';

/** More levels than this make slabs too thin to matter; the least supported ones are dropped. */
const MAX_LEVELS = 48;

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
  found.sort((a, b) => a.height - b.height);
  const levels: typeof found = [];
  for (const level of found) {
    const last = levels[levels.length - 1];
    if (!last || level.height - last.height > tolerance) {
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
