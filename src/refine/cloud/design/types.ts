import type { Vec3 } from '../../../geometry/vector.ts';
import type { Sweep } from '../../../program/types.ts';

/**
 * A program's geometry as its designer's decisions: few numbers, from which all coordinates follow. What holds in the
 * program (parallel and perpendicular directions, equal heights and radii, coaxial circles, tangent joints) holds
 * whatever the numbers become. Every number is a length, angles are multiplied by `reach`: so they have one scale.
 */
export type Design = {
  readonly variables: readonly Variable[];
  readonly triads: readonly Triad[];
  readonly features: readonly FeatureDesign[];
  readonly joints: readonly TangentJoint[];
  /** Coordinates along directions are measured from here: the middle of the part, about which it turns. */
  readonly center: Vec3;
  /** Half the size of the part: turning by an angle moves its outside by about this times the angle. */
  readonly reach: number;
};

/** What a variable decides. `plane` and `center`: where a plane or an axis lies along a direction. */
export type Variable =
  | { readonly role: 'turn' | 'angle' | 'radius' | 'offset' | 'sweep'; readonly start: number }
  | { readonly role: 'plane' | 'center'; readonly along: Axis; readonly start: number };

/** Index into the variables. */
export type Reference = number;

/** Three perpendicular directions that turn together: freely, or with a parent and about one of its axes. */
export type Triad =
  /** `turn`: the first of three variables, a rotation vector applied to `axes`. */
  | { readonly kind: 'free'; readonly axes: Axes; readonly turn: Reference }
  | {
      readonly kind: 'about';
      readonly parent: number;
      readonly axis: AxisIndex;
      readonly angle: Reference;
      readonly sign: 1 | -1;
    };

export type Axes = readonly [Vec3, Vec3, Vec3];
export type AxisIndex = 0 | 1 | 2;

/** A direction: an axis of a triad, or its opposite. */
export type Axis = { readonly triad: number; readonly index: AxisIndex; readonly sign: 1 | -1 };

/** A coordinate that follows a variable, or stays. */
export type Anchor = { readonly follows: Reference } | { readonly stays: number };

export type FeatureDesign = {
  readonly source: Sweep;
  readonly xAxis: Axis;
  readonly normal: Axis;
  readonly sweep: ExtrudeDesign | RevolveDesign;
  /** Curves of each loop in the order of its edges, loops in the order outer, holes of each profile. */
  readonly loops: readonly (readonly CurveDesign[])[];
};

export type ExtrudeDesign = {
  readonly kind: 'extrude';
  /** Of the sketch's origin along the axes of the frame's triad. */
  readonly origin: readonly [Anchor, Anchor, Anchor];
  /** Planes of the caps. */
  readonly from: Reference;
  readonly to: Reference;
};

export type RevolveDesign = {
  readonly kind: 'revolve';
  readonly direction: Axis;
  /** Where the axis lies along two other axes of the direction's triad. */
  readonly location: readonly [Coordinate, Coordinate];
  /** Of the sketch's axis point, along the direction. */
  readonly height: Anchor;
  /** Angles of the caps; none for a whole turn. */
  readonly ends?: readonly [Reference, Reference];
};

export type Coordinate = { readonly along: Axis; readonly at: Reference };

/** An unbounded curve of a sketch. */
export type CurveDesign =
  /** Across the direction `normal`: its sweep is a plane, or in a revolve a plane across the axis. */
  | { readonly kind: 'line'; readonly normal: Axis; readonly at: Reference }
  /** On the axis of a revolve: it makes no face. */
  | { readonly kind: 'axis' }
  /** Parallel to the axis of a revolve, left or right of it. */
  | { readonly kind: 'parallel'; readonly side: 1 | -1; readonly radius: Reference }
  /** Oblique to the axis of a revolve: `offset` is its distance from the axis's point at `height`. */
  | { readonly kind: 'slanted'; readonly normal: Axis; readonly height: number; readonly offset: Reference }
  | { readonly kind: 'circle'; readonly center: CenterDesign; readonly radius: Reference };

export type CenterDesign =
  | { readonly kind: 'point'; readonly coordinates: readonly [Coordinate, Coordinate] }
  /** Of a revolve: how far from its axis (on it, where there is no radius) and at which height. */
  | {
      readonly kind: 'meridian';
      readonly radius: { readonly side: 1 | -1; readonly at: Reference } | undefined;
      readonly height: Reference;
    };

/** The curves at the start and end of a vertex of a loop touch each other there. */
export type TangentJoint = {
  readonly feature: number;
  readonly loop: number;
  readonly before: number;
  readonly after: number;
  /** For two circles: whether they touch from outside. */
  readonly outside: boolean;
};
