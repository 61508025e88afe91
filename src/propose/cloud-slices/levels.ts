import { toLocal } from '../../geometry/frame.ts';
import type { Surface } from '../../geometry/surface.ts';
import { dot } from '../../geometry/vector.ts';
import type { CloudView } from './cloud-view.ts';

/** More levels make slabs too thin to matter; those that the fewest points tell of are dropped. */
const MAX_LEVELS = 48;
/** An end that is not a cap's may be off by this many spacings: points do not lie on edges. */
const SLACK = 3;
/** ... or standard deviations of noise. */
const NOISE_SLACK = 4;
/** Sine below which an axis lies across. */
const ACROSS = 1e-6;

/**
 * The heights along the axis at which the cross-section may change, ascending: caps, crests of round faces that lie
 * across, and the ends of faces that no other level is near to, where a cap was not seen.
 */
export function cloudLevels(view: CloudView): number[] {
  const { perceived } = view;
  const slack = Math.max(SLACK * perceived.spacing, NOISE_SLACK * perceived.noise);
  const exact: Level[] = [];
  const ends: Level[] = [];
  view.roles.forEach((role, face) => {
    const { area, points } = perceived.faces[face];
    if (points.length === 0) return;
    const [low, high] = [view.lows[face], view.highs[face]];
    if (role.kind === 'cap') {
      exact.push({ height: role.height, weight: area });
      return;
    }
    const crests = crestsOf(perceived.faces[face].surface, view);
    for (const height of [low, high]) {
      const crest = crests.find((each) => Math.abs(each - height) <= slack);
      if (crest !== undefined) exact.push({ height: crest, weight: 0.1 * area });
      else ends.push({ height, weight: role.kind === 'wall' ? area : 0.1 * area });
    }
  });
  const levels = merged(exact, view.touch);
  // The extreme ends bound the part even where their caps were not seen.
  for (const end of ends.sort((a, b) => b.weight - a.weight)) {
    if (levels.every(({ height }) => Math.abs(height - end.height) > slack)) levels.push(end);
  }
  levels.sort((a, b) => a.height - b.height);
  if (levels.length <= MAX_LEVELS) return levels.map(({ height }) => height);
  return levels
    .map((level, k) => ({ ...level, weight: k === 0 || k === levels.length - 1 ? Infinity : level.weight }))
    .sort((a, b) => b.weight - a.weight)
    .slice(0, MAX_LEVELS)
    .map(({ height }) => height)
    .sort((a, b) => a - b);
}

type Level = { readonly height: number; readonly weight: number };

/** Levels closer than the tolerance as one, at the height of the one with most weight. */
function merged(levels: readonly Level[], tolerance: number): Level[] {
  const found: Level[] = [];
  for (const level of [...levels].sort((a, b) => b.weight - a.weight)) {
    if (found.every(({ height }) => Math.abs(height - level.height) > tolerance)) found.push(level);
  }
  return found;
}

/** Heights at which a round face that lies across the axis turns back. */
function crestsOf(surface: Surface, { frame }: CloudView): number[] {
  if (surface.kind === 'sphere') {
    const height = toLocal(frame, surface.center)[2];
    return [height - surface.radius, height + surface.radius];
  }
  if (surface.kind !== 'cylinder' || Math.abs(dot(surface.axis, frame.normal)) > ACROSS) return [];
  const height = toLocal(frame, surface.origin)[2];
  return [height - surface.radius, height + surface.radius];
}
