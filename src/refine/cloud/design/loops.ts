import { type Piece, piecesOf } from '../../../program/plane-piece.ts';
import type { Loop, Sketch } from '../../../program/types.ts';

/** The loops of a sketch: outer, then holes, of each profile. */
export const loopsOf = ({ profiles }: Sketch): Loop[] =>
  profiles.flatMap(({ outer, holes }) => [outer, ...holes]);

/** A loop as pieces of its curves: one for a whole circle. */
export const curvePieces = (loop: Loop): Piece[] =>
  loop.kind === 'circle' ? piecesOf(loop).slice(0, 1) : piecesOf(loop);
