import { parameterErrors } from './parameter-errors.ts';
import type { Primitive } from './primitive.ts';

/** Surfaces are equal within this angle (radians) and these lengths (shares of the diagonal): what 6 digits leave. */
const SAME = { angle: 1e-3, length: 1e-4 };

/**
 * The primitives with those of equal surfaces joined into one, as two halves of a cylinder are one primitive.
 * `positions` are the points' x, y, z, `diagonal` is that of their box.
 */
export function joinEqualPrimitives(
  primitives: readonly Primitive[],
  positions: Float64Array,
  diagonal: number,
): Primitive[] {
  const joined: Primitive[] = [];
  for (const primitive of primitives) {
    const at = middleOf(primitive.points, positions);
    const same = joined.findIndex((other) => {
      const errors = parameterErrors(primitive.surface, other.surface, at);
      return (
        errors !== undefined &&
        errors.angle <= SAME.angle &&
        Math.max(errors.place, errors.size) <= SAME.length * diagonal
      );
    });
    if (same < 0) joined.push(primitive);
    else
      joined[same] = { surface: joined[same].surface, points: union(joined[same].points, primitive.points) };
  }
  return joined;
}

const union = (a: Uint32Array, b: Uint32Array): Uint32Array => Uint32Array.from(new Set([...a, ...b])).sort();

/** The mean of some of the points, of which there is at least one. */
export function middleOf(points: Uint32Array, positions: Float64Array): [number, number, number] {
  const sum: [number, number, number] = [0, 0, 0];
  for (const i of points) for (let k = 0; k < 3; k++) sum[k] += positions[3 * i + k];
  return [sum[0] / points.length, sum[1] / points.length, sum[2] / points.length];
}
