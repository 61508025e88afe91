import { addScaled, cross, dot, length, normalize, scale, type Vec3 } from '../../geometry/vector.ts';
import { directionOf, type Evidence, isDirected, withDirection } from './evidence.ts';

/** Directions closer than this to parallel or perpendicular are tried as exactly so; the vertices decide. */
const NEARLY = 3e-3;

/** A direction that several faces share, up to sign. */
type Cluster = { direction: Vec3; readonly members: Evidence[] };

/**
 * Gives faces of nearly parallel directions one direction and makes nearly perpendicular directions exactly so, best
 * determined first, wherever the faces' vertices allow it.
 */
export function alignDirections(evidence: readonly Evidence[]): void {
  const settled: Vec3[] = [];
  for (const cluster of clusterDirections(evidence)) {
    const squared = squareTo(cluster.direction, settled);
    const agreed = [squared, cluster.direction].find(
      (d) => withDirection(cluster.members[0], d) !== undefined,
    );
    if (!agreed) continue;
    settled.push(agreed);
    for (const member of cluster.members) member.surface = withDirection(member, agreed) ?? member.surface;
  }
}

/** Groups faces around their best determined member; a group's direction is the weighted mean of its members'. */
function clusterDirections(evidence: readonly Evidence[]): Cluster[] {
  const clusters: Cluster[] = [];
  for (const item of evidence) {
    if (!isDirected(item.surface)) continue;
    const own = directionOf(item.surface);
    const near = clusters.find(
      ({ direction }) =>
        length(cross(direction, own)) < NEARLY && withDirection(item, direction) !== undefined,
    );
    if (near) near.members.push(item);
    else clusters.push({ direction: own, members: [item] });
  }
  for (const cluster of clusters) cluster.direction = meanDirection(cluster);
  return clusters;
}

function meanDirection({ direction, members }: Cluster): Vec3 {
  let sum: Vec3 = [0, 0, 0];
  for (const { surface, weight } of members) {
    if (!isDirected(surface)) continue;
    const own = directionOf(surface);
    sum = addScaled(sum, own, dot(own, direction) < 0 ? -weight : weight);
  }
  return normalize(sum);
}

/** `direction` made exactly perpendicular to those of `settled` that it is nearly perpendicular to. */
function squareTo(direction: Vec3, settled: readonly Vec3[]): Vec3 {
  const walls = settled.filter((s) => Math.abs(dot(s, direction)) < NEARLY);
  const [first] = walls;
  if (!first) return direction;
  const second = walls.find((w) => length(cross(w, first)) > 0.1);
  if (!second) return normalize(addScaled(direction, first, -dot(first, direction)));
  const both = normalize(cross(first, second));
  return dot(both, direction) < 0 ? scale(both, -1) : both;
}
