import { solvePositiveDefinite } from '../../../geometry/symmetric.ts';
import { addScaled, cross, dot, normalize, type Vec3 } from '../../../geometry/vector.ts';
import { type Directed, isAllowed } from './evidence.ts';
import { bilinear, leastCost, quadratic, sumOf } from './quadratic.ts';

/** Three directions that are exactly perpendicular to one another, right-handed. */
export type Axes = readonly [Vec3, Vec3, Vec3];

/** Directions further than this from parallel or perpendicular (sine) are not tried as such: 3 degrees. */
export const NEARLY = 0.05;

/** Faces, best determined first, of which pairs are tried as two axes of the frame. */
const TRIED = 12;

/** Rounds of turning the frame and of choosing the faces that go with it. */
const ROUNDS = 4;

/**
 * The orthogonal frame that most of the faces' area agrees with, by least squares of the points of all of those faces
 * together. Undefined where no two faces are
 * perpendicular within the noise. `items` come best determined first.
 */
export function frameOf(items: readonly Directed[]): Axes | undefined {
  let best: { axes: Axes; area: number } | undefined;
  const tried = distinct(items).slice(0, TRIED);
  for (let i = 0; i < tried.length; i++) {
    for (let j = i + 1; j < tried.length; j++) {
      if (Math.abs(dot(tried[i].direction, tried[j].direction)) > NEARLY) continue;
      const axes = fitted(squared(tried[i].direction, tried[j].direction), items, [tried[i], tried[j]]);
      const area = axes
        ? agreeing(axes, items).reduce((sum, { evidence }) => sum + evidence.face.area, 0)
        : 0;
      if (axes && (!best || area > best.area * (1 + 1e-9))) best = { axes, area };
    }
  }
  return best?.axes;
}

/** One item of each direction: trying two that are nearly parallel would try one frame twice. */
function distinct(items: readonly Directed[]): Directed[] {
  const found: Directed[] = [];
  for (const item of items)
    if (!found.some((other) => Math.abs(dot(other.direction, item.direction)) > 1 - NEARLY ** 2 / 2))
      found.push(item);
  return found;
}

const squared = (first: Vec3, second: Vec3): Axes => {
  const across = normalize(addScaled(second, first, -dot(first, second)));
  return [first, across, cross(first, across)];
};

/** The frame turned to suit the faces that agree with it best; undefined when `founders` end up not to. */
function fitted(start: Axes, items: readonly Directed[], founders: readonly Directed[]): Axes | undefined {
  let axes = turned(start, founders);
  for (let round = 0; round < ROUNDS; round++) {
    const members = agreeing(axes, items);
    if (!founders.every((founder) => members.includes(founder))) return undefined;
    axes = turned(axes, members);
  }
  return axes;
}

/** The faces that are parallel to an axis within their noise. */
const agreeing = (axes: Axes, items: readonly Directed[]): Directed[] =>
  items.filter((item) => {
    const axis = nearestAxis(axes, item.direction);
    return axis !== undefined && isAllowed(item.evidence, quadratic(item.cost, axis) - leastCost(item.cost));
  });

export const nearestAxis = (axes: readonly Vec3[], direction: Vec3): Vec3 | undefined =>
  axes.find((axis) => Math.abs(dot(axis, direction)) > 1 - NEARLY ** 2 / 2);

/**
 * Newton steps of the frame's three turns w for the sum over its axes a of (a + w x a)^T C (a + w x a), with C the cost
 * of the faces parallel to a.
 */
function turned(start: Axes, members: readonly Directed[]): Axes {
  const costs = start.map((axis) =>
    sumOf(
      members
        .filter(({ direction }) => nearestAxis([axis], direction))
        .map(({ cost, evidence }) => cost.map((c) => c / evidence.deviation ** 2)),
    ),
  );
  let axes = start;
  for (let round = 0; round < ROUNDS; round++) {
    const matrix = new Float64Array(9);
    const right = new Float64Array(3);
    axes.forEach((axis, k) => {
      const others = [axes[(k + 1) % 3], axes[(k + 2) % 3]];
      // Turning about the next axis moves this one to minus the one after it, turning about that moves it to the next.
      const turns = [(k + 1) % 3, (k + 2) % 3];
      const moves: Vec3[] = [[-others[1][0], -others[1][1], -others[1][2]], others[0]];
      turns.forEach((a, i) => {
        right[a] -= bilinear(costs[k], axis, moves[i]);
        turns.forEach((b, j) => {
          matrix[3 * a + b] += bilinear(costs[k], moves[i], moves[j]);
          // The axis stays a unit vector: moving it costs its own share less.
          if (i === j) matrix[3 * a + b] -= quadratic(costs[k], axis);
        });
      });
    });
    const scale = matrix[0] + matrix[4] + matrix[8];
    for (const k of [0, 4, 8]) matrix[k] += 1e-12 * scale;
    const step = solvePositiveDefinite(matrix, right, 3);
    if (!step) break;
    let turn: Vec3 = [0, 0, 0];
    axes.forEach((axis, k) => {
      turn = addScaled(turn, axis, step[k]);
    });
    const moved = axes.map((axis) => normalize(addScaled(axis, cross(turn, axis), 1)));
    axes = squared(moved[0], moved[1]);
  }
  return axes;
}
