import { rotateVector } from '../../../geometry/rotation.ts';
import { cross, dot, length, normalize, scale, type Vec3 } from '../../../geometry/vector.ts';
import type { Axes, Axis, AxisIndex, Triad } from './types.ts';

/** The axes of all triads for given values of the variables; `reach` turns these into angles. */
export function axesAt(triads: readonly Triad[], values: ArrayLike<number>, reach: number): Axes[] {
  const found: Axes[] = [];
  for (const triad of triads) {
    found.push(
      triad.kind === 'free'
        ? turned(triad.axes, [0, 1, 2].map((k) => values[triad.turn + k] / reach) as unknown as Vec3)
        : about(found[triad.parent], triad.axis, (triad.sign * values[triad.angle]) / reach),
    );
  }
  return found;
}

/** The direction of an axis, given the axes of all triads. */
export function directionOf(axes: readonly Axes[], { triad, index, sign }: Axis): Vec3 {
  const direction = axes[triad][index];
  return sign > 0 ? direction : scale(direction, -1);
}

/** Axes turned by a rotation vector: about its direction by its length. */
function turned(axes: Axes, rotation: Vec3): Axes {
  const angle = length(rotation);
  if (angle === 0) return axes;
  const axis = scale(rotation, 1 / angle);
  const [first, second] = [rotateVector(axes[0], axis, angle), rotateVector(axes[1], axis, angle)];
  return [first, second, cross(first, second)];
}

/** Axes turned about one of them. */
function about(axes: Axes, index: AxisIndex, angle: number): Axes {
  const [a, b] = [axes[next(index)], axes[next(next(index))]];
  const [c, s] = [Math.cos(angle), Math.sin(angle)];
  const result: Vec3[] = [];
  result[index] = axes[index];
  result[next(index)] = combined(a, b, c, s);
  result[next(next(index))] = combined(a, b, -s, c);
  return result as unknown as Axes;
}

const combined = (a: Vec3, b: Vec3, s: number, t: number): Vec3 => [
  s * a[0] + t * b[0],
  s * a[1] + t * b[1],
  s * a[2] + t * b[2],
];

/** The axis after one, cyclically: with the one after that they are a right-handed triad. */
export const next = (index: AxisIndex): AxisIndex => ((index + 1) % 3) as AxisIndex;

/** Triads found so far, which share axes where directions of the program are parallel. */
export type Directions = {
  readonly triads: Triad[];
  /** Two perpendicular directions as axes of one triad, a new one if none has both. */
  pair(first: Vec3, second: Vec3): { first: Axis; second: Axis };
  /** An axis as that of the triad which has it first: parallel directions are then the same axis. */
  canonical(axis: Axis): Axis;
  /** Axes of the triads as they were found. */
  readonly axes: Axes[];
};

/**
 * Starts without triads; directions that differ by less than `same` (radians) are one. `addAngle` and `addTurn` make
 * the variables of new triads and return their indices.
 */
export function startDirections(
  same: number,
  addAngle: (angle: number) => number,
  addTurn: () => number,
): Directions {
  const triads: Triad[] = [];
  const axes: Axes[] = [];

  const nearest = (triad: number, direction: Vec3): Axis => {
    const cosines = axes[triad].map((axis) => dot(axis, direction));
    const index = indexOfLargest(cosines.map(Math.abs));
    return { triad, index, sign: cosines[index] > 0 ? 1 : -1 };
  };

  const inTriad = (triad: number, direction: Vec3): Axis | undefined => {
    const axis = nearest(triad, direction);
    return length(cross(axes[triad][axis.index], direction)) < same ? axis : undefined;
  };

  const add = (triad: Triad, its: Axes): number => {
    axes.push(its);
    return triads.push(triad) - 1;
  };

  /** A triad that shares `shared` and has another axis along `direction`. */
  const turnedAbout = (shared: Axis, direction: Vec3): number => {
    const { triad: parent, index } = shared;
    const [a, b] = [axes[parent][next(index)], axes[parent][next(next(index))]];
    const full = Math.atan2(dot(direction, b), dot(direction, a));
    const angle = full - (Math.PI / 2) * Math.round(full / (Math.PI / 2));
    const opposite = triads.find(
      (other, i) =>
        other.kind === 'about' &&
        other.parent === parent &&
        other.axis === index &&
        Math.abs(angleOf(axes[parent], axes[i], index) + angle) < same,
    );
    // Directions that mirror each other at an axis stay so.
    const mirrored = opposite?.kind === 'about' ? opposite : undefined;
    const reference = mirrored ? mirrored.angle : addAngle(angle);
    const sign = mirrored ? (-mirrored.sign as 1 | -1) : 1;
    return add(
      { kind: 'about', parent, axis: index, angle: reference, sign },
      about(axes[parent], index, angle),
    );
  };

  const canonical = (axis: Axis): Axis => {
    const triad = triads[axis.triad];
    if (triad.kind === 'free' || triad.axis !== axis.index) return axis;
    return canonical({ ...axis, triad: triad.parent });
  };

  const pair = (first: Vec3, second: Vec3): { first: Axis; second: Axis } => {
    for (let triad = 0; triad < triads.length; triad++) {
      const found = { first: inTriad(triad, first), second: inTriad(triad, second) };
      if (found.first && found.second) return { first: found.first, second: found.second };
    }
    const pairs: [Vec3, Vec3][] = [
      [first, second],
      [second, first],
      [normalize(cross(first, second)), first],
    ];
    for (const [shared, other] of pairs) {
      for (let triad = 0; triad < triads.length; triad++) {
        const axis = inTriad(triad, shared);
        if (!axis) continue;
        const made = turnedAbout(canonical(axis), other);
        return { first: nearest(made, first), second: nearest(made, second) };
      }
    }
    const third = normalize(cross(first, second));
    const its: Axes = [first, cross(third, first), third];
    const made = add({ kind: 'free', axes: its, turn: addTurn() }, its);
    return { first: nearest(made, first), second: nearest(made, second) };
  };
  return { triads, axes, pair, canonical };
}

const indexOfLargest = ([a, b, c]: readonly number[]): AxisIndex => (a >= b && a >= c ? 0 : b >= c ? 1 : 2);

/** By how much `axes` are turned against their parent's about the axis that they share. */
function angleOf(parent: Axes, axes: Axes, index: AxisIndex): number {
  const direction = axes[next(index)];
  return Math.atan2(dot(direction, parent[next(next(index))]), dot(direction, parent[next(index)]));
}
