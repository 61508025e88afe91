import { distanceToCurve, type PlaneCurve } from '../../../geometry/plane-curve.ts';
import { distance2, type Vec2 } from '../../../geometry/vector.ts';
import { type Piece, pieceDirection } from '../../../program/plane-piece.ts';
import type { Sweep } from '../../../program/types.ts';
import { curvePieces, loopsOf } from './loops.ts';
import type { TangentJoint } from './types.ts';

/** Two edges that turn by less than this (radians) where they meet are meant to run on smoothly. */
const SMOOTH = 0.1;

/** The joints at which an arc touches its neighbour, or misses doing so by no more than `tolerance`. */
export function tangentJoints(features: readonly Sweep[], tolerance: number): TangentJoint[] {
  return features.flatMap(({ sketch }, feature) =>
    loopsOf(sketch).flatMap((loop, index) => {
      const pieces = curvePieces(loop);
      if (pieces.length < 2) return [];
      return pieces.flatMap((piece, after): TangentJoint[] => {
        const before = (after + pieces.length - 1) % pieces.length;
        const previous = pieces[before];
        if (!(previous.arc || piece.arc) || turn(previous, piece) > SMOOTH) return [];
        const outside = touchOutside(previous, piece);
        const gap = tangencyGap(curveOf(previous), curveOf(piece), outside);
        if (gap === undefined || Math.abs(gap) > tolerance) return [];
        return [{ feature, loop: index, before, after, outside }];
      });
    }),
  );
}

/** The unbounded curve of a piece. */
export const curveOf = ({ from, to, arc }: Piece): PlaneCurve =>
  arc
    ? { kind: 'circle', center: arc.center, radius: arc.radius }
    : { kind: 'line', point: from, direction: unit([to[0] - from[0], to[1] - from[1]]) };

const unit = ([u, v]: Vec2): Vec2 => {
  const size = Math.hypot(u, v);
  return [u / size, v / size];
};

/** By how much two curves miss touching each other, signed; undefined where they cannot touch, such as one circle twice. */
export function tangencyGap(a: PlaneCurve, b: PlaneCurve, outside: boolean): number | undefined {
  if (a.kind === 'line' && b.kind === 'line') return undefined;
  if (a.kind === 'line') return b.kind === 'circle' ? distanceToCurve(a, b.center) - b.radius : undefined;
  if (b.kind === 'line') return distanceToCurve(b, a.center) - a.radius;
  const apart = distance2(a.center, b.center);
  if (apart < 1e-6 * (a.radius + b.radius)) return undefined;
  return apart - (outside ? a.radius + b.radius : Math.abs(a.radius - b.radius));
}

/** The angle by which the path turns from one piece to the next. */
function turn(before: Piece, after: Piece): number {
  const [a, b] = [pieceDirection(before, 1), pieceDirection(after, 0)];
  return Math.abs(Math.atan2(a[0] * b[1] - a[1] * b[0], a[0] * b[0] + a[1] * b[1]));
}

/** Arcs that bend opposite ways touch from outside. */
const touchOutside = (a: Piece, b: Piece): boolean => !!a.arc && !!b.arc && a.arc.sweep * b.arc.sweep < 0;
