/** Fixed-size sets of small integers, 32 to a word. */
export type Bitset = Uint32Array;

export const bitset = (size: number): Bitset => new Uint32Array((size + 31) >>> 5);
export const setBit = (set: Bitset, i: number): void => {
  set[i >>> 5] |= 1 << (i & 31);
};
export const hasBit = (set: Bitset, i: number): boolean => (set[i >>> 5] & (1 << (i & 31))) !== 0;

/** Calls `visit` with every member, ascending. */
export function forEachBit(set: Bitset, visit: (i: number) => void): void {
  for (let w = 0; w < set.length; w++) {
    let word = set[w];
    while (word !== 0) {
      const bit = 31 - Math.clz32(word & -word);
      visit((w << 5) + bit);
      word &= word - 1;
    }
  }
}

export function intersects(a: Bitset, b: Bitset): boolean {
  for (let w = 0; w < a.length; w++) if ((a[w] & b[w]) !== 0) return true;
  return false;
}

export function equal(a: Bitset, b: Bitset): boolean {
  for (let w = 0; w < a.length; w++) if (a[w] !== b[w]) return false;
  return true;
}

/** A hash of the members, for grouping equal sets (FNV-1a over words). */
export function hashOf(a: Bitset): number {
  let h = 0x811c9dc5;
  for (let w = 0; w < a.length; w++) h = Math.imul(h ^ a[w], 0x01000193) ^ (h >>> 15);
  return h >>> 0;
}
