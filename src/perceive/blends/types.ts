import type { PlaneCurve } from '../../geometry/plane-curve.ts';
import type { Vec2, Vec3 } from '../../geometry/vector.ts';
import type { Spine } from './spine.ts';

/** A face between two others that meet in a sharp edge without it. */
export type BlendFace = {
  readonly kind: 'fillet' | 'chamfer';
  /** A fillet's radius, or a chamfer's distance along both faces. */
  readonly size: number;
  readonly face: number;
  /** Whether the blend lacks material that the sharp edge has; else it adds some. */
  readonly convex: boolean;
  readonly spine: Spine;
  /** The stretch of the spine that the face covers. */
  readonly from: number;
  readonly to: number;
  /** Where the sharp edge is in the cross-section. */
  readonly edge: Vec2;
  readonly sides: readonly [BlendSide, BlendSide];
};

/** A face next to a blend, the curve of its surface in the cross-section, and where the blend touches it. */
export type BlendSide = { readonly face: number; readonly trace: PlaneCurve; readonly foot: Vec2 };

/** The blends of a part, and the faces of their corners: balls of the same radius where fillets meet. */
export type Blends = { readonly blends: readonly BlendFace[]; readonly corners: readonly number[] };

/** A blend that was taken off a part, told by where its sharp edge now is. */
export type TakenBlend = Pick<BlendFace, 'kind' | 'size' | 'convex'> & {
  /** Points on the sharp edge. */
  readonly edge: readonly Vec3[];
  /** Points beside them, on the one face that meets in it and on the other. */
  readonly beside: readonly [readonly Vec3[], readonly Vec3[]];
};
