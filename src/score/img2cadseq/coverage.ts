import type { NearestCloud } from './nearest-clouds.ts';

/**
 * Img2CADSeq's coverage (appendix A.3; Achlioptas et al., 2018): the share of `references` clouds that are the nearest
 * reference of at least one generated cloud, from 0 to 1. `nearest` has one for each generated cloud.
 */
export const coverage = (nearest: readonly NearestCloud[], references: number): number =>
  new Set(nearest.map(({ index }) => index)).size / references;
