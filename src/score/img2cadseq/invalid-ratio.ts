/**
 * Img2CADSeq's invalid rate (appendix A.3): the share of generated sequences that do not build a valid solid, from 0
 * to 1. Other metrics of a set leave those out. Undefined for none.
 */
export const invalidRatio = (valid: readonly boolean[]): number | undefined =>
  valid.length === 0 ? undefined : valid.filter((each) => !each).length / valid.length;
