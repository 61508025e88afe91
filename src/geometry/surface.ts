import type { Vec3 } from './vector.ts';

/** The unbounded surfaces that machined parts are made of. Axes and normals are unit vectors; angles in radians. */
export type Surface =
  | { readonly kind: 'plane'; readonly origin: Vec3; readonly normal: Vec3 }
  | { readonly kind: 'cylinder'; readonly origin: Vec3; readonly axis: Vec3; readonly radius: number }
  /** `radius` is measured at `origin`; it grows by tan(halfAngle) per length along +axis, 0 < halfAngle < pi/2. */
  | {
      readonly kind: 'cone';
      readonly origin: Vec3;
      readonly axis: Vec3;
      readonly radius: number;
      readonly halfAngle: number;
    }
  | { readonly kind: 'sphere'; readonly center: Vec3; readonly radius: number }
  | {
      readonly kind: 'torus';
      readonly center: Vec3;
      readonly axis: Vec3;
      readonly majorRadius: number;
      readonly minorRadius: number;
    }
  /** Anything else: splines, offsets, what no fit explains. */
  | { readonly kind: 'freeform' };

export type SurfaceKind = Surface['kind'];

/** The surfaces of one kind, e.g. `SurfaceOf<'cylinder'>`. */
export type SurfaceOf<Kind extends SurfaceKind> = Extract<Surface, { readonly kind: Kind }>;
