import { planeToWorld, yAxisOf } from '../../../geometry/frame.ts';
import { type Bounds, diagonalOf } from '../../../geometry/mesh.ts';
import {
  add,
  addScaled,
  cross2,
  dot,
  scale,
  subtract,
  type Vec2,
  type Vec3,
} from '../../../geometry/vector.ts';
import type { Piece } from '../../../program/plane-piece.ts';
import type { Extrude, Revolve, Sketch, Sweep } from '../../../program/types.ts';
import { type Directions, next, startDirections } from './directions.ts';
import { tangentJoints } from './joints.ts';
import { curvePieces, loopsOf } from './loops.ts';
import { type Pools, startPools } from './pools.ts';
import type { Axis, CenterDesign, Coordinate, CurveDesign, Design, FeatureDesign } from './types.ts';

/** Coordinates and radii that differ by less than this share of the part's diagonal are one decision. */
const EQUAL = 1e-6;
/** Directions that differ by less (radians), or would not move the part's outside by the tolerance, are one. */
const PARALLEL = 1e-3;

/**
 * Reads the decisions out of features whose numbers may all be a little off. `bounds` is the part's box; curves that
 * miss each other by no more than `tolerance` where they meet smoothly are meant to touch.
 */
export function designOf(features: readonly Sweep[], bounds: Bounds, tolerance: number): Design {
  const diagonal = diagonalOf(bounds);
  const reach = diagonal / 2;
  const pools = startPools(EQUAL * diagonal);
  const parallel = Math.min(PARALLEL, tolerance / reach);
  const directions = startDirections(
    parallel,
    (angle) => pools.add('angle', angle * reach),
    () => [0, 1, 2].map(() => pools.add('turn', 0))[0],
  );
  const center = scale(add(bounds.min, bounds.max), 0.5);
  const reader: Reader = { pools, directions, center, reach, equal: EQUAL * diagonal, parallel };
  // Frames first: what they do not share with each other, their sketches need not share either.
  for (const { sketch } of features) directions.pair(sketch.frame.normal, sketch.frame.xAxis);
  const designs = features.map((feature) =>
    feature.kind === 'extrude' ? extrudeDesign(feature, reader) : revolveDesign(feature, reader),
  );
  const { variables } = pools;
  const { triads } = directions;
  const joints = tangentJoints(features, tolerance);
  return { variables, triads, features: designs, joints, center, reach };
}

/** What reading a feature adds to. */
type Reader = {
  readonly pools: Pools;
  readonly directions: Directions;
  readonly center: Vec3;
  readonly reach: number;
  readonly equal: number;
  readonly parallel: number;
};

/** The axis that `axis` is parallel to and that has it first, its positive direction. */
const positive = ({ directions }: Reader, axis: Axis): Axis => ({ ...directions.canonical(axis), sign: 1 });

/** Coordinate of a world point along an axis. */
const coordinateOf = ({ directions, center }: Reader, { triad, index }: Axis, point: Vec3): number =>
  dot(directions.axes[triad][index], subtract(point, center));

function coordinate(reader: Reader, role: 'plane' | 'center', axis: Axis, point: Vec3): Coordinate {
  const along = positive(reader, axis);
  return { along, at: reader.pools.coordinate(role, along, coordinateOf(reader, along, point)) };
}

function anchorAt(reader: Reader, axis: Axis, point: Vec3) {
  const along = positive(reader, axis);
  return reader.pools.anchor(along, coordinateOf(reader, along, point));
}

/** Where a point lies along the two axes beside `axis`. */
function location(reader: Reader, axis: Axis, point: Vec3): readonly [Coordinate, Coordinate] {
  const { triad, index } = positive(reader, axis);
  const at = (beside: Axis['index']) =>
    coordinate(reader, 'center', { triad, index: beside, sign: 1 }, point);
  return [at(next(index)), at(next(next(index)))];
}

function extrudeDesign(source: Extrude, reader: Reader): FeatureDesign {
  const { frame } = source.sketch;
  const { first: normal, second: xAxis } = reader.directions.pair(frame.normal, frame.xAxis);
  const cap = (at: number) =>
    coordinate(reader, 'plane', normal, addScaled(frame.origin, frame.normal, at)).at;
  const [from, to] = [cap(source.from), cap(source.to)];
  const loops = loopsOf(source.sketch).map((loop) =>
    curvePieces(loop).map((piece): CurveDesign => {
      if (!piece.arc) return lineAcross(source.sketch, piece, reader);
      const coordinates = location(reader, normal, planeToWorld(frame, piece.arc.center));
      const center: CenterDesign = { kind: 'point', coordinates };
      return { kind: 'circle', center, radius: reader.pools.radius(piece.arc.radius) };
    }),
  );
  const along = ([0, 1, 2] as const).map((index) =>
    anchorAt(reader, { triad: normal.triad, index, sign: 1 }, frame.origin),
  );
  return {
    source,
    xAxis,
    normal,
    sweep: { kind: 'extrude', origin: [along[0], along[1], along[2]], from, to },
    loops,
  };
}

/** A line of a sketch as the plane that stands on it. */
function lineAcross({ frame }: Sketch, piece: Piece, reader: Reader): CurveDesign {
  const normal = reader.directions.pair(frame.normal, acrossInWorld({ frame }, piece)).second;
  const { along, at } = coordinate(reader, 'plane', normal, planeToWorld(frame, middleOf(piece)));
  return { kind: 'line', normal: along, at };
}

const middleOf = ({ from, to }: Piece): Vec2 => [(from[0] + to[0]) / 2, (from[1] + to[1]) / 2];

/** Unit vector of the sketch plane across a line. */
function acrossInWorld({ frame }: Pick<Sketch, 'frame'>, piece: Piece): Vec3 {
  const [u, v] = unit([piece.to[0] - piece.from[0], piece.to[1] - piece.from[1]]);
  return addScaled(scale(frame.xAxis, -v), yAxisOf(frame), u);
}

const unit = ([u, v]: Vec2): Vec2 => {
  const size = Math.hypot(u, v);
  return [u / size, v / size];
};

function revolveDesign(source: Revolve, reader: Reader): FeatureDesign {
  const { pools, directions, reach } = reader;
  const { frame } = source.sketch;
  const { first: normal, second: xAxis } = directions.pair(frame.normal, frame.xAxis);
  const d = unit(source.axis.direction);
  const world = addScaled(scale(frame.xAxis, d[0]), yAxisOf(frame), d[1]);
  const direction = directions.canonical(directions.pair(frame.normal, world).second);
  const point = planeToWorld(frame, source.axis.point);
  const whole = source.to - source.from >= 2 * Math.PI - 1e-9;
  const loops = loopsOf(source.sketch).map((loop) =>
    curvePieces(loop).map((piece) => meridian(source, piece, direction, reader)),
  );
  const ends = [source.from, source.to].map((angle) => angle * reach);
  return {
    source,
    xAxis,
    normal,
    sweep: {
      kind: 'revolve',
      direction,
      location: location(reader, direction, point),
      height: anchorAt(reader, direction, point),
      ...(whole ? {} : { ends: [pools.add('sweep', ends[0]), pools.add('sweep', ends[1])] as const }),
    },
    loops,
  };
}

/** A curve of a revolve's sketch as what it is to the axis. */
function meridian(source: Revolve, piece: Piece, direction: Axis, reader: Reader): CurveDesign {
  const { pools, equal, parallel } = reader;
  const { sketch, axis } = source;
  const d = unit(axis.direction);
  /** How far left of the axis. */
  const distanceOf = (p: Vec2) => cross2(d, [p[0] - axis.point[0], p[1] - axis.point[1]]);
  const sideOf = (distance: number): 1 | -1 => (distance > 0 ? 1 : -1);
  if (piece.arc) {
    const { center, radius } = piece.arc;
    const distance = distanceOf(center);
    const world = planeToWorld(sketch.frame, center);
    return {
      kind: 'circle',
      center: {
        kind: 'meridian',
        radius:
          Math.abs(distance) <= equal
            ? undefined
            : { side: sideOf(distance), at: pools.radius(Math.abs(distance)) },
        height: coordinate(reader, 'center', direction, world).at,
      },
      radius: pools.radius(radius),
    };
  }
  const along = unit([piece.to[0] - piece.from[0], piece.to[1] - piece.from[1]]);
  const middle = middleOf(piece);
  if (Math.abs(cross2(along, d)) < parallel) {
    const distance = distanceOf(middle);
    if (Math.abs(distance) <= equal) return { kind: 'axis' };
    return { kind: 'parallel', side: sideOf(distance), radius: pools.radius(Math.abs(distance)) };
  }
  const world = planeToWorld(sketch.frame, middle);
  if (Math.abs(along[0] * d[0] + along[1] * d[1]) < parallel) {
    const { along: normal, at } = coordinate(reader, 'plane', direction, world);
    return { kind: 'line', normal, at };
  }
  const across = acrossInWorld(sketch, piece);
  const normal = reader.directions.pair(sketch.frame.normal, across).second;
  const atHeight = addScaled(
    planeToWorld(sketch.frame, axis.point),
    addScaled(scale(sketch.frame.xAxis, d[0]), yAxisOf(sketch.frame), d[1]),
    (middle[0] - axis.point[0]) * d[0] + (middle[1] - axis.point[1]) * d[1],
  );
  const height = coordinateOf(reader, positive(reader, direction), atHeight);
  const offset = pools.add(
    'offset',
    dot(across, subtract(world, atHeight)) * sameSense(reader, normal, across),
  );
  return { kind: 'slanted', normal: { ...normal, sign: 1 }, height, offset };
}

/** 1 where a direction runs with the positive direction of an axis, -1 where against it. */
const sameSense = ({ directions }: Reader, { triad, index }: Axis, direction: Vec3): 1 | -1 =>
  dot(directions.axes[triad][index], direction) > 0 ? 1 : -1;
