/**
 * Sorts the items 0 … count - 1 into groups of equal ones with an open-addressing hash table: `groupOf[i]` is the
 * group of item i, numbered by first appearance, and `first[g]` the first item of group g. Equal items must have the
 * same hash (32 bits, well mixed).
 */
export function groupEqual(
  count: number,
  hash: (item: number) => number,
  equal: (a: number, b: number) => boolean,
): { groupOf: Uint32Array; first: Uint32Array } {
  let size = 16;
  while (size < 1.5 * count) size *= 2;
  // Slots hold a group's number plus one, zero when empty.
  const slots = new Uint32Array(size);
  const groupOf = new Uint32Array(count);
  const first = new Uint32Array(count);
  let groups = 0;
  for (let item = 0; item < count; item++) {
    let slot = hash(item) & (size - 1);
    while (slots[slot] !== 0 && !equal(first[slots[slot] - 1], item)) slot = (slot + 1) & (size - 1);
    if (slots[slot] === 0) {
      first[groups] = item;
      slots[slot] = ++groups;
    }
    groupOf[item] = slots[slot] - 1;
  }
  return { groupOf, first: first.slice(0, groups) };
}

/** Mixes two 32-bit numbers into one hash: the finaliser of MurmurHash3. */
export function mixBits(a: number, b: number): number {
  let h = Math.imul(a, 0xcc9e2d51) ^ Math.imul((b << 15) | (b >>> 17), 0x1b873593);
  h = Math.imul(h ^ (h >>> 16), 0x85ebca6b);
  h = Math.imul(h ^ (h >>> 13), 0xc2b2ae35);
  return h ^ (h >>> 16);
}
