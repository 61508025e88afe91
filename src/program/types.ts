import type { Frame } from '../geometry/frame.ts';
import type { Vec2 } from '../geometry/vector.ts';

export type LengthUnit = 'um' | 'mm' | 'cm' | 'm' | 'in' | 'ft';

/**
 * A CAD construction sequence: features applied in order. Lengths in `unit`, angles in radians.
 *
 * Bodies: a feature with operation `new` starts a body, and every later feature works on that body alone until the
 * next `new`. So bodies that touch, or a pin inside its hole, stay apart. A body may have several disjoint lumps.
 */
export type Program<F extends Feature = Feature> = {
  readonly unit: LengthUnit;
  readonly features: readonly F[];
  /** Named numbers a designer would change. Features hold plain numbers; parameters say which of them they drive. */
  readonly parameters?: readonly Parameter[];
};

/** A program of sweeps alone. */
export type SweptProgram = Program<Sweep>;

export type Feature = Sweep | Blend;
/** Features that make volume from a sketch. */
export type Sweep = Extrude | Revolve;
/** Features that work on edges of the body. */
export type Blend = Fillet | Chamfer;
export type Operation = 'new' | 'join' | 'cut' | 'intersect';

/** The sketch's regions swept along the sketch normal, between the signed distances `from` < `to` from its plane. */
export type Extrude = {
  readonly kind: 'extrude';
  readonly operation: Operation;
  readonly sketch: Sketch;
  readonly from: number;
  readonly to: number;
};

/**
 * The sketch's regions turned about `axis`, a line in the sketch plane, from angle `from` to `to` (from < to,
 * to - from <= 2 pi), right-handed about the axis direction. The regions lie on one side of the axis or touch it.
 */
export type Revolve = {
  readonly kind: 'revolve';
  readonly operation: Operation;
  readonly sketch: Sketch;
  readonly axis: { readonly point: Vec2; readonly direction: Vec2 };
  readonly from: number;
  readonly to: number;
};

/** Edges rounded by a ball of `radius` rolling along them, on the body's inside or outside wherever they are convex or not. */
export type Fillet = {
  readonly kind: 'fillet';
  readonly edges: readonly EdgeSelector[];
  readonly radius: number;
};

/** Edges broken by a flat, `distance` along both faces. */
export type Chamfer = {
  readonly kind: 'chamfer';
  readonly edges: readonly EdgeSelector[];
  readonly distance: number;
};

/**
 * The body's edges in which a face of the one kind meets a face of the other. Faces are told by what swept them, so that
 * the edges are found again when numbers change.
 */
export type EdgeSelector = { readonly between: readonly [FaceSelector, FaceSelector] };

/**
 * The body's faces that an earlier feature, a sweep, has swept: a JSON pointer into `Program.features` to its end
 * ("/0/from", "/0/to"), to its sketch for all its sides ("/0/sketch"), to a loop ("/0/sketch/profiles/0/outer") or to
 * one edge ("/0/sketch/profiles/0/holes/1/edges/2").
 */
export type FaceSelector = string;

/** Plane regions drawn in the xy-plane of `frame`. */
export type Sketch = { readonly frame: Frame; readonly profiles: readonly Profile[] };

/** One connected region: inside `outer`, outside every hole. Loops may run either way. */
export type Profile = { readonly outer: Loop; readonly holes: readonly Loop[] };

export type Loop =
  | { readonly kind: 'circle'; readonly center: Vec2; readonly radius: number }
  /** Closed: the last edge ends at `start`. */
  | { readonly kind: 'path'; readonly start: Vec2; readonly edges: readonly Edge[] };

export type Edge =
  | { readonly kind: 'line'; readonly to: Vec2 }
  /** The circular arc from the previous point through `through` to `to`. */
  | { readonly kind: 'arc'; readonly through: Vec2; readonly to: Vec2 };

/** A named number. `value` is in the program's unit (or radians); each binding says: the number at `path` is scale * value + offset (offset defaults to 0). Numbers bound by several parameters add up. */
export type Parameter = {
  readonly name: string;
  readonly value: number;
  readonly bindings: readonly Binding[];
};

/** `path` is a JSON pointer into `Program.features`, such as "/0/to" or "/1/sketch/profiles/0/outer/radius". */
export type Binding = { readonly path: string; readonly scale: number; readonly offset?: number };
