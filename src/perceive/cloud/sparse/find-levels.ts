import { centroidOf } from '../../../geometry/fit.ts';
import { dot, type Vec3 } from '../../../geometry/vector.ts';
import { gather } from '../curved/free-cloud.ts';
import { logChance } from '../planes/chance.ts';
import { type Candidate, LOG_FALSE_ALARMS } from './candidate.ts';
import type { FreePoints } from './free-points.ts';

/**
 * Planes square to a direction through free points of one height, two of which are enough where points are exact.
 * `logTests` is the logarithm of how many directions are looked along.
 */
export function levelsAlong(free: FreePoints, direction: Vec3, logTests: number): Candidate[] {
  const { positions: p, planeTolerance } = free;
  const heightOf = (i: number): number => dot([p[3 * i], p[3 * i + 1], p[3 * i + 2]], direction);
  const sorted = [...free.free].map((point) => ({ point, height: heightOf(point) }));
  sorted.sort((a, b) => a.height - b.height);
  const count = sorted.length;
  const even = (count * 2 * planeTolerance) / free.diagonal;
  const found: Candidate[] = [];
  for (let first = 0, end = 1; first < count; first = end, end++) {
    while (end < count && sorted[end].height - sorted[first].height <= 2 * planeTolerance) end++;
    // The first point gives the height, so that it does not count.
    const logFalseAlarms = logTests + Math.log(count) + logChance(end - first - 1, even);
    if (end - first < 2 || logFalseAlarms > LOG_FALSE_ALARMS) continue;
    const points = sorted.slice(first, end).map(({ point }) => point);
    const origin = centroidOf(gather(p, points));
    found.push({ surface: { kind: 'plane', origin, normal: direction }, points, logFalseAlarms });
  }
  return found;
}
