import { CadtraceError } from '../errors.ts';
import { cross2, distance2, type Vec2 } from '../geometry/vector.ts';
import { greatestMagnitude } from './numbers.ts';
import { chainsMeeting, pieceBox } from './piece-sweep.ts';
import {
  distanceToPiece,
  meetingPoints,
  type Piece,
  pieceDirection,
  pieceFraction,
  piecePoint,
  piecesOf,
  reversedPiece,
  subPiece,
} from './plane-piece.ts';
import {
  compileProfiles,
  compileRegion,
  type FlatRegion,
  loopArea,
  loopBounds,
  regionContains,
  reverseLoop,
} from './region.ts';
import type { Edge, Loop, Profile } from './types.ts';

/** Most pairs of edges that are tested against each other. */
const MAX_PAIRS = 4_000_000;

/** Lengths below this share of the coordinates count as nothing. */
const TOLERANCE = 1e-9;

export type LoopRelation = 'apart' | 'first inside' | 'second inside' | 'crossing';

/** How the regions inside two loops lie to each other; loops that only touch count as crossing. */
export function loopRelation(a: Loop, b: Loop): LoopRelation {
  const [boxA, boxB] = [loopBounds(a), loopBounds(b)];
  const tolerance = TOLERANCE * greatestMagnitude([boxA, boxB]);
  const gap = Math.max(
    boxA.minU - boxB.maxU,
    boxB.minU - boxA.maxU,
    boxA.minV - boxB.maxV,
    boxB.minV - boxA.maxV,
  );
  if (gap > tolerance) return 'apart';
  const [piecesA, piecesB] = [piecesOf(a), piecesOf(b)];
  if (chainsMeeting(piecesA, piecesB, tolerance)) return 'crossing';
  if (regionContains(compileRegion([b]), ...piecesA[0].from)) return 'first inside';
  return regionContains(compileRegion([a]), ...piecesB[0].from) ? 'second inside' : 'apart';
}

/**
 * Union, difference (a less b) or intersection of two plane regions of lines and arcs, each made of profiles that do
 * not overlap. Exact but for rounding: edges are cut where they meet, kept by the side on which they lie, and joined.
 * Throws `input-degenerate` where rounding leaves no closed outline, `input-too-large` for too many edges.
 */
export function combineRegions(
  operation: 'union' | 'difference' | 'intersection',
  a: readonly Profile[],
  b: readonly Profile[],
): Profile[] {
  const tolerance = TOLERANCE * greatestMagnitude([a, b]);
  const piecesA = boundaryOf(a);
  const piecesB = boundaryOf(b);
  boundPairs(piecesA, piecesB);
  const snap = vertexSnapper(tolerance);
  const [nearA, nearB] = [nearPieces(piecesA, tolerance), nearPieces(piecesB, tolerance)];
  const cutA = piecesA.flatMap((piece) => cutPiece(piece, nearB(piece), tolerance, snap));
  const cutB = piecesB.flatMap((piece) => cutPiece(piece, nearA(piece), tolerance, snap));
  const wanted = {
    union: ['outside', 'outside', 'same'],
    difference: ['outside', 'inside', 'opposite'],
    intersection: ['inside', 'inside', 'same'],
  }[operation];
  const regionA = compileProfiles(a);
  const regionB = compileProfiles(b);
  const kept = cutA.filter((piece) => {
    const side = sideOf(piece, nearB(piece), regionB, tolerance);
    return side === wanted[0] || side === wanted[2];
  });
  for (const piece of cutB) {
    if (sideOf(piece, nearA(piece), regionA, tolerance) !== wanted[1]) continue;
    kept.push(operation === 'difference' ? reversedPiece(piece) : piece);
  }
  return profilesOf(joinPieces(kept), tolerance);
}

function boundPairs(a: readonly Piece[], b: readonly Piece[]): void {
  if (a.length * b.length <= MAX_PAIRS) return;
  throw new CadtraceError(
    'input-too-large',
    `a sketch has too many edges (${a.length} against ${b.length}) to be combined`,
  );
}

/** All edges with the region on their left. */
function boundaryOf(profiles: readonly Profile[]): Piece[] {
  const turned = (loop: Loop, sign: 1 | -1) => {
    const pieces = piecesOf(loop);
    if (sign * loopArea(loop) >= 0) return pieces;
    return loop.kind === 'path' ? piecesOf(reverseLoop(loop)) : pieces.reverse().map(reversedPiece);
  };
  return profiles.flatMap(({ outer, holes }) => [
    ...turned(outer, 1),
    ...holes.flatMap((hole) => turned(hole, -1)),
  ]);
}

/** The pieces whose boxes come close to a given one's. */
function nearPieces(pieces: readonly Piece[], tolerance: number): (piece: Piece) => Piece[] {
  const boxes = pieces.map(pieceBox);
  const margin = 8 * tolerance;
  return (piece) => {
    const box = pieceBox(piece);
    return pieces.filter((_, i) => {
      const other = boxes[i];
      return (
        other.minU <= box.maxU + margin &&
        other.maxU >= box.minU - margin &&
        other.minV <= box.maxV + margin &&
        other.maxV >= box.minV - margin
      );
    });
  };
}

/** One object for all points that are closer than the tolerance, so that ends can be compared by identity. */
function vertexSnapper(tolerance: number): (point: Vec2) => Vec2 {
  const cell = 4 * tolerance;
  const cells = new Map<string, Vec2[]>();
  return (point) => {
    const i = Math.round(point[0] / cell);
    const j = Math.round(point[1] / cell);
    for (let di = -1; di <= 1; di++) {
      for (let dj = -1; dj <= 1; dj++) {
        const found = cells
          .get(`${i + di},${j + dj}`)
          ?.find((other) => distance2(other, point) <= 2 * tolerance);
        if (found) return found;
      }
    }
    const key = `${i},${j}`;
    cells.set(key, [...(cells.get(key) ?? []), point]);
    return point;
  };
}

/** The piece in parts, cut wherever it meets one of the others. */
function cutPiece(
  piece: Piece,
  others: readonly Piece[],
  tolerance: number,
  snap: (point: Vec2) => Vec2,
): Piece[] {
  const cuts = others
    .flatMap((other) => meetingPoints(piece, other, tolerance))
    .map((point) => ({ point: snap(point), t: pieceFraction(piece, point) }));
  const stops = [
    { point: snap(piece.from), t: 0 },
    ...cuts.sort((p, q) => p.t - q.t),
    { point: snap(piece.to), t: 1 },
  ];
  const parts: Piece[] = [];
  let last = stops[0];
  for (const stop of stops) {
    if (stop.point === last.point) continue;
    parts.push(subPiece(piece, last.t, stop.t, last.point, stop.point));
    last = stop;
  }
  return parts;
}

/** On which side of a region's boundary a piece lies that nowhere crosses it; `same` and `opposite` run along it. */
function sideOf(piece: Piece, boundary: readonly Piece[], region: FlatRegion, tolerance: number): string {
  const middle = piecePoint(piece, 0.5);
  const along = boundary.find((other) => distanceToPiece(other, middle) <= 4 * tolerance);
  if (!along) return regionContains(region, ...middle) ? 'inside' : 'outside';
  const [ax, ay] = pieceDirection(piece, 0.5);
  const [bx, by] = pieceDirection(along, pieceFraction(along, middle));
  return ax * bx + ay * by > 0 ? 'same' : 'opposite';
}

/** Closed chains of pieces that pass no point twice, so that outlines that touch in a point stay apart. */
function joinPieces(pieces: readonly Piece[]): Piece[][] {
  const leaving = new Map<Vec2, Piece[]>();
  for (const piece of pieces) leaving.set(piece.from, [...(leaving.get(piece.from) ?? []), piece]);
  const unused = new Set(pieces);
  const closed: Piece[][] = [];
  for (const first of pieces) {
    if (!unused.delete(first)) continue;
    const chain = [first];
    const passed = new Map([[first.from, 0]]);
    while (chain.length > 0) {
      const last = chain[chain.length - 1];
      const start = passed.get(last.to);
      if (start !== undefined) {
        const loop = chain.splice(start);
        for (const piece of loop) passed.delete(piece.from);
        closed.push(loop);
        continue;
      }
      const choices = (leaving.get(last.to) ?? []).filter((piece) => unused.has(piece));
      if (choices.length === 0) {
        throw new CadtraceError(
          'input-degenerate',
          'the outlines of a sketch touch in a way that leaves no closed outline',
        );
      }
      // The sharpest turn back follows the corner of the region that lies between the two.
      const next = choices.reduce((best, piece) =>
        turnBetween(last, piece) < turnBetween(last, best) ? piece : best,
      );
      unused.delete(next);
      passed.set(next.from, chain.length);
      chain.push(next);
    }
  }
  return closed;
}

/** The clockwise angle from the way back along `arriving` to `leaving`, in (0, 2 pi]. */
function turnBetween(arriving: Piece, leaving: Piece): number {
  // A little along the pieces, so that arcs that leave in the same direction differ.
  const back = piecePoint(arriving, 0.99);
  const on = piecePoint(leaving, 0.01);
  const at = arriving.to;
  const angle = Math.atan2(back[1] - at[1], back[0] - at[0]) - Math.atan2(on[1] - at[1], on[0] - at[0]);
  return angle > 0 ? angle : angle + 2 * Math.PI;
}

function profilesOf(chains: readonly Piece[][], tolerance: number): Profile[] {
  const loops = chains.map(loopOf).filter(({ loop, area }) => {
    const box = loopBounds(loop);
    return Math.abs(area) > tolerance * (box.maxU - box.minU + box.maxV - box.minV);
  });
  const outers = loops.filter(({ area }) => area > 0).sort((a, b) => a.area - b.area);
  const profiles = outers.map(({ loop }) => ({
    outer: loop,
    holes: [] as Loop[],
    inside: compileRegion([loop]),
  }));
  for (const { loop, area } of loops) {
    if (area > 0) continue;
    const point = piecePoint(piecesOf(loop)[0], 0.5);
    profiles.find(({ inside }) => regionContains(inside, ...point))?.holes.push(loop);
  }
  return profiles.map(({ outer, holes }) => ({ outer, holes }));
}

/** The chain as a loop, with parts of one line or circle made one edge again, and its area, negative for a hole. */
function loopOf(chain: readonly Piece[]): { loop: Loop; area: number } {
  const edges: Piece[] = [];
  for (const piece of chain) {
    const merged = edges.length > 0 ? mergedPiece(edges[edges.length - 1], piece) : undefined;
    if (merged) edges[edges.length - 1] = merged;
    else edges.push(piece);
  }
  const closing = edges.length > 1 ? mergedPiece(edges[edges.length - 1], edges[0]) : undefined;
  if (closing) edges.splice(0, edges.length, closing, ...edges.slice(1, -1));
  const [{ from, arc }] = edges;
  if (arc && edges.length === 1) {
    const { center, radius, sweep } = arc;
    return { loop: { kind: 'circle', center, radius }, area: Math.sign(sweep) * Math.PI * radius ** 2 };
  }
  const loop: Loop = {
    kind: 'path',
    start: from,
    edges: edges.map(
      (piece): Edge =>
        piece.arc
          ? { kind: 'arc', through: piecePoint(piece, 0.5), to: piece.to }
          : { kind: 'line', to: piece.to },
    ),
  };
  return { loop, area: loopArea(loop) };
}

/** Two consecutive pieces as one, where they go straight on or round the same circle. */
function mergedPiece(a: Piece, b: Piece): Piece | undefined {
  if (a.arc && b.arc) {
    const { center, radius, sweep } = a.arc;
    const apart = distance2(center, b.arc.center) + Math.abs(radius - b.arc.radius);
    if (apart > 1e-9 * radius || Math.sign(sweep) !== Math.sign(b.arc.sweep)) return undefined;
    return { from: a.from, to: b.to, arc: { ...a.arc, sweep: sweep + b.arc.sweep } };
  }
  if (a.arc || b.arc) return undefined;
  const d = pieceDirection(a, 0);
  const e = pieceDirection(b, 0);
  const size = Math.hypot(...d) * Math.hypot(...e);
  const straight = Math.abs(cross2(d, e)) <= 1e-9 * size && d[0] * e[0] + d[1] * e[1] > 0;
  return straight ? { from: a.from, to: b.to } : undefined;
}
