import type { Surface } from '../../geometry/surface.ts';

/** A surface and the points of a cloud that lie on it. */
export type Primitive = {
  readonly surface: Surface;
  /** Indices of points, ascending. */
  readonly points: Uint32Array;
};

/** Kinds of primitives that have parameters. */
export const PRIMITIVE_KINDS = ['plane', 'cylinder', 'cone', 'sphere', 'torus'] as const;

export type PrimitiveKind = (typeof PRIMITIVE_KINDS)[number];
