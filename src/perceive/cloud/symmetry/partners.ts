import { type DistanceFunction, distanceFunction } from '../../../geometry/distance-function.ts';
import { buildKdTree, type KdTree, type Neighbour, nearestPoint } from '../../../geometry/kd-tree.ts';
import { mirrorPositions } from '../../../geometry/mirror.ts';
import { nearestNeighbours } from '../../../geometry/nearest-neighbours.ts';
import type { Surface, SurfaceOf } from '../../../geometry/surface.ts';
import { cross, dot, length } from '../../../geometry/vector.ts';
import { toleranceFor } from '../assign-costs.ts';
import { gather } from '../curved/free-cloud.ts';
import type { CloudFace, PerceivedCloud } from '../types.ts';

type Plane = SurfaceOf<'plane'>;

/** A face whose points are asked which of them lies nearest to a place. */
export type SeenFace = {
  readonly face: CloudFace;
  /** x, y, z of its points. */
  readonly positions: Float64Array;
  readonly distance: DistanceFunction;
  /** Within how far of the surface a place lies on it. */
  readonly within: number;
  readonly tree: KdTree;
  /** How far from each point the next one of the face is, at most, as dense as they are there. */
  readonly reach: Float64Array;
};

/** Neighbours that local spacing is taken from. Among n points on area A the k-th lies at about sqrt(k A / (n pi)). */
const NEIGHBOURS = 6;
/** Spacings within which a point lies: among points strewn at random a gap of this radius has probability 4e-5. */
export const GAP = 1.8;
/** Mirror planes are as uncertain as the faces that they come from. */
const TWICE = 2;
/** Points of a face that tell whether its mirror image lies on another, and the share of them that must. */
const PROBES = 24;
const MOSTLY = 0.8;
/** A sine below which a plane or an axis is along another. */
const ALONG = 1e-2;

/** The faces of a cloud, ready to be asked for partners. */
export function seenFaces(cloud: PerceivedCloud): SeenFace[] {
  return cloud.faces
    .filter(({ surface }) => surface.kind !== 'freeform')
    .map((face) => {
      const positions = gather(cloud.positions, face.points);
      const tree = buildKdTree(positions);
      const { reach, count } = nearestNeighbours(tree, NEIGHBOURS);
      const spacings = GAP * Math.sqrt(Math.PI / Math.max(1, count));
      return {
        face,
        positions,
        distance: distanceFunction(face.surface),
        within: TWICE * toleranceFor(face.surface, cloud),
        tree,
        reach: reach.map((far) => spacings * far),
      };
    });
}

/** The faces whose surface a face's mirror image lies on. */
export function mirrorFaces(seen: SeenFace, plane: Plane, all: readonly SeenFace[]): SeenFace[] {
  const { positions, face } = seen;
  const count = positions.length / 3;
  const probes = Math.min(PROBES, count);
  const chosen = Uint32Array.from({ length: probes }, (_, k) => Math.floor((k * count) / probes));
  const places = mirrorPositions(plane, gather(positions, chosen));
  return all.filter(({ face: other, distance, within }) => {
    if (other.surface.kind !== face.surface.kind) return false;
    let off = 0;
    for (let i = 0; i < places.length; i += 3) {
      if (distance(places[i], places[i + 1], places[i + 2]) <= within) continue;
      if (++off > (1 - MOSTLY) * probes) return false;
    }
    return true;
  });
}

/**
 * Whether a surface is its own mirror image in all planes parallel to one, and so says nothing of where that is: a plane
 * across it, a cylinder along its normal.
 */
export function isIndifferent(surface: Surface, { normal }: Plane): boolean {
  if (surface.kind === 'plane') return Math.abs(dot(surface.normal, normal)) < ALONG;
  return surface.kind === 'cylinder' && length(cross(surface.axis, normal)) < ALONG;
}

/** For each point of a face 1 where its mirror image lies on a face and near points of it, else 0. */
export function partnered(seen: SeenFace, plane: Plane, others: readonly SeenFace[]): Uint8Array {
  const { positions } = seen;
  const has = new Uint8Array(positions.length / 3);
  const places = mirrorPositions(plane, positions);
  const found: Neighbour = { index: -1, squaredDistance: 0 };
  for (const { distance, within, tree, reach } of others) {
    for (let i = 0; i < has.length; i++) {
      if (has[i]) continue;
      const [x, y, z] = [places[3 * i], places[3 * i + 1], places[3 * i + 2]];
      if (distance(x, y, z) > within) continue;
      const squared = nearestPoint(tree, x, y, z, found);
      if (squared <= reach[found.index] ** 2) has[i] = 1;
    }
  }
  return has;
}
