import type { Surface } from '../../geometry/surface.ts';

/**
 * What perception knows of a cloud: which of its points lie on which surface, and how precise it is. Lengths in the
 * cloud's own unit, relative to the target's offset.
 */
export type PerceivedCloud = {
  /** x, y, z of each point that is kept: no outliers, not thinned so far that small faces would be lost. */
  readonly positions: Float64Array;
  readonly faces: readonly CloudFace[];
  /** Typical distance of a point from its nearest neighbour on the surface, as if the points lay on a square grid. */
  readonly spacing: number;
  /** Standard deviation of the points' distances from the surfaces that they were taken from. */
  readonly noise: number;
  /** Greatest distance at which a point counts as lying on a surface: some times the noise, at least its rounding. */
  readonly tolerance: number;
  readonly warnings: readonly string[];
};

/** A surface with the points that lie on it; patches of one surface that stand apart are one face. */
export type CloudFace = {
  readonly surface: Surface;
  /** Indices of points, ascending. No point belongs to two faces. */
  readonly points: Uint32Array;
  /** Estimate of the area that the points cover. */
  readonly area: number;
};
