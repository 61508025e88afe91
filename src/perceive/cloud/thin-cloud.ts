import { seededRandom } from '../../geometry/random.ts';

/** Any number will do, as long as it stays. */
const SEED = 1;

/** Indices, ascending, of `most` of `count` points at random, or of all (Knuth, Seminumerical Algorithms, 3.4.2 S). */
export function thinnedIndices(count: number, most: number): Uint32Array {
  const kept = new Uint32Array(Math.min(count, most));
  const random = seededRandom(SEED);
  for (let i = 0, size = 0; size < kept.length; i++) {
    if (random.uniform(0, count - i) < kept.length - size) kept[size++] = i;
  }
  return kept;
}
