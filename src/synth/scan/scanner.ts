/** How a cloud of points is taken from a surface. Lengths are in the unit of the mesh. */
export type Scanner = SurfaceSampler | ViewScanner;

/** Points uniform over the surface, all of it, as no scanner sees it. */
export type SurfaceSampler = {
  readonly kind: 'surface';
  /** Standard deviation of each coordinate. */
  readonly noise: number;
  /** The share of clouds that have that noise; the others have none. */
  readonly noiseProbability: number;
};

/** Depth images from several viewpoints, brought into one frame. */
export type ViewScanner = {
  readonly kind: 'views';
  readonly views: number;
  /** `around`: spread over all directions; `above`: from 25 to 65 degrees over the x-y plane, as of a part on a table. */
  readonly from: 'around' | 'above';
  /** From the middle of the part's box to each viewpoint. */
  readonly distance: number;
  /** Standard deviation over the views of the logarithm of their shares of the points. */
  readonly unevenness: number;
  readonly beam: BeamOptions;
  readonly noise: NoiseOptions;
  readonly grazing: GrazingOptions;
  readonly outliers: OutlierOptions;
  /** Error of the frame that each view is brought into: standard deviations along and about each axis. */
  readonly registration: { readonly translation: number /** Radians. */; readonly rotation: number };
  /** Balls about random places of the surface of which no point is kept. */
  readonly missing: { readonly patches: number; readonly radius: number };
};

export type BeamOptions = {
  /**
   * Diameter, at the middle of the part, of what one reading is averaged over: the spot of a laser, the window that a
   * camera matches. Edges and corners are rounded by about that much. 0 for a thin ray.
   */
  readonly footprint: number;
  /** The share of readings across a jump in depth that hang in the air between both sides (mixed pixels). */
  readonly mixing: number;
};

export type NoiseOptions = {
  /**
   * Standard deviation of the depth at the distance of the middle of the part. It grows with the square of the depth, as
   * for every scanner that triangulates (Khoshelham and Elberink, Sensors 12, 2012, eq. 10).
   */
  readonly depth: number;
  /** Neighbouring readings share their error over this length, at the middle of the part; 0 where each has its own. */
  readonly correlation: number;
  /**
   * Distance between the depths that can be told apart, at the distance of the middle of the part; it grows with the
   * square of the depth (whole steps of disparity). 0 for none.
   */
  readonly quantum: number;
  /** Standard deviation of the direction of normals, radians, about each axis. */
  readonly normals: number;
};

/** Angles between a ray and the surface's normal, radians: up to `from` all readings return, beyond `to` none. */
export type GrazingOptions = { readonly from: number; readonly to: number };

/** The share of readings that are wrong by anything up to `range`, to either side. */
export type OutlierOptions = { readonly share: number; readonly range: number };
