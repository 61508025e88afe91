import { describe, expect, it } from 'vitest';
import { type Random, seededRandom } from '../../../../src/geometry/random.ts';
import {
  add,
  cross,
  dot,
  normalize,
  perpendicular,
  scale,
  type Vec3,
} from '../../../../src/geometry/vector.ts';
import { localGeometry } from '../../../../src/perceive/cloud/local/local-geometry.ts';
import { findPlanes } from '../../../../src/perceive/cloud/planes/find-planes.ts';
import { startGrowth } from '../../../../src/perceive/cloud/planes/grow-plane.ts';
import { planesAlongKnown } from '../../../../src/perceive/cloud/planes/known-directions.ts';
import { fitPlaneTo } from '../../../../src/perceive/cloud/planes/plane-fit.ts';

const UP = normalize([1, 2, 3]);
const U = perpendicular(UP);
const V = cross(UP, U);
const place = (u: number, v: number, w: number): Vec3 => add(add(scale(U, u), scale(V, v)), scale(UP, w));

const never = (): boolean => false;
const many = (count: number, point: () => Vec3): Vec3[] => Array.from({ length: count }, point);

/** A square at a height, whose direction is known from it, of half the points of a cloud; and the rest. */
const squareAt = (random: Random, height: number, count: number, side = 1): Vec3[] =>
  many(count, () => place(side * random.uniform(-1, 1), side * random.uniform(-1, 1), height));

/** What is found among `others` once the plane of the square is known. */
function besideSquare(random: Random, others: readonly Vec3[]): ReturnType<typeof planesAlongKnown> {
  const square = squareAt(random, 0, others.length + 40);
  const positions = Float64Array.from([...square, ...others].flat());
  const growth = startGrowth(localGeometry(positions, { expired: never }));
  const points = Uint32Array.from(square, (_, i) => i);
  growth.owner.fill(0, 0, points.length);
  return planesAlongKnown(growth, [{ fit: fitPlaneTo(positions, points, points.length)!, points }], never);
}

describe('planes along known directions', () => {
  it.each([3, 5, 12])('are told by %i points among few', (count) => {
    const random = seededRandom(1);
    const step = squareAt(random, 0.3, count, 0.2);
    const scattered = many(60, () =>
      place(random.uniform(-1, 1), random.uniform(-1, 1), random.uniform(0.4, 1)),
    );
    const found = besideSquare(random, [...step, ...scattered]);
    expect(found).toHaveLength(1);
    expect(found[0].points).toHaveLength(count);
    expect(dot(found[0].fit.plane.origin, UP)).toBeCloseTo(0.3, 9);
    expect(Math.abs(dot(found[0].fit.plane.normal, UP))).toBeCloseTo(1, 12);
  });

  it('are two where two steps differ by little', () => {
    const random = seededRandom(2);
    const steps = [...squareAt(random, 0.3, 30, 0.2), ...squareAt(random, 0.3005, 30, 0.2)];
    expect(besideSquare(random, steps).map(({ points }) => points.length)).toEqual([30, 30]);
  });

  it.each([100, 3000, 30_000])('are not invented among %i points anywhere', (count) => {
    const random = seededRandom(3);
    const inside = () => place(random.uniform(-1, 1), random.uniform(-1, 1), random.uniform(0.1, 1));
    expect(besideSquare(random, many(count, inside))).toEqual([]);
  });

  it.each([100, 3000, 30_000])('are not the tops of a round surface of %i points', (count) => {
    const random = seededRandom(4);
    const lying = () => {
      const angle = random.uniform(0, 2 * Math.PI);
      return place(random.uniform(-1, 1), 0.3 * Math.cos(angle), 1 + 0.3 * Math.sin(angle));
    };
    expect(besideSquare(random, many(count, lying))).toEqual([]);
  });
});

it('a small pocket of a box is found to its floor', () => {
  const random = seededRandom(5);
  const side = (a: Vec3, b: Vec3, c: Vec3) => () =>
    add(add(scale(a, random.uniform(-1, 1)), scale(b, random.uniform(-1, 1))), c);
  const box = [U, V, UP].flatMap((n, k, axes) =>
    [1, -1].flatMap((s) => many(40, side(axes[(k + 1) % 3], axes[(k + 2) % 3], scale(n, s)))),
  );
  const floor = many(4, () => place(random.uniform(-0.3, 0.3), random.uniform(-0.3, 0.3), 0.8));
  const local = localGeometry(Float64Array.from([...box, ...floor].flat()), { expired: never });
  const { planes } = findPlanes(local, { expired: never });
  expect(planes).toHaveLength(7);
  expect(planes.map(({ points }) => points.length).sort((a, b) => a - b)[0]).toBe(4);
});
