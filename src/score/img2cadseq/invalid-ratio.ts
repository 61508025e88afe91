/**
 * Img2CADSeq's invalid rate (appendix A.3): the share of generated sequences that do not build a valid solid, from 0
 * to 1. Other metrics of a set leave those out. 0 for none.
 */
export const invalidRatio = (valid: readonly boolean[]): number =>
  valid.length === 0 ? 0 : valid.filter((each) => !each).length / valid.length;
