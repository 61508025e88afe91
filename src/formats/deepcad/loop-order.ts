import type { Vec2 } from '../../geometry/vector.ts';
import { cross2 } from '../../geometry/vector.ts';
import { type Piece, piecePoint, piecesOf, reversedPiece } from '../../program/plane-piece.ts';
import { loopBounds } from '../../program/region.ts';
import type { Loop, Profile } from '../../program/types.ts';

/** Coordinates that agree to so many decimals, of a part of about unit size, count as one when loops are ordered. */
const DECIMALS = 1e6;

/** Negative where `a` comes before `b`: more to the left, or as far left and lower. */
function compareCorners(a: Vec2, b: Vec2): number {
  const round = (x: number): number => Math.round(x * DECIMALS);
  return round(a[0]) - round(b[0]) || round(a[1]) - round(b[1]);
}

/** The profile's loops by the lower left corners of their boxes, which puts the outer one first (DeepCAD, section 3.1). */
export function orderedLoops({ outer, holes }: Profile): Loop[] {
  const corners = [outer, ...holes].map((loop) => {
    const { minU, minV } = loopBounds(loop);
    return { loop, corner: [minU, minV] as const };
  });
  return corners.sort((a, b) => compareCorners(a.corner, b.corner)).map(({ loop }) => loop);
}

/** The curves of a path from its leftmost corner (of several the lowest) on, counter-clockwise there. */
export function orderedPieces(path: Extract<Loop, { kind: 'path' }>): Piece[] {
  const pieces = piecesOf(path);
  let first = 0;
  for (let i = 1; i < pieces.length; i++) {
    if (compareCorners(pieces[i].from, pieces[first].from) < 0) first = i;
  }
  const ordered = [...pieces.slice(first), ...pieces.slice(0, first)];
  const leaving = ordered[0];
  const arriving = ordered[ordered.length - 1];
  const turn = cross2(
    direction(middleOf(arriving) ?? arriving.from, arriving.to),
    direction(leaving.from, middleOf(leaving) ?? leaving.to),
  );
  return turn > 0 ? ordered : ordered.reverse().map(reversedPiece);
}

/** The point half way along an arc. */
const middleOf = (piece: Piece): Vec2 | undefined => (piece.arc ? piecePoint(piece, 0.5) : undefined);

const direction = (from: Vec2, to: Vec2): Vec2 => [to[0] - from[0], to[1] - from[1]];

/** Where a loop starts: the first corner of its ordered path, or the leftmost point of its circle. */
export const startOf = (loop: Loop): Vec2 =>
  loop.kind === 'circle' ? [loop.center[0] - loop.radius, loop.center[1]] : orderedPieces(loop)[0].from;
