import type { Manifold } from 'manifold-3d';
import { type Bvh, buildBvh } from '../geometry/bvh.ts';
import { type ClosestPoint, closestPoint } from '../geometry/closest-point.ts';
import { isInside } from '../geometry/is-inside.ts';
import { boundsOf, diagonalOf, type Mesh } from '../geometry/mesh.ts';
import { distance, type Vec3 } from '../geometry/vector.ts';
import { centerOf, jointBounds, pointsInBox } from './box-points.ts';
import { type Ball, innerBalls } from './inner-balls.ts';
import { type ManifoldScope, manifoldFrom, meshFrom, withManifold } from './manifold.ts';

/** A point of space that just one of two solids contains; `inside` says that it is the target. */
export type DifferencePoint = { readonly point: Vec3; readonly inside: boolean };

/** Surface points of each piece from which its depths are explored. */
const PROBES_PER_PIECE = 64;
/** Points tried in the common box of meshes that allow no Boolean. */
const PROBES_IN_BOX = 20_000;
const SEED = 1;

/**
 * At most `limit` points well inside target minus result or result minus target, where two closed meshes differ:
 * some from each of the `pieces` of the difference (see `differencePieces`), largest piece and deepest point first, or
 * from the meshes' common box where there are no pieces to be had. Where the difference is thinner than `thickness`, as
 * that of two tessellations of one surface is, it gives none. Every point is verified against both meshes.
 */
export function differencePoints(
  target: Mesh,
  result: Mesh,
  pieces: readonly Mesh[] | undefined,
  { limit, thickness }: { limit: number; thickness: number },
): DifferencePoint[] {
  const trees = { target: buildBvh(target), result: buildBvh(result) };
  const balls = pieces?.slice(0, limit).map((piece) => ballsOf(piece, thickness)) ?? [
    ballsBetween(trees.target, trees.result, thickness),
  ];
  return inTurn(
    balls.map((ofPiece) => spread(ofPiece).flatMap((ball) => verified(ball.center, trees))),
  ).slice(0, limit);
}

/**
 * The separate pieces of target minus result and result minus target that can be as thick as `thickness`, largest first;
 * undefined when a mesh is not manifold. Throws `kernel-crashed` when the Boolean library fails.
 */
export async function differencePieces(
  target: Mesh,
  result: Mesh,
  thickness: number,
): Promise<Mesh[] | undefined> {
  const origin = centerOf(jointBounds(target, result));
  const smallest = (Math.PI / 6) * thickness ** 3;
  return withManifold((scope) => {
    const a = manifoldFrom(scope, target, origin);
    const b = manifoldFrom(scope, result, origin);
    return [...piecesOf(scope, a.subtract(b)), ...piecesOf(scope, b.subtract(a))]
      .map((piece) => ({ piece, volume: piece.volume() }))
      .filter(({ piece, volume }) => volume >= smallest && narrowestSide(piece) >= thickness)
      .sort((p, q) => q.volume - p.volume)
      .map(({ piece }) => meshFrom(piece, origin));
  });
}

function piecesOf({ own }: ManifoldScope, difference: Manifold): Manifold[] {
  return own(difference).decompose().map(own);
}

function narrowestSide(piece: Manifold): number {
  const { min, max } = piece.boundingBox();
  return Math.min(max[0] - min[0], max[1] - min[1], max[2] - min[2]);
}

function ballsOf(piece: Mesh, thickness: number): Ball[] {
  const reach = diagonalOf(boundsOf(piece.positions)) / 2;
  return innerBalls(buildBvh(piece), PROBES_PER_PIECE, reach, SEED).filter(
    ({ radius }) => 2 * radius >= thickness,
  );
}

/** Balls between the surfaces of meshes that allow no Boolean, around points of their common box. */
function ballsBetween(target: Bvh, result: Bvh, thickness: number): Ball[] {
  const points = pointsInBox(jointBounds(target.mesh, result.mesh), PROBES_IN_BOX, SEED);
  const found: ClosestPoint = { x: 0, y: 0, z: 0, triangle: -1, squaredDistance: 0 };
  const balls: Ball[] = [];
  for (let i = 0; i < points.length; i += 3) {
    const center: Vec3 = [points[i], points[i + 1], points[i + 2]];
    if (isInside(target, ...center) === isInside(result, ...center)) continue;
    const toTarget = closestPoint(target, ...center, found);
    const radius = Math.sqrt(Math.min(toTarget, closestPoint(result, ...center, found)));
    if (2 * radius >= thickness) balls.push({ center, radius });
  }
  return balls.sort((a, b) => b.radius - a.radius);
}

/** Those balls whose centres lie in none of the larger ones that were kept. */
function spread(balls: readonly Ball[]): Ball[] {
  const kept: Ball[] = [];
  for (const ball of balls) {
    if (kept.every(({ center, radius }) => distance(center, ball.center) >= radius)) kept.push(ball);
  }
  return kept;
}

function verified(point: Vec3, trees: { target: Bvh; result: Bvh }): DifferencePoint[] {
  const inside = isInside(trees.target, ...point);
  return inside === isInside(trees.result, ...point) ? [] : [{ point, inside }];
}

/** The first of each list, then the second of each, and so on. */
function inTurn<T>(lists: readonly (readonly T[])[]): T[] {
  const longest = lists.reduce((most, list) => Math.max(most, list.length), 0);
  return Array.from({ length: longest }, (_, i) => lists.flatMap((list) => list.slice(i, i + 1))).flat();
}
