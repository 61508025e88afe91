import type { Vec3 } from '../geometry/vector.ts';

/** Points in and around the target, each known to be inside or outside it. */
export type Samples = {
  /** x, y, z of each point. */
  readonly positions: Float64Array;
  readonly inside: Uint8Array;
  /** The volume that each point stands for. */
  readonly weights: Float64Array;
};

/** Several sample sets as one. */
export function joinSamples(sets: readonly Samples[]): Samples {
  const count = sets.reduce((sum, set) => sum + set.inside.length, 0);
  const joined = {
    positions: new Float64Array(3 * count),
    inside: new Uint8Array(count),
    weights: new Float64Array(count),
  };
  let at = 0;
  for (const set of sets) {
    joined.positions.set(set.positions, 3 * at);
    joined.inside.set(set.inside, at);
    joined.weights.set(set.weights, at);
    at += set.inside.length;
  }
  return joined;
}

/** Samples from points whose side is known, each standing for `weight` of volume. */
export function samplesFrom(points: readonly { point: Vec3; inside: boolean }[], weight: number): Samples {
  return {
    positions: Float64Array.from(points.flatMap(({ point }) => point)),
    inside: Uint8Array.from(points, ({ inside }) => (inside ? 1 : 0)),
    weights: new Float64Array(points.length).fill(weight),
  };
}
