import { toLocal } from '../../geometry/frame.ts';
import type { Surface } from '../../geometry/surface.ts';
import { dot } from '../../geometry/vector.ts';
import type { CloudView } from './cloud-view.ts';

/** More levels make slabs too thin to matter; those that the fewest points tell of are dropped. */
const MAX_LEVELS = 48;
/** Noise puts a face's outermost points so many standard deviations beyond its edge. */
const OVERSHOOT = 4;
/** Sine below which an axis lies across. */
const ACROSS = 1e-6;

/**
 * The heights along the axis at which the cross-section may change, ascending: caps, crests of round faces that lie
 * across, and the fewest heights at which all faces may end that end at none of these.
 */
export function cloudLevels(view: CloudView): number[] {
  const { faces, noise } = view.perceived;
  const exact: Level[] = [];
  const ends: End[] = [];
  view.roles.forEach((role, face) => {
    const { surface, area, points } = faces[face];
    if (points.length === 0) return;
    if (role.kind === 'cap') {
      exact.push({ height: role.height, weight: area });
      return;
    }
    const weight = role.kind === 'wall' ? area : 0.1 * area;
    const inwards = view.touch + OVERSHOOT * noise;
    const [low, high] = [view.lows[face], view.highs[face]];
    const own = [
      { from: low - view.touch - view.belowLows[face], to: low + inwards, height: low, weight },
      { from: high - inwards, to: high + view.touch + view.aboveHighs[face], height: high, weight },
    ];
    for (const crest of crestsOf(surface, view))
      if (own.some((end) => mayBeAt(end, crest))) exact.push({ height: crest, weight: 0.1 * area });
    ends.push(...own);
  });
  const known = merged(exact, view.touch);
  const open = ends.filter((end) => !known.some(({ height }) => mayBeAt(end, height)));
  const levels = [...known, ...stabbed(open)];
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

/** The end of a face: seen at a height, really somewhere between `from` and `to`. */
type End = Level & { readonly from: number; readonly to: number };

const mayBeAt = ({ from, to }: End, height: number): boolean => from <= height && height <= to;

/** The fewest heights such that every end may be at one of them, by taking the lowest `to` first. */
function stabbed(ends: readonly End[]): Level[] {
  const levels: Level[] = [];
  let left = [...ends].sort((a, b) => a.to - b.to);
  while (left.length > 0) {
    const together = left.filter((end) => mayBeAt(end, left[0].to));
    left = left.filter((end) => !mayBeAt(end, left[0].to));
    const from = Math.max(...together.map((end) => end.from));
    const to = Math.min(...together.map((end) => end.to));
    const weight = together.reduce((sum, end) => sum + end.weight, 0);
    const seen = together.reduce((sum, end) => sum + end.weight * end.height, 0) / weight;
    levels.push({ height: Math.min(to, Math.max(from, seen)), weight });
  }
  return levels;
}

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
