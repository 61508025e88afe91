import { addScaled, cross, dot, length, negate, normalize, type Vec3 } from '../../geometry/vector.ts';
import { directionOf, type Evidence, isDirected, withDirection } from './evidence.ts';

/** Directions closer than this to parallel or perpendicular are tried as exactly so; the vertices decide. */
const NEARLY = 3e-3;

/** A direction that several faces share, up to sign. */
type Cluster = { direction: Vec3; readonly members: Evidence[] };

/**
 * Gives faces of nearly parallel directions one direction and makes nearly perpendicular directions exactly so, best
 * determined first, wherever the faces' vertices allow it.
 */
export function alignDirections(evidence: readonly Evidence[], expired: () => boolean): void {
  const settled: Vec3[] = [];
  for (const cluster of clusterDirections(evidence, expired)) {
    if (expired()) return;
    const agreed = squaredTo(cluster.direction, settled).find((d) => withDirection(cluster.members[0], d));
    if (!agreed) continue;
    settled.push(agreed);
    for (const member of cluster.members) member.surface = withDirection(member, agreed) ?? member.surface;
  }
}

/** Groups faces around their best determined member; a group's direction is the weighted mean of its members'. */
function clusterDirections(evidence: readonly Evidence[], expired: () => boolean): Cluster[] {
  const clusters: Cluster[] = [];
  for (const item of evidence) {
    if (expired()) break;
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

/** `direction` made exactly perpendicular to two, then to one, then to none of those it is most nearly so to. */
function squaredTo(direction: Vec3, settled: readonly Vec3[]): Vec3[] {
  const walls = settled
    .map((wall) => ({ wall, off: Math.abs(dot(wall, direction)) }))
    .filter(({ off }) => off < NEARLY)
    .sort((a, b) => a.off - b.off)
    .map(({ wall }) => wall);
  const [first] = walls;
  if (!first) return [direction];
  const one = normalize(addScaled(direction, first, -dot(first, direction)));
  const second = walls.find((wall) => length(cross(wall, first)) > 0.1);
  if (!second) return [one, direction];
  const both = normalize(cross(first, second));
  return [dot(both, direction) < 0 ? negate(both) : both, one, direction];
}
