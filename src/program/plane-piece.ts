import { cross2, distance2, type Vec2 } from '../geometry/vector.ts';
import { arcGeometry, edgesOf } from './region.ts';
import type { Loop } from './types.ts';

/** A directed line segment, or a circular arc turning by `sweep` (positive counter-clockwise) from `startAngle`. */
export type Piece = {
  readonly from: Vec2;
  readonly to: Vec2;
  readonly arc?: {
    readonly center: Vec2;
    readonly radius: number;
    readonly startAngle: number;
    readonly sweep: number;
  };
};

/** The loop's edges as pieces, a circle as its two halves, counter-clockwise. */
export function piecesOf(loop: Loop): Piece[] {
  if (loop.kind === 'path') {
    return [...edgesOf(loop)].map(({ from, edge }) => {
      const arc = edge.kind === 'arc' ? arcGeometry(from, edge) : undefined;
      return { from, to: edge.to, arc };
    });
  }
  const { center, radius } = loop;
  const right: Vec2 = [center[0] + radius, center[1]];
  const left: Vec2 = [center[0] - radius, center[1]];
  return [
    { from: right, to: left, arc: { center, radius, startAngle: 0, sweep: Math.PI } },
    { from: left, to: right, arc: { center, radius, startAngle: Math.PI, sweep: Math.PI } },
  ];
}

/** The point at fraction `t` of the piece. */
export function piecePoint({ from, to, arc }: Piece, t: number): Vec2 {
  if (!arc) return [from[0] + t * (to[0] - from[0]), from[1] + t * (to[1] - from[1])];
  const angle = arc.startAngle + t * arc.sweep;
  return [arc.center[0] + arc.radius * Math.cos(angle), arc.center[1] + arc.radius * Math.sin(angle)];
}

/** The fraction of the piece at which it comes nearest to the curve point `p`, ends included. */
export function pieceFraction({ from, to, arc }: Piece, p: Vec2): number {
  if (!arc) {
    const d: Vec2 = [to[0] - from[0], to[1] - from[1]];
    const t = ((p[0] - from[0]) * d[0] + (p[1] - from[1]) * d[1]) / (d[0] ** 2 + d[1] ** 2);
    return Math.min(1, Math.max(0, t));
  }
  const turn =
    (Math.atan2(p[1] - arc.center[1], p[0] - arc.center[0]) - arc.startAngle) * Math.sign(arc.sweep);
  const along = turn - 2 * Math.PI * Math.floor(turn / (2 * Math.PI));
  const sweep = Math.abs(arc.sweep);
  if (along <= sweep) return along / sweep;
  // Beyond the end: the nearer of both ends, going on or going back.
  return along - sweep < 2 * Math.PI - along ? 1 : 0;
}

export const distanceToPiece = (piece: Piece, p: Vec2): number =>
  distance2(p, piecePoint(piece, pieceFraction(piece, p)));

/** The direction of travel at fraction `t`, not normalised. */
export function pieceDirection({ from, to, arc }: Piece, t: number): Vec2 {
  if (!arc) return [to[0] - from[0], to[1] - from[1]];
  const angle = arc.startAngle + t * arc.sweep;
  return [-Math.sin(angle) * arc.sweep, Math.cos(angle) * arc.sweep];
}

/** The part of the piece between two fractions. */
export function subPiece(piece: Piece, t0: number, t1: number, from: Vec2, to: Vec2): Piece {
  const { arc } = piece;
  if (!arc) return { from, to };
  return {
    from,
    to,
    arc: { ...arc, startAngle: arc.startAngle + t0 * arc.sweep, sweep: (t1 - t0) * arc.sweep },
  };
}

/** The piece run the other way. */
export function reversedPiece({ from, to, arc }: Piece): Piece {
  if (!arc) return { from: to, to: from };
  return { from: to, to: from, arc: { ...arc, startAngle: arc.startAngle + arc.sweep, sweep: -arc.sweep } };
}

/** Points that both pieces share, to within `tolerance`; where they run together, the ends of the shared part. */
export function meetingPoints(a: Piece, b: Piece, tolerance: number): Vec2[] {
  const crossings =
    a.arc && b.arc
      ? circlesMeet(a.arc, b.arc, tolerance)
      : a.arc
        ? lineMeets(b, a.arc, tolerance)
        : b.arc
          ? lineMeets(a, b.arc, tolerance)
          : linesMeet(a, b);
  return [...crossings, a.from, a.to, b.from, b.to].filter(
    (p) => distanceToPiece(a, p) <= tolerance && distanceToPiece(b, p) <= tolerance,
  );
}

function linesMeet(a: Piece, b: Piece): Vec2[] {
  const d = pieceDirection(a, 0);
  const e = pieceDirection(b, 0);
  const denominator = cross2(d, e);
  if (Math.abs(denominator) <= 1e-12 * Math.hypot(...d) * Math.hypot(...e)) return [];
  return [piecePoint(a, cross2([b.from[0] - a.from[0], b.from[1] - a.from[1]], e) / denominator)];
}

type Circle = { readonly center: Vec2; readonly radius: number };

function lineMeets(line: Piece, { center, radius }: Circle, tolerance: number): Vec2[] {
  const [dx, dy] = pieceDirection(line, 0);
  const size = Math.hypot(dx, dy);
  const u: Vec2 = [dx / size, dy / size];
  const along = (center[0] - line.from[0]) * u[0] + (center[1] - line.from[1]) * u[1];
  const foot: Vec2 = [line.from[0] + along * u[0], line.from[1] + along * u[1]];
  const height = distance2(foot, center);
  if (height > radius + tolerance) return [];
  const half = Math.sqrt(Math.max(0, radius ** 2 - height ** 2));
  return [-half, half].map((s): Vec2 => [foot[0] + s * u[0], foot[1] + s * u[1]]);
}

function circlesMeet(a: Circle, b: Circle, tolerance: number): Vec2[] {
  const d = distance2(a.center, b.center);
  if (d <= tolerance || d > a.radius + b.radius + tolerance || d < Math.abs(a.radius - b.radius) - tolerance)
    return [];
  const u: Vec2 = [(b.center[0] - a.center[0]) / d, (b.center[1] - a.center[1]) / d];
  const along = (d * d + a.radius ** 2 - b.radius ** 2) / (2 * d);
  const half = Math.sqrt(Math.max(0, a.radius ** 2 - along ** 2));
  return [-half, half].map(
    (s): Vec2 => [a.center[0] + along * u[0] - s * u[1], a.center[1] + along * u[1] + s * u[0]],
  );
}
