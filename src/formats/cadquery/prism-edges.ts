import { cross2 } from '../../geometry/vector.ts';
import { pieceDirection, piecesOf } from '../../program/plane-piece.ts';
import type { Loop, Profile } from '../../program/types.ts';

/** Sine of the angle below which two sides of an outline meet smoothly, in no edge that is blended. */
const SMOOTH = 1e-3;

/** Edges of a prism that CadQuery's own selectors pick: all in which its sides meet, or all around an end. */
export type PrismEdges = 'corners' | 'from' | 'to';

/** A blend of a prism; undefined for edges that are not all in which two kinds of its faces meet. */
export type PrismBlend = {
  readonly kind: 'fillet' | 'chamfer';
  readonly edges: readonly (PrismEdges | undefined)[];
};

/** The edges in which faces of an extrusion meet, told by their places: the ends "from" and "to", all sides "sketch". */
export function prismEdges(one: string, other: string): PrismEdges | undefined {
  if (one === 'sketch' && other === 'sketch') return 'corners';
  if (one !== 'sketch' && other !== 'sketch') return undefined;
  const end = one === 'sketch' ? other : one;
  return end === 'from' || end === 'to' ? end : undefined;
}

/**
 * Whether CadQuery's selectors pick the very edges of an extruded sketch after some blends: `|Z` also picks the seams of
 * cylinders and where sides meet smoothly, `>Z` whatever blends left around that end. Only fillets of corners leave
 * there what a blend goes on along anyway, because it is tangent.
 */
export function arePicked(
  edges: PrismEdges,
  profiles: readonly Profile[],
  blends: readonly PrismBlend[],
): boolean {
  // Where profiles touch, sides of one may go on smoothly in another's.
  if (profiles.length !== 1) return false;
  const [{ outer, holes }] = profiles;
  if (edges === 'corners') return blends.length === 0 && [outer, ...holes].every(hasCornersAlone);
  return blends.every(({ kind, edges: blended }) =>
    blended.every((each) => (each === 'corners' ? kind === 'fillet' : each !== undefined && each !== edges)),
  );
}

function hasCornersAlone(loop: Loop): boolean {
  if (loop.kind === 'circle') return false;
  const pieces = piecesOf(loop);
  return pieces.every((piece, i) => {
    const [arriving, leaving] = [
      pieceDirection(piece, 1),
      pieceDirection(pieces[(i + 1) % pieces.length], 0),
    ];
    return Math.abs(cross2(arriving, leaving)) > SMOOTH * Math.hypot(...arriving) * Math.hypot(...leaving);
  });
}
