import type { NearestCloud } from './nearest-clouds.ts';

/**
 * MMD, the mean over clouds of one set of their distances from the nearest of the other: the minimum matching distance
 * of Achlioptas et al. (2018), which Img2CADSeq (appendix A.3) calls maximum mean discrepancy. Given the nearest
 * generated cloud of each reference it is the MMD that BrepGen and DeepCAD compute; given the nearest reference of each
 * generated cloud it is what the sentence in the appendix says.
 */
export const minimumMatchingDistance = (nearest: readonly NearestCloud[]): number =>
  nearest.reduce((sum, { distance }) => sum + distance, 0) / nearest.length;
