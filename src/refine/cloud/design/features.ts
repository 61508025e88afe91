import { meetingPoint, type PlaneCurve, projectToCurve } from '../../../geometry/plane-curve.ts';
import { distance2, type Vec2 } from '../../../geometry/vector.ts';
import type { Piece } from '../../../program/plane-piece.ts';
import type { Edge, Loop, Profile, Sweep } from '../../../program/types.ts';
import { curvePieces, loopsOf } from './loops.ts';
import { type PlacedSketch, sketchesAt } from './sketches.ts';
import type { Design } from './types.ts';

/** Curves that miss each other by less than this share of the part's size still touch. */
const TOUCHING = 1e-7;
/** A vertex may move by this share of the part's size; one that moves farther is where its curves hardly meet. */
const FARTHEST = 0.1;

/** The features that the design makes for some values: vertices are where neighbouring curves meet. */
export function featuresAt(design: Design, values: ArrayLike<number>): Sweep[] {
  const sketches = sketchesAt(design, values);
  return design.features.map(({ source }, i) => {
    const sketch = sketches[i];
    const loops = loopsOf(source.sketch).map((loop, k) => trimmed(loop, sketch.curves[k], design.reach));
    const profiles = source.sketch.profiles.map(({ holes }): Profile => {
      const [outer, ...inner] = loops.splice(0, 1 + holes.length);
      return { outer, holes: inner };
    });
    const placed = { sketch: { frame: sketch.frame, profiles }, from: sketch.from, to: sketch.to };
    return source.kind === 'extrude'
      ? { ...source, ...placed }
      : { ...source, ...placed, axis: axisOf(sketch, source.axis) };
  });
}

const axisOf = ({ axis }: PlacedSketch, source: { point: Vec2; direction: Vec2 }) =>
  axis ? { point: axis.point, direction: axis.direction } : source;

/** The loop with its vertices moved to where its new curves meet. */
function trimmed(loop: Loop, curves: readonly PlaneCurve[], reach: number): Loop {
  if (loop.kind === 'circle') {
    const [circle] = curves;
    return circle.kind === 'circle' ? { ...circle } : loop;
  }
  const pieces = curvePieces(loop);
  const vertices = pieces.map(({ from }, i) =>
    vertexAt(curves[(i + pieces.length - 1) % pieces.length], curves[i], from, reach),
  );
  const edges = pieces.map((piece, i): Edge => {
    const to = vertices[(i + 1) % pieces.length];
    const curve = curves[i];
    if (!piece.arc || curve.kind === 'line') return { kind: 'line', to };
    return { kind: 'arc', through: middleOfArc(piece, curve, vertices[i], to), to };
  });
  return { kind: 'path', start: vertices[0], edges };
}

function vertexAt(a: PlaneCurve, b: PlaneCurve, near: Vec2, reach: number): Vec2 {
  const meeting = meetingPoint(a, b, near, TOUCHING * reach);
  if (meeting && distance2(meeting, near) <= FARTHEST * reach) return meeting;
  return projectToCurve(b, projectToCurve(a, near));
}

/** The point halfway along the arc between its new ends, running as the old one did. */
function middleOfArc(
  { arc }: Piece,
  { center, radius }: Extract<PlaneCurve, { kind: 'circle' }>,
  from: Vec2,
  to: Vec2,
): Vec2 {
  const angle = (p: Vec2) => Math.atan2(p[1] - center[1], p[0] - center[0]);
  const sense = Math.sign(arc?.sweep ?? 1);
  const turn = 2 * Math.PI;
  const sweep = (sense * (((sense * (angle(to) - angle(from))) % turn) + turn)) % turn;
  const middle = angle(from) + sweep / 2;
  return [center[0] + radius * Math.cos(middle), center[1] + radius * Math.sin(middle)];
}
