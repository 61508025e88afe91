import { describe, expect, it } from 'vitest';
import { type Random, seededRandom } from '../../../../src/geometry/random.ts';
import type { SurfaceKind } from '../../../../src/geometry/surface.ts';
import {
  add,
  cross,
  dot,
  normalize,
  perpendicular,
  scale,
  type Vec3,
} from '../../../../src/geometry/vector.ts';
import { type FoundSurface, findCurvedSurfaces } from '../../../../src/perceive/cloud/curved/find-curved.ts';
import { localGeometry } from '../../../../src/perceive/cloud/local/local-geometry.ts';

/** A point of a surface for two numbers from 0 to 1. */
type Patch = { readonly share: number; readonly at: (s: number, t: number) => Vec3 };

const AXIS = normalize([1, 2, 3]);
const U = perpendicular(AXIS);
const V = cross(AXIS, U);

/** The point at a height, distance and angle about a slanting axis through the origin. */
const about = (height: number, radius: number, angle: number): Vec3 =>
  add(scale(AXIS, height), add(scale(U, radius * Math.cos(angle)), scale(V, radius * Math.sin(angle))));

const wall = (radius: number, height: number, sweep = 2 * Math.PI, share = 1): Patch => ({
  share,
  at: (s, t) => about(height * t, radius, sweep * s),
});

function cloudOf(patches: readonly Patch[], count: number, noise: number, seed = 1): Float64Array {
  const random = seededRandom(seed);
  const total = patches.reduce((sum, { share }) => sum + share, 0);
  const points = patches.flatMap(({ share, at }) =>
    Array.from({ length: Math.round((count * share) / total) }, () =>
      blurred(at(random.uniform(0, 1), random.uniform(0, 1)), noise, random),
    ),
  );
  return Float64Array.from(points.flat());
}

const blurred = (p: Vec3, noise: number, random: Random): Vec3 =>
  noise === 0 ? p : [random.normal(p[0], noise), random.normal(p[1], noise), random.normal(p[2], noise)];

function find(positions: Float64Array, directions: readonly Vec3[] = [AXIS]): FoundSurface[] {
  const local = localGeometry(positions, { expired: () => false });
  const free = Uint32Array.from({ length: positions.length / 3 }, (_, i) => i);
  return findCurvedSurfaces(local, { free, directions, expired: () => false });
}

/** The one surface found, which must be of a kind and have at least a share of the points. */
function only<K extends SurfaceKind>(kind: K, found: readonly FoundSurface[], points: number) {
  expect(found.map(({ surface }) => surface.kind)).toEqual([kind]);
  expect(found[0].points.length).toBeGreaterThanOrEqual(points);
  return found[0].surface as Extract<FoundSurface['surface'], { kind: K }>;
}

describe('cylinders along a known direction', () => {
  it.each([40, 1000, 20_000])('are found among %i exact points', (count) => {
    const { radius, axis } = only('cylinder', find(cloudOf([wall(2, 3)], count, 0)), count);
    expect(radius).toBeCloseTo(2, 9);
    expect(Math.abs(dot(axis, AXIS))).toBeCloseTo(1, 12);
  });

  it('are found through noise of the spacing', () => {
    const { radius } = only('cylinder', find(cloudOf([wall(2, 3)], 10_000, 0.05)), 9000);
    expect(Math.abs(radius - 2)).toBeLessThan(0.01);
  });

  it('are found beside a noisy plane of many more points', () => {
    const half = wall(2, 3, Math.PI);
    const flat: Patch = { share: 6, at: (s, t) => add(about(12 * t, 2, 0), scale(V, -16 * s)) };
    const found = find(cloudOf([flat, half], 16_000, 0.02));
    const round = found.filter(({ surface }) => surface.kind === 'cylinder' && surface.radius < 4);
    expect(round).toHaveLength(1);
    const { radius, axis } = only('cylinder', round, 2000);
    expect(radius).toBeCloseTo(2, 1);
    // Not by chance, later, along another one.
    expect(Math.abs(dot(axis, AXIS))).toBeCloseTo(1, 12);
  });

  it('are found from shallow arcs', () => {
    const arc = wall(20, 6, (20 * Math.PI) / 180);
    expect(only('cylinder', find(cloudOf([arc], 2000, 0)), 1990).radius).toBeCloseTo(20, 6);
  });

  it('are two in a pipe, and one in patches that stand apart', () => {
    const pipe = find(cloudOf([wall(2, 3), wall(2.5, 3)], 8000, 0));
    expect(pipe.map(({ surface }) => surface.kind === 'cylinder' && surface.radius).sort()).toEqual([
      expect.closeTo(2, 6),
      expect.closeTo(2.5, 6),
    ]);
    const far: Patch = { share: 1, at: (s, t) => about(8 + 3 * t, 2, 3 + s) };
    only('cylinder', find(cloudOf([wall(2, 3, 1), far], 4000, 0)), 3990);
  });
});

describe('other surfaces', () => {
  const cone: Patch = { share: 1, at: (s, t) => about(2 * t, 1 + t, 2 * Math.PI * s) };
  const sphere: Patch = {
    share: 1,
    at: (s, t) => about(3 * (2 * t - 1), 3 * Math.sqrt(1 - (2 * t - 1) ** 2), 2 * Math.PI * s),
  };
  const torus: Patch = {
    share: 1,
    at: (s, t) => about(Math.sin(2 * Math.PI * t), 4 + Math.cos(2 * Math.PI * t), 2 * Math.PI * s),
  };

  it.each([0, 0.01])('are found where no direction is known, with noise %f', (noise) => {
    const near = (expected: number) => expect.closeTo(expected, noise === 0 ? 6 : 1);
    const count = 6000;
    const least = noise === 0 ? 0.99 * count : 0.9 * count;
    const tube = only('cylinder', find(cloudOf([wall(2, 3)], count, noise), []), least);
    expect(tube.radius).toEqual(near(2));
    expect(only('cone', find(cloudOf([cone], count, noise), []), least).halfAngle).toEqual(
      near(Math.atan(0.5)),
    );
    expect(only('sphere', find(cloudOf([sphere], count, noise), []), least).radius).toEqual(near(3));
    const ring = only('torus', find(cloudOf([torus], count, noise), []), least);
    expect([ring.majorRadius, ring.minorRadius]).toEqual([near(4), near(1)]);
  });
});

describe('what is no curved surface', () => {
  it('is left alone: a noisy strip of a plane, a cloud without any surface, next to nothing', () => {
    const strip: Patch = { share: 1, at: (s, t) => [10 * s, t, 0] };
    expect(
      find(cloudOf([strip], 4000, 0.02), [
        [1, 0, 0],
        [0, 1, 0],
        [0, 0, 1],
      ]),
    ).toEqual([]);
    const random = seededRandom(3);
    const fog = Float64Array.from({ length: 9000 }, () => random.uniform(0, 1));
    expect(find(fog)).toEqual([]);
    expect(find(new Float64Array(0))).toEqual([]);
    expect(find(Float64Array.of(1, 2, 3, 4, 5, 6, 7, 8, 9))).toEqual([]);
    expect(find(new Float64Array(300))).toEqual([]);
  });
});

it('gives no point to two surfaces, and the same answer again', () => {
  const positions = cloudOf([wall(2, 3), wall(2.5, 3), wall(1, 5)], 6000, 0.003);
  const found = find(positions);
  expect(found.length).toBe(3);
  const all = found.flatMap(({ points }) => [...points]);
  expect(new Set(all).size).toBe(all.length);
  expect(find(positions)).toEqual(found);
});

it('stops when the time is over', () => {
  const positions = cloudOf([wall(2, 3)], 1000, 0);
  const local = localGeometry(positions, { expired: () => false });
  const free = Uint32Array.from({ length: 1000 }, (_, i) => i);
  expect(findCurvedSurfaces(local, { free, directions: [AXIS], expired: () => true })).toEqual([]);
});
