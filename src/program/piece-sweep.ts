import { distance2, type Vec2 } from '../geometry/vector.ts';
import { meetingPoints, type Piece } from './plane-piece.ts';
import type { PlaneBounds } from './region.ts';

export type Meeting = { readonly first: number; readonly second: number; readonly point: Vec2 };

/** Where a closed chain of pieces meets itself, other than at the end of one piece that is the start of the next. */
export function selfMeeting(pieces: readonly Piece[], tolerance: number): Meeting | undefined {
  return firstNearPair(pieces, tolerance, (first, second) => {
    const [a, b] = [pieces[first], pieces[second]];
    const shared: Vec2[] = [];
    if (second === first + 1) shared.push(a.to);
    if (first === 0 && second === pieces.length - 1) shared.push(a.from);
    const allowed = shared.length === 0 ? 0 : contactLength(a, b, tolerance);
    const point = meetingPoints(a, b, tolerance).find((p) =>
      shared.every((corner) => distance2(p, corner) > allowed),
    );
    return point && { first, second, point };
  });
}

/** Where a piece of one chain meets a piece of the other; `second` counts within `others`. */
export function chainsMeeting(
  pieces: readonly Piece[],
  others: readonly Piece[],
  tolerance: number,
): Meeting | undefined {
  return firstNearPair([...pieces, ...others], tolerance, (first, second) => {
    if (first >= pieces.length || second < pieces.length) return undefined;
    const [point] = meetingPoints(pieces[first], others[second - pieces.length], tolerance);
    return point && { first, second: second - pieces.length, point };
  });
}

/** How far from the point where two pieces are tangent they are still within the tolerance: sqrt(2 r tolerance). */
function contactLength(a: Piece, b: Piece, tolerance: number): number {
  const reach = Math.max(...[a, b].map((piece) => piece.arc?.radius ?? distance2(piece.from, piece.to)));
  return 2 * Math.sqrt(2 * reach * tolerance) + tolerance;
}

/**
 * The first answer of `test` for two pieces (indices ascending) whose boxes come within `tolerance`. Pieces are swept
 * along u, so that a long outline does not cost all pairs.
 */
function firstNearPair(
  pieces: readonly Piece[],
  tolerance: number,
  test: (first: number, second: number) => Meeting | undefined,
): Meeting | undefined {
  const boxes = pieces.map(pieceBox);
  const order = pieces.map((_, index) => index).sort((i, j) => boxes[i].minU - boxes[j].minU);
  let open: number[] = [];
  for (const i of order) {
    const box = boxes[i];
    open = open.filter((j) => boxes[j].maxU >= box.minU - tolerance);
    for (const j of open) {
      if (boxes[j].minV > box.maxV + tolerance || boxes[j].maxV < box.minV - tolerance) continue;
      const found = test(Math.min(i, j), Math.max(i, j));
      if (found !== undefined) return found;
    }
    open.push(i);
  }
  return undefined;
}

/** The box of the piece's chord, widened by how far its arc can stand off the chord. */
export function pieceBox({ from, to, arc }: Piece): PlaneBounds {
  const pad = arc === undefined ? 0 : arc.radius * (1 - Math.cos(arc.sweep / 2));
  return {
    minU: Math.min(from[0], to[0]) - pad,
    maxU: Math.max(from[0], to[0]) + pad,
    minV: Math.min(from[1], to[1]) - pad,
    maxV: Math.max(from[1], to[1]) + pad,
  };
}
