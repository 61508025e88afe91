import { centroidOf } from '../../../geometry/fit.ts';
import { addScaled, cross, normalize, scale, type Vec3 } from '../../../geometry/vector.ts';
import { gather } from '../curved/free-cloud.ts';
import { logChance } from '../planes/chance.ts';
import { type Candidate, LOG_FALSE_ALARMS } from './candidate.ts';
import type { FreePoints } from './free-points.ts';
import type { Projection } from './projection.ts';

/** Points nearest to a seed that lines are put through with it. */
const THROUGH = 24;

/** Points nearer to each other than this many tolerances tell no line. */
const LEAST_LENGTH = 1000;

/**
 * Planes along the direction of a projection on which three or more free points lie: lines through points that are near
 * each other, on which others lie. `logTests` is the logarithm of how many directions are looked along.
 */
export function wallsOf(free: FreePoints, projection: Projection, logTests: number): Candidate[] {
  const { places, near, nearCount, index, width, height } = projection;
  const { planeTolerance } = free;
  const count = index.length;
  const through = Math.min(THROUGH, nearCount);
  const logLines = logTests + Math.log(Math.max(1, (count * through) / 2));
  const even = (count * 2 * planeTolerance * Math.max(width, height)) / (width * height);
  const found: Candidate[] = [];
  const on: number[] = [];
  for (let seed = 0; seed < count; seed++) {
    const [x, y] = [places[2 * seed], places[2 * seed + 1]];
    for (let j = 0; j < through; j++) {
      const other = near[seed * nearCount + j];
      if (other < seed) continue;
      const [dx, dy] = [places[2 * other] - x, places[2 * other + 1] - y];
      const length = Math.sqrt(dx * dx + dy * dy);
      if (!(length > LEAST_LENGTH * planeTolerance)) continue;
      on.length = 0;
      // A line that its two points tell to within the tolerance is off by more further out.
      for (let i = 0; i < count; i++) {
        const [ex, ey] = [places[2 * i] - x, places[2 * i + 1] - y];
        const off = Math.abs(ex * dy - ey * dx) / length;
        const lever = Math.max(1, Math.sqrt(ex * ex + ey * ey) / length);
        if (off <= planeTolerance * lever) on.push(i);
      }
      const logFalseAlarms = logLines + logChance(on.length - 2, even);
      if (on.length < 3 || logFalseAlarms > LOG_FALSE_ALARMS) continue;
      const points = on.map((i) => index[i]);
      const along = addScaled(scale(projection.u, dx), projection.v, dy);
      const normal: Vec3 = normalize(cross(along, projection.direction));
      const origin = centroidOf(gather(free.positions, points));
      found.push({ surface: { kind: 'plane', origin, normal }, points, logFalseAlarms });
    }
  }
  return found;
}
