import { type Frame, yAxisOf } from '../../../geometry/frame.ts';
import type { PlaneCurve } from '../../../geometry/plane-curve.ts';
import { addScaled, dot, subtract, type Vec2, type Vec3 } from '../../../geometry/vector.ts';
import { axesAt, directionOf } from './directions.ts';
import type {
  Anchor,
  Axes,
  Axis,
  Coordinate,
  CurveDesign,
  Design,
  ExtrudeDesign,
  FeatureDesign,
  RevolveDesign,
} from './types.ts';

/** Where a feature's sketch lies and the unbounded curves of its loops, for some values of the variables. */
export type PlacedSketch = {
  readonly frame: Frame;
  /** Extent of the sweep: signed distances along the normal, or angles about the axis. */
  readonly from: number;
  readonly to: number;
  /** The line that a revolve turns about, in the sketch and in space. */
  readonly axis?: TurningAxis;
  readonly curves: readonly (readonly PlaneCurve[])[];
};

export type TurningAxis = {
  readonly point: Vec2;
  /** A unit vector. */
  readonly direction: Vec2;
  readonly worldPoint: Vec3;
  readonly worldDirection: Vec3;
};

type Context = { readonly design: Design; readonly values: ArrayLike<number>; readonly axes: Axes[] };

/** Places every feature's sketch. */
export function sketchesAt(design: Design, values: ArrayLike<number>): PlacedSketch[] {
  const context = { design, values, axes: axesAt(design.triads, values, design.reach) };
  return design.features.map((feature) =>
    feature.sweep.kind === 'extrude'
      ? placeExtrude(feature, feature.sweep, context)
      : placeRevolve(feature, feature.sweep, context),
  );
}

const anchored = (anchor: Anchor, values: ArrayLike<number>): number =>
  'follows' in anchor ? values[anchor.follows] : anchor.stays;

function placeExtrude(feature: FeatureDesign, sweep: ExtrudeDesign, context: Context): PlacedSketch {
  const { design, values, axes } = context;
  const { normal } = feature;
  const coordinates = sweep.origin.map((anchor) => anchored(anchor, values));
  const origin = coordinates.reduce(
    (sum: Vec3, at, k) => addScaled(sum, axes[normal.triad][k], at),
    design.center,
  );
  const frame = { origin, xAxis: directionOf(axes, feature.xAxis), normal: directionOf(axes, normal) };
  const height = (at: number) => normal.sign * (values[at] - coordinates[normal.index]);
  const plane = planeOf(frame, context);
  const curves = feature.loops.map((loop) => loop.map((curve) => placeInExtrude(curve, plane, context)));
  return { frame, from: height(sweep.from), to: height(sweep.to), curves };
}

/** A sketch plane that world directions and coordinates can be drawn in. */
type Plane = {
  readonly across: (axis: Axis) => Vec2;
  /** Coordinate of the sketch's origin along an axis. */
  readonly shift: (axis: Axis) => number;
};

function planeOf(frame: Frame, { design, axes }: Context): Plane {
  const y = yAxisOf(frame);
  const offset = subtract(frame.origin, design.center);
  return {
    across: (axis) => {
      const direction = directionOf(axes, axis);
      return [dot(direction, frame.xAxis), dot(direction, y)];
    },
    shift: (axis) => dot(directionOf(axes, axis), offset),
  };
}

/** The line of a sketch with the given coordinate along an axis in its plane. */
function lineAt(plane: Plane, normal: Axis, coordinate: number): PlaneCurve {
  return lineWithNormal(plane.across(normal), coordinate - plane.shift(normal));
}

/** The points p with normal . p = offset. */
const lineWithNormal = (normal: Vec2, offset: number): PlaneCurve => ({
  kind: 'line',
  point: [normal[0] * offset, normal[1] * offset],
  direction: [-normal[1], normal[0]],
});

function placeInExtrude(curve: CurveDesign, plane: Plane, { values }: Context): PlaneCurve {
  if (curve.kind === 'line') return lineAt(plane, curve.normal, values[curve.at]);
  if (curve.kind !== 'circle' || curve.center.kind !== 'point') throw new TypeError(curve.kind);
  const [first, second] = curve.center.coordinates;
  const part = ({ along, at }: Coordinate): Vec2 => {
    const across = plane.across(along);
    const offset = values[at] - plane.shift(along);
    return [across[0] * offset, across[1] * offset];
  };
  const [a, b] = [part(first), part(second)];
  return { kind: 'circle', center: [a[0] + b[0], a[1] + b[1]], radius: values[curve.radius] };
}

function placeRevolve(feature: FeatureDesign, sweep: RevolveDesign, context: Context): PlacedSketch {
  const { design, values, axes } = context;
  const source = feature.source;
  if (source.kind !== 'revolve') throw new TypeError(source.kind);
  const [xAxis, normal] = [directionOf(axes, feature.xAxis), directionOf(axes, feature.normal)];
  const frameAtCenter = { origin: design.center, xAxis, normal };
  const y = yAxisOf(frameAtCenter);
  const worldDirection = directionOf(axes, sweep.direction);
  const direction: Vec2 = [dot(worldDirection, xAxis), dot(worldDirection, y)];
  const height = sweep.direction.sign * anchored(sweep.height, values);
  const onAxis = sweep.location.reduce(
    (sum: Vec3, { along, at }) => addScaled(sum, directionOf(axes, along), values[at]),
    design.center,
  );
  const worldPoint = addScaled(onAxis, worldDirection, height);
  // The sketch moves with its axis, which so keeps its place in it.
  const { point } = source.axis;
  const origin = addScaled(addScaled(worldPoint, xAxis, -point[0]), y, -point[1]);
  const frame = { origin, xAxis, normal };
  const axis = { point, direction, worldPoint, worldDirection };
  const plane = planeOf(frame, context);
  const curves = feature.loops.map((loop) =>
    loop.map((curve) => placeInRevolve(curve, sweep.direction, axis, height, plane, context)),
  );
  const angle = (at: number) => values[at] / design.reach;
  const [from, to] = sweep.ends ? sweep.ends.map(angle) : [source.from, source.to];
  return { frame, from, to, axis, curves };
}

function placeInRevolve(
  curve: CurveDesign,
  along: Axis,
  { point, direction }: TurningAxis,
  height: number,
  plane: Plane,
  { values }: Context,
): PlaneCurve {
  const left: Vec2 = [-direction[1], direction[0]];
  const at = (distance: number, rise: number): Vec2 => [
    point[0] + distance * left[0] + rise * direction[0],
    point[1] + distance * left[1] + rise * direction[1],
  ];
  switch (curve.kind) {
    case 'axis':
      return { kind: 'line', point, direction };
    case 'parallel':
      return { kind: 'line', point: at(curve.side * values[curve.radius], 0), direction };
    case 'line':
      return lineWithNormal(
        direction,
        along.sign * values[curve.at] - height + point[0] * direction[0] + point[1] * direction[1],
      );
    case 'slanted': {
      const normal = plane.across(curve.normal);
      const foot = at(0, along.sign * curve.height - height);
      return lineWithNormal(normal, normal[0] * foot[0] + normal[1] * foot[1] + values[curve.offset]);
    }
    case 'circle': {
      if (curve.center.kind !== 'meridian') throw new TypeError(curve.center.kind);
      const { radius } = curve.center;
      const distance = radius ? radius.side * values[radius.at] : 0;
      const center = at(distance, along.sign * values[curve.center.height] - height);
      return { kind: 'circle', center, radius: values[curve.radius] };
    }
  }
}
