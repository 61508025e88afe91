import { type Frame, planeToWorld, toLocal } from '../../geometry/frame.ts';
import { scale, type Vec2 } from '../../geometry/vector.ts';
import { mapLoop } from '../../program/region.ts';
import type { Extrude, Revolve, Sweep } from '../../program/types.ts';
import { namedPlane } from './planes.ts';

/** A feature drawn on one of the planes XY, YZ and ZX, moved along its normal only. */
export type PlanarFeature = {
  readonly plane: string;
  /** Where the plane stands along its normal. */
  readonly level: number;
  readonly feature: Sweep;
};

/** The plane across each world axis. */
const PLANES = ['YZ', 'ZX', 'XY'] as const;

/**
 * The same feature drawn on XY, YZ or ZX, or undefined when its sketch plane is parallel to none of them. An extrusion
 * starts or ends in its plane: in a plane of `known` if one of its ends lies there, else in its own sketch plane if
 * that is an end, else where it starts.
 */
export function onCanonicalPlane(
  feature: Sweep,
  known: readonly { readonly plane: string; readonly level: number }[],
): PlanarFeature | undefined {
  const { frame } = feature.sketch;
  const axis = frame.normal.findIndex((x) => Math.abs(Math.abs(x) - 1) < 1e-12);
  if (axis < 0) return undefined;
  const plane = PLANES[axis];
  const height = frame.origin[axis];
  if (feature.kind === 'revolve') return { plane, level: height, feature: redrawn(feature, plane, height) };

  const sign = Math.sign(frame.normal[axis]);
  const ends = [height + sign * feature.from, height + sign * feature.to];
  const levels = known.filter((other) => other.plane === plane).map((other) => other.level);
  const own = feature.from === 0 || feature.to === 0 ? height : ends[0];
  const level = ends.find((end) => levels.includes(end)) ?? own;
  const depth = (level === ends[0] ? ends[1] : ends[0]) - level;
  const moved = { ...redrawn(feature, plane, level), from: Math.min(0, depth), to: Math.max(0, depth) };
  return { plane, level, feature: moved };
}

/** The feature with its sketch, and a revolve's axis, in the coordinates of a named plane at a distance. */
function redrawn<F extends Extrude | Revolve>(feature: F, plane: string, level: number): F {
  const { xAxis, normal } = namedPlane(plane)!;
  const frame: Frame = { origin: scale(normal, level), xAxis, normal };
  const move = (point: Vec2): Vec2 => {
    const [u, v] = toLocal(frame, planeToWorld(feature.sketch.frame, point));
    return [u, v];
  };
  const profiles = feature.sketch.profiles.map(({ outer, holes }) => ({
    outer: mapLoop(outer, move),
    holes: holes.map((hole) => mapLoop(hole, move)),
  }));
  const sketch = { frame, profiles };
  if (feature.kind === 'extrude') return { ...feature, sketch };
  const [origin, tip] = [move([0, 0]), move(feature.axis.direction)];
  const direction: Vec2 = [tip[0] - origin[0], tip[1] - origin[1]];
  return { ...feature, sketch, axis: { point: move(feature.axis.point), direction } };
}
