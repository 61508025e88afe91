import type { Vec2, Vec3 } from '../../geometry/vector.ts';
import type { Operation } from '../../program/types.ts';

/**
 * One step of a Simplified-Gallery program (Image2CADSeq, section 4.1 and table 2): the Fusion 360 Gallery language
 * less everything that is not modelling. Lengths in centimetres, Fusion's own unit; angles in radians.
 */
export type SimGalleryOperation =
  /** Begins a sketch on a plane through the world origin. */
  | { readonly kind: 'sketch'; readonly plane: PlaneName }
  | { readonly kind: 'line'; readonly from: Vec2; readonly to: Vec2 }
  /** `sweep` is positive counter-clockwise and less than a whole turn. */
  | { readonly kind: 'arc'; readonly from: Vec2; readonly to: Vec2; readonly sweep: number }
  | { readonly kind: 'circle'; readonly center: Vec2; readonly radius: number }
  /**
   * Sweeps region number `profile` of the sketch over the signed `depth` along the plane's normal. Every closed loop
   * has a region: what it encloses, less the loops directly inside it; regions count as their loops were drawn.
   */
  | {
      readonly kind: 'extrude';
      readonly profile: number;
      readonly depth: number;
      readonly operation: Operation;
    };

/** In the order of the variable I (section 4.2): 0, 1, 2. */
export const PLANE_NAMES = ['XY', 'XZ', 'YZ'] as const;
export type PlaneName = (typeof PLANE_NAMES)[number];

/**
 * The planes as Fusion 360 draws on them; the paper does not give their axes. Sketches in the published designs of the
 * Fusion 360 Gallery have these.
 */
export const PLANES: Readonly<Record<PlaneName, { readonly xAxis: Vec3; readonly normal: Vec3 }>> = {
  XY: { xAxis: [1, 0, 0], normal: [0, 0, 1] },
  XZ: { xAxis: [1, 0, 0], normal: [0, 1, 0] },
  YZ: { xAxis: [0, 0, -1], normal: [1, 0, 0] },
};

/** The Boolean operations of the variable O: join, cut, intersect, add (section 4.2). The paper's `add` begins a body. */
export const BOOLEANS: readonly Operation[] = ['join', 'cut', 'intersect', 'new'];

/** The Boolean operations as the paper's words, in the same order. */
export const BOOLEAN_WORDS = ['join', 'cut', 'intersect', 'add'] as const;

/** Most operations that a program may have, in any of its forms. */
export const MOST_OPERATIONS = 20_000;
