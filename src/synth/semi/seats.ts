import { type Frame, toWorld, yAxisOf } from '../../geometry/frame.ts';
import { addScaled, negate, scale, type Vec2, type Vec3 } from '../../geometry/vector.ts';
import { edgesOf, loopArea, loopBounds, mapLoop, type PlaneBounds } from '../../program/region.ts';
import type { Extrude, Loop, Profile, SweptProgram } from '../../program/types.ts';

/** A plane face of a design that a sketch can be put on: its outline in a frame whose normal points out of it. */
export type Seat = {
  readonly frame: Frame;
  readonly face: Profile;
  readonly bounds: PlaneBounds;
  /** How far the extrusion that made the face reaches below it. */
  readonly depth: number;
};

/**
 * The plane faces that the design's extrusions make before others change them: the caps and flat sides of what is new or
 * joined.
 */
export const seatsOf = ({ features }: SweptProgram): Seat[] =>
  features.flatMap((feature) =>
    feature.kind === 'extrude' && (feature.operation === 'new' || feature.operation === 'join')
      ? [...capSeats(feature), ...sideSeats(feature)]
      : [],
  );

function capSeats({ sketch: { frame, profiles }, from, to }: Extrude): Seat[] {
  const depth = to - from;
  const top = { ...frame, origin: addScaled(frame.origin, frame.normal, to) };
  // Seen from below, the sketch's second axis runs the other way.
  const bottom = {
    ...frame,
    origin: addScaled(frame.origin, frame.normal, from),
    normal: negate(frame.normal),
  };
  const flip = (loop: Loop) => mapLoop(loop, ([u, v]) => [u, -v]);
  return profiles.flatMap((face) => [
    seat(top, face, depth),
    seat(bottom, { outer: flip(face.outer), holes: face.holes.map(flip) }, depth),
  ]);
}

/** A rectangle for each straight edge of an outer loop. */
function sideSeats({ sketch: { frame, profiles }, from, to }: Extrude): Seat[] {
  return profiles.flatMap(({ outer }) => {
    if (outer.kind === 'circle') return [];
    const turn = Math.sign(loopArea(outer));
    const box = loopBounds(outer);
    return [...edgesOf(outer)].flatMap(({ from: start, edge }) => {
      if (edge.kind !== 'line') return [];
      const [du, dv] = [turn * (edge.to[0] - start[0]), turn * (edge.to[1] - start[1])];
      const length = Math.hypot(du, dv);
      const along = inPlane(frame, [du / length, dv / length]);
      const outwards = inPlane(frame, [dv / length, -du / length]);
      const middle = toWorld(frame, [
        (start[0] + edge.to[0]) / 2,
        (start[1] + edge.to[1]) / 2,
        (from + to) / 2,
      ]);
      const [x, y] = [length / 2, (to - from) / 2];
      const outline: Loop = {
        kind: 'path',
        start: [-x, -y],
        edges: [
          [x, -y],
          [x, y],
          [-x, y],
          [-x, -y],
        ].map(([u, v]) => ({ kind: 'line', to: [u, v] as Vec2 })),
      };
      const depth = (Math.abs(dv) * (box.maxU - box.minU) + Math.abs(du) * (box.maxV - box.minV)) / length;
      return [seat({ origin: middle, xAxis: along, normal: outwards }, { outer: outline, holes: [] }, depth)];
    });
  });
}

const seat = (frame: Frame, face: Profile, depth: number): Seat => ({
  frame,
  face,
  bounds: loopBounds(face.outer),
  depth,
});

const inPlane = (frame: Frame, [u, v]: Vec2): Vec3 => addScaled(scale(frame.xAxis, u), yAxisOf(frame), v);
