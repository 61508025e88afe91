import { symmetricEigen } from '../../../geometry/symmetric.ts';
import { add, addScaled, cross, dot, length, normalize, scale, type Vec3 } from '../../../geometry/vector.ts';
import { type Directed, directed, type Evidence, isAllowed, withDirection } from './evidence.ts';
import { type Axes, frameOf, NEARLY, nearestAxis } from './frame.ts';
import { leastCost, leastCostly, leastCostlyAcross, quadratic, sumOf } from './quadratic.ts';

/** Angles between walls that designers choose, in degrees. */
const DRAWN_ANGLES = [30, 45, 60, 90, 120, 135, 150];

/**
 * The same faces with directions that agree: parallel ones are equal but for sign, those of the part's frame exactly
 * perpendicular, others at angles that designers draw, perpendicular to others or free, in this order, whatever the
 * points allow. Faces that come to share a direction are fitted together. Once `expired`, the rest stay as they are.
 */
export function alignDirections(evidence: readonly Evidence[], expired: () => boolean): Evidence[] {
  const items = evidence
    .map(directed)
    .filter((item) => item !== undefined)
    .sort((a, b) => certaintyOf(b) - certaintyOf(a));
  const axes = frameOf(items) ?? [];
  const settled: Vec3[] = [...axes];
  const directions = new Map<Evidence['face'], Vec3>();
  // The best determined first: those that chance turns far then find all directions that they may have.
  for (const [i, item] of items.entries()) {
    if (expired()) break;
    let direction = bestOf(item, settled);
    if (!direction) {
      direction = agreed(parallelTo(item, items.slice(i)), settled, axes);
      settled.push(direction);
    }
    directions.set(item.evidence.face, direction);
  }
  return evidence.map((item) => {
    const direction = directions.get(item.face);
    const known = direction && directed(item);
    return known ? { ...item, surface: withDirection(known.evidence, direction) } : item;
  });
}

/** How well a face's points determine its direction: by what the least telling turn of it costs, in noise. */
function certaintyOf({ cost, evidence }: Directed): number {
  return symmetricEigen(cost, 3).values[1] / evidence.deviation ** 2;
}

/** The direction of those that a face may have that its points like best. */
function bestOf(item: Directed, directions: readonly Vec3[]): Vec3 | undefined {
  let best: Vec3 | undefined;
  for (const direction of directions)
    if (agrees(item, direction) && (!best || quadratic(item.cost, direction) < quadratic(item.cost, best)))
      best = direction;
  return best;
}

/** Whether a face may have the direction within its noise. */
const agrees = (item: Directed, direction: Vec3): boolean =>
  isAllowed(item.evidence, quadratic(item.cost, direction) - leastCost(item.cost));

/** The faces that can be parallel to the first, all together. */
function parallelTo(first: Directed, items: readonly Directed[]): Directed[] {
  const group = [first];
  for (const item of items) {
    if (item === first || !nearestAxis([first.direction], item.direction)) continue;
    const direction = leastCostly(weighted([...group, item]), first.direction);
    if (agrees(first, direction) && agrees(item, direction)) group.push(item);
  }
  return group;
}

const weighted = (group: readonly Directed[]): Float64Array =>
  sumOf(group.map(({ cost, evidence }) => cost.map((c) => c / evidence.deviation ** 2)));

/** The plainest direction that all of a group allow: a drawn angle, perpendicular to something, or their own best. */
function agreed(group: readonly Directed[], settled: readonly Vec3[], axes: Axes | readonly []): Vec3 {
  const cost = weighted(group);
  const own = leastCostly(cost, group[0].direction);
  const suits = (direction: Vec3): boolean => group.every((item) => agrees(item, direction));
  const drawn = drawnAngles(own, settled, axes)
    .filter(suits)
    .sort((a, b) => quadratic(cost, a) - quadratic(cost, b));
  if (drawn.length > 0) return drawn[0];
  const walls = settled
    .filter((wall) => Math.abs(dot(wall, own)) < NEARLY)
    .map((wall) => leastCostlyAcross(cost, wall, own));
  return walls.find(suits) ?? own;
}

/**
 * Directions near `own` that are at a drawn angle to a settled one, turned about an axis of the frame that is
 * perpendicular to both, or that mirror a settled one in a plane of the frame.
 */
function drawnAngles(own: Vec3, settled: readonly Vec3[], axes: readonly Vec3[]): Vec3[] {
  const found: Vec3[] = [];
  for (const axis of axes) {
    for (const other of settled) {
      found.push(normalize(addScaled(other, axis, -2 * dot(other, axis))));
      if (Math.abs(dot(other, axis)) > 1e-9) continue;
      const across = cross(axis, other);
      for (const angle of DRAWN_ANGLES) {
        const radians = (angle * Math.PI) / 180;
        found.push(normalize(add(scale(other, Math.cos(radians)), scale(across, Math.sin(radians)))));
      }
    }
  }
  return found.filter((direction) => length(cross(direction, own)) < NEARLY);
}
