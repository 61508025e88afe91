/**
 * Img2CADSeq's uniqueness (appendix A.3): the share of generated samples whose key, such as `shapeKey`, appears just
 * once among them, from 0 to 1; of duplicates none counts, as in BrepGen (Xu et al., 2024), whose protocol the paper
 * follows. Undefined for none.
 */
export function uniqueness(keys: readonly string[]): number | undefined {
  const counts = new Map<string, number>();
  for (const key of keys) counts.set(key, (counts.get(key) ?? 0) + 1);
  return keys.length === 0 ? undefined : keys.filter((key) => counts.get(key) === 1).length / keys.length;
}
