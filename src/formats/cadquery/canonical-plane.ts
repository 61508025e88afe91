import { planeToWorld } from '../../geometry/frame.ts';
import type { Vec2, Vec3 } from '../../geometry/vector.ts';
import type { Edge, Extrude, Feature, Loop, Profile } from '../../program/types.ts';
import { namedPlane } from './planes.ts';

/** A feature drawn on one of the planes XY, YZ and ZX, moved along its normal only. */
export type PlanarFeature = {
  readonly plane: 'XY' | 'YZ' | 'ZX';
  /** Where the plane stands along its normal. */
  readonly level: number;
  readonly feature: Feature;
};

const PLANES = [
  { axis: 2, plane: 'XY' },
  { axis: 0, plane: 'YZ' },
  { axis: 1, plane: 'ZX' },
] as const;

/**
 * The same feature drawn on XY, YZ or ZX, or undefined when its sketch plane is parallel to none of them. An extrusion
 * starts or ends in its plane: in the one of `levels` if either end lies there, else where its sketch plane is if
 * that is an end, else at its start.
 */
export function onCanonicalPlane(
  feature: Feature,
  levels: readonly { plane: string; level: number }[],
): PlanarFeature | undefined {
  const { frame } = feature.sketch;
  const found = PLANES.find(({ axis }) => Math.abs(Math.abs(frame.normal[axis]) - 1) < 1e-12);
  if (!found) return undefined;
  const { axis, plane } = found;
  const { xAxis, normal } = namedPlane(plane)!;
  const flat = (point: Vec3): Vec2 => [along(point, xAxis), point[(axis + 2) % 3]];
  const move = (point: Vec2): Vec2 => flat(planeToWorld(frame, point));
  const profiles = feature.sketch.profiles.map((profile) => movedProfile(profile, move));
  const height = frame.origin[axis];
  if (feature.kind === 'revolve') {
    const origin = move([0, 0]);
    const [x, y] = move(feature.axis.direction);
    const sketch = { frame: frameAt(height), profiles };
    const turned = { point: move(feature.axis.point), direction: [x - origin[0], y - origin[1]] as const };
    return { plane, level: height, feature: { ...feature, sketch, axis: turned } };
  }
  const sign = Math.sign(frame.normal[axis]);
  const ends = [height + sign * feature.from, height + sign * feature.to];
  const level = startLevel(
    feature,
    height,
    ends,
    levels.filter((known) => known.plane === plane).map((known) => known.level),
  );
  const far = ends.find((end) => end !== level)! - level;
  const sketch = { frame: frameAt(level), profiles };
  return { plane, level, feature: { ...feature, sketch, from: Math.min(0, far), to: Math.max(0, far) } };

  function frameAt(distance: number) {
    return {
      origin: [normal[0] * distance, normal[1] * distance, normal[2] * distance] as const,
      xAxis,
      normal,
    };
  }
}

function startLevel(
  { from, to }: Extrude,
  height: number,
  ends: readonly number[],
  levels: readonly number[],
): number {
  return ends.find((end) => levels.includes(end)) ?? (from === 0 || to === 0 ? height : ends[0]);
}

const along = (point: Vec3, axis: Vec3): number =>
  point[0] * axis[0] + point[1] * axis[1] + point[2] * axis[2];

const movedProfile = ({ outer, holes }: Profile, move: (point: Vec2) => Vec2): Profile => ({
  outer: movedLoop(outer, move),
  holes: holes.map((hole) => movedLoop(hole, move)),
});

function movedLoop(loop: Loop, move: (point: Vec2) => Vec2): Loop {
  if (loop.kind === 'circle') return { ...loop, center: move(loop.center) };
  const edges = loop.edges.map(
    (edge): Edge =>
      edge.kind === 'line'
        ? { kind: 'line', to: move(edge.to) }
        : { kind: 'arc', through: move(edge.through), to: move(edge.to) },
  );
  return { kind: 'path', start: move(loop.start), edges };
}
