import { addScaled, type Vec3 } from '../../geometry/vector.ts';
import type { PerceivedCloud } from '../../perceive/cloud/types.ts';
import { type Coverage, coverageAt } from '../cloud/coverage.ts';
import { rayCrossings } from './ray-crossings.ts';

/** Rays of a first look, and all of them, which are cast where the first do not agree. */
const FIRST = 14;
const RAYS = 56;
/** A vote of this strength is believed at once. */
const CLEAR = 0.6;
/** A ray that crosses anything this unsure tells nothing any more. */
const SPENT = 0.02;

/** Tells on which side of the surface a point lies: from -1, surely outside, to 1, surely inside. */
export type Sidedness = (point: Vec3) => number;

/**
 * Inside and outside of a cloud's surfaces without oriented normals: a ray from a point inside crosses the surface an
 * odd number of times. A crossing counts with the probability c that the surface is there, so that the expected parity of
 * a ray is the product of its (1 - 2 c); rays in all directions are averaged, because gaps in a scan mislead only those
 * that run through them (after Mullen et al., Signing the Unsigned, 2010, section 4, which counts crossings of an
 * unsigned distance).
 */
export function sidednessOf(
  { faces }: PerceivedCloud,
  coverages: readonly (Coverage | undefined)[],
): Sidedness {
  const surfaces = faces.flatMap(({ surface }, f) => {
    const coverage = coverages[f];
    return coverage ? [{ surface, coverage }] : [];
  });
  const found = new Float64Array(4);
  const parity = (point: Vec3, direction: Vec3): number => {
    let product = 1;
    for (const { surface, coverage } of surfaces) {
      const count = rayCrossings(surface, point, direction, found);
      for (let k = 0; k < count; k++) {
        const [x, y, z] = addScaled(point, direction, found[k]);
        const there = coverageAt(coverage, x, y, z);
        if (there > 0) product *= 1 - 2 * there;
      }
      if (Math.abs(product) < SPENT) return 0;
    }
    return product;
  };
  return (point) => {
    let sum = 0;
    for (let k = 0; k < FIRST; k++) sum += parity(point, DIRECTIONS[k]);
    if (Math.abs(sum) >= CLEAR * FIRST) return -sum / FIRST;
    for (let k = FIRST; k < RAYS; k++) sum += parity(point, DIRECTIONS[k]);
    return -sum / RAYS;
  };
}

/**
 * Directions spread over the sphere along a golden spiral, in an order in which the first are spread as well, turned so
 * that none lies along an axis.
 */
const DIRECTIONS: readonly Vec3[] = Array.from({ length: RAYS }, (_, i): Vec3 => {
  const k = (i * 23) % RAYS;
  const z = 1 - (2 * k + 1) / RAYS;
  const r = Math.sqrt(1 - z * z);
  const angle = 2.399963229728653 * k + 0.7;
  const [x, y] = [r * Math.cos(angle), r * Math.sin(angle)];
  // A fixed turn about an oblique axis.
  return [0.36 * x + 0.48 * y - 0.8 * z, -0.8 * x + 0.6 * y, 0.48 * x + 0.64 * y + 0.6 * z];
});
