import { symmetricEigen } from '../../geometry/symmetric.ts';
import { addScaled, cross, dot, length, negate, normalize, type Vec3 } from '../../geometry/vector.ts';
import { directionOf, type Evidence, isDirected, withDirection } from './evidence.ts';

/** Directions closer than this to parallel or perpendicular are tried as exactly so; the vertices decide. */
const NEARLY = 3e-3;

/** A direction that several faces share, up to sign, with what their vertices say of it: see `costOf`. */
type Cluster = {
  readonly direction: Vec3;
  readonly members: readonly Evidence[];
  readonly cost: Float64Array;
};

/** Designers draw along the world's axes, unless the part was turned. */
const WORLD: readonly Vec3[] = [
  [1, 0, 0],
  [0, 1, 0],
  [0, 0, 1],
];

/**
 * Gives faces of nearly parallel directions one direction and makes nearly perpendicular directions exactly so, best
 * determined first, wherever the faces' vertices allow it.
 */
export function alignDirections(evidence: readonly Evidence[], expired: () => boolean): void {
  const settled: Vec3[] = [];
  const clusters = clusterDirections(evidence, expired);
  for (const cluster of clusters) {
    if (expired()) return;
    const best = squareBest(cluster, clusters);
    const options = [...squaredTo(best, settled), cluster.direction];
    const agreed = options.find((d) => withDirection(cluster.members[0], d));
    if (!agreed) continue;
    settled.push(agreed);
    for (const member of cluster.members) member.surface = withDirection(member, agreed) ?? member.surface;
  }
}

/** Groups faces that can share a direction: each joins the first group whose best determined face allows it. */
function clusterDirections(evidence: readonly Evidence[], expired: () => boolean): Cluster[] {
  const clusters: Cluster[] = [];
  for (const item of evidence) {
    if (expired()) break;
    if (!isDirected(item.surface)) continue;
    const own = directionOf(item.surface);
    const cost = costOf(item);
    const joined = clusters.some((cluster, k) => {
      if (length(cross(cluster.direction, own)) >= NEARLY) return false;
      const shared = cluster.cost.map((x, i) => x + cost[i]);
      const direction = leastCostly(shared, cluster.direction);
      if (!withDirection(item, direction) || !withDirection(cluster.members[0], direction)) return false;
      clusters[k] = { direction, members: [...cluster.members, item], cost: shared };
      return true;
    });
    if (!joined) clusters.push({ direction: own, members: [item], cost });
  }
  return clusters;
}

/**
 * The flat 3 x 3 matrix C with d^T C d the sum of squares by which a face's vertices miss it when its direction is d:
 * the scatter of a plane, and of the rest how far their axes turn.
 */
function costOf({ surface, scatter, weight }: Evidence): Float64Array {
  if (surface.kind === 'plane' || !isDirected(surface)) return scatter;
  const cost = Float64Array.of(weight, 0, 0, 0, weight, 0, 0, 0, weight);
  addOuter(cost, directionOf(surface), -weight);
  return cost;
}

/**
 * The direction that suits its own faces best and those of every direction that it may be perpendicular to, which are
 * taken to be exactly so: a long wall tells more of how a short cap leans than the cap itself.
 */
function squareBest(cluster: Cluster, clusters: readonly Cluster[]): Vec3 {
  const all = Float64Array.from(cluster.cost);
  for (const other of clusters) {
    const lean = Math.abs(dot(other.direction, cluster.direction));
    if (lean >= NEARLY) continue;
    if (lean <= leewayTowards(cluster, other.direction) + leewayTowards(other, cluster.direction))
      addOuter(all, other.direction, quadratic(other.cost, cluster.direction));
  }
  return leastCostly(all, cluster.direction);
}

/** How far a cluster may lean towards `side` before its vertices contradict it, as a sine. */
function leewayTowards({ members, cost }: Cluster, side: Vec3): number {
  const vertices = members.reduce((sum, { points }) => sum + points.length / 3, 0);
  return members[0].limit / Math.sqrt(quadratic(cost, side) / vertices);
}

/** The unit eigenvector of the least eigenvalue, in the sense of `direction`. */
function leastCostly(cost: Float64Array, direction: Vec3): Vec3 {
  const [least] = symmetricEigen(cost, 3).vectors;
  const d = normalize([least[0], least[1], least[2]]);
  return dot(d, direction) < 0 ? negate(d) : d;
}

/** Adds weight * d d^T. */
function addOuter(matrix: Float64Array, d: Vec3, weight: number): void {
  for (let i = 0; i < 3; i++) for (let j = 0; j < 3; j++) matrix[3 * i + j] += weight * d[i] * d[j];
}

function quadratic(matrix: Float64Array, d: Vec3): number {
  let sum = 0;
  for (let i = 0; i < 3; i++) for (let j = 0; j < 3; j++) sum += d[i] * matrix[3 * i + j] * d[j];
  return sum;
}

/**
 * `direction` made exactly one of the world's, then perpendicular to two, to one, and to none of those settled that it
 * is most nearly so to.
 */
function squaredTo(direction: Vec3, settled: readonly Vec3[]): Vec3[] {
  const walls = settled
    .map((wall) => ({ wall, off: Math.abs(dot(wall, direction)) }))
    .filter(({ off }) => off < NEARLY)
    .sort((a, b) => a.off - b.off)
    .map(({ wall }) => wall);
  const [first] = walls;
  const world = WORLD.filter(
    (axis) => length(cross(axis, direction)) < NEARLY && (!first || dot(axis, first) === 0),
  );
  if (!first) return [...world, direction];
  const one = normalize(addScaled(direction, first, -dot(first, direction)));
  const second = walls.find((wall) => length(cross(wall, first)) > 0.1);
  if (!second) return [...world, one, direction];
  const both = normalize(cross(first, second));
  return [...world, dot(both, direction) < 0 ? negate(both) : both, one, direction];
}
