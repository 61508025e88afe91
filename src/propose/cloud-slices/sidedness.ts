import { boundsOf, diagonalOf } from '../../geometry/mesh.ts';
import type { Vec3 } from '../../geometry/vector.ts';
import type { PerceivedCloud } from '../../perceive/cloud/types.ts';
import { type Coverage, coverageAt } from '../cloud/coverage.ts';
import { lineCrossings, MOST_CROSSINGS } from './line-crossings.ts';

/** Tells on which side of the surface a point lies: from -1, surely outside, to 1, surely inside. */
export type Sidedness = (point: Vec3) => number;

/** Lines of a first look, and all of them, which are drawn where the first do not agree. */
const FIRST = 8;
const LINES = 32;
/** A vote of this strength is believed at once. */
const CLEAR = 0.85;
/** Lines that say nothing count so much against the others. */
const DOUBT = 0.05;
/** Points speak for the surface around them so many spacings far, see `coverageOf`. */
const MARGIN = 6;

/**
 * Inside and outside of a cloud's surfaces without oriented normals: a ray from a point inside crosses the surface an
 * odd number of times. A crossing counts with the probability c that the surface is there, so that the expected sign of
 * a ray's parity is the product of its (1 - 2 c) (after Mullen et al., Signing the Unsigned, 2010, section 4, which
 * counts crossings of an unsigned distance). A whole line crosses a closed surface an even number of times: one whose
 * two rays disagree runs through a gap in the scan, and counts little.
 */
export function sidednessOf(
  { faces, positions, spacing, noise }: PerceivedCloud,
  coverages: readonly (Coverage | undefined)[],
): Sidedness {
  const balls = faces.flatMap(({ surface, points }, f) => {
    const coverage = coverages[f];
    return coverage
      ? [{ surface, coverage, ...ballAround(positions, points, MARGIN * (spacing + noise)) }]
      : [];
  });
  const found = new Float64Array(MOST_CROSSINGS);
  const ahead = new Float64Array(LINES);
  const behind = new Float64Array(LINES);
  const draw = ([x, y, z]: Vec3, from: number, to: number): void => {
    ahead.fill(1, from, to);
    behind.fill(1, from, to);
    for (const { surface, coverage, center, squaredRadius } of balls) {
      const cx = center[0] - x;
      const cy = center[1] - y;
      const cz = center[2] - z;
      const spare = cx * cx + cy * cy + cz * cz - squaredRadius;
      for (let i = from; i < to; i++) {
        const [dx, dy, dz] = DIRECTIONS[i];
        const along = cx * dx + cy * dy + cz * dz;
        if (spare > along * along) continue;
        const count = lineCrossings(surface, x, y, z, dx, dy, dz, found);
        for (let k = 0; k < count; k++) {
          const t = found[k];
          const there = coverageAt(coverage, x + t * dx, y + t * dy, z + t * dz);
          if (there === 0) continue;
          if (t > 0) ahead[i] *= 1 - 2 * there;
          else behind[i] *= 1 - 2 * there;
        }
      }
    }
  };
  const tally = (lines: number): number => {
    let difference = 0;
    let agreeing = 0;
    for (let i = 0; i < lines; i++) {
      // Odd with (1 - a) / 2 ahead and (1 - b) / 2 behind: odd both ways inside, even both ways outside.
      difference -= (ahead[i] + behind[i]) / 2;
      agreeing += (1 + ahead[i] * behind[i]) / 2;
    }
    return difference / (agreeing + DOUBT * lines);
  };
  return (point) => {
    draw(point, 0, FIRST);
    const vote = tally(FIRST);
    if (Math.abs(vote) >= CLEAR) return vote;
    draw(point, FIRST, LINES);
    return tally(LINES);
  };
}

/** A ball that holds some of the points, and a margin. */
function ballAround(
  positions: Float64Array,
  points: Uint32Array,
  margin: number,
): { center: Vec3; squaredRadius: number } {
  const own = new Float64Array(3 * points.length);
  points.forEach((point, i) => {
    own.set(positions.subarray(3 * point, 3 * point + 3), 3 * i);
  });
  const bounds = boundsOf(own);
  const { min, max } = bounds;
  return {
    center: [(min[0] + max[0]) / 2, (min[1] + max[1]) / 2, (min[2] + max[2]) / 2],
    squaredRadius: (diagonalOf(bounds) / 2 + margin) ** 2,
  };
}

/** Directions spread over the half sphere, and so are the first of them; none lies along an axis. */
const DIRECTIONS: readonly Vec3[] = Array.from({ length: LINES }, (_, i): Vec3 => {
  // Heights by van der Corput's sequence, angles by the golden section.
  let z = 0.5 / LINES;
  for (let bit = 0.5, k = i; k > 0; k >>= 1, bit /= 2) if (k & 1) z += bit;
  const r = Math.sqrt(1 - z * z);
  const angle = 2.399963229728653 * i + 0.7;
  const [x, y] = [r * Math.cos(angle), r * Math.sin(angle)];
  // A fixed turn about an oblique axis.
  return [0.36 * x + 0.48 * y - 0.8 * z, -0.8 * x + 0.6 * y, 0.48 * x + 0.64 * y + 0.6 * z];
});
