/**
 * Img2CADSeq's novelty (appendix A.3): the share of generated samples whose key, such as `shapeKey`, none of the
 * training set has, from 0 to 1. Undefined for none.
 */
export function novelty(keys: readonly string[], trainingKeys: ReadonlySet<string>): number | undefined {
  return keys.length === 0 ? undefined : keys.filter((key) => !trainingKeys.has(key)).length / keys.length;
}
