import { describe, expect, it } from 'vitest';
import { type Random, seededRandom } from '../../../src/geometry/random.ts';
import { signedDistance } from '../../../src/geometry/surface-distance.ts';
import type { Vec3 } from '../../../src/geometry/vector.ts';
import { perceiveCloud } from '../../../src/perceive/cloud/perceive-cloud.ts';
import type { PerceivedCloud } from '../../../src/perceive/cloud/types.ts';

const never = { expired: () => false };

/** Turned about two axes and moved far out, so that nothing is aligned. */
function placed([x, y, z]: Vec3): Vec3 {
  const [c, s] = [Math.cos(0.7), Math.sin(0.7)];
  const [u, v] = [c * x - s * y, s * x + c * y];
  return [u + 31, c * v - s * z - 17, s * v + c * z + 5];
}

type Sampler = { readonly area: number; readonly at: (random: Random) => Vec3 };

const rectangle = (origin: Vec3, u: Vec3, v: Vec3): Sampler => ({
  area: Math.hypot(...u) * Math.hypot(...v),
  at: (random) => {
    const [s, t] = [random.uniform(0, 1), random.uniform(0, 1)];
    return [0, 1, 2].map((k) => origin[k] + s * u[k] + t * v[k]) as unknown as Vec3;
  },
});

function box(width: number, depth: number, height: number, [x, y, z]: Vec3 = [0, 0, 0]): Sampler[] {
  const [u, v, w]: Vec3[] = [
    [width, 0, 0],
    [0, depth, 0],
    [0, 0, height],
  ];
  return [
    rectangle([x, y, z], u, v),
    rectangle([x, y, z + height], u, v),
    rectangle([x, y, z], u, w),
    rectangle([x, y + depth, z], u, w),
    rectangle([x, y, z], v, w),
    rectangle([x + width, y, z], v, w),
  ];
}

/** The side of a post that stands on the origin, of flat facets. */
const post = (radius: number, height: number, facets: number): Sampler[] =>
  Array.from({ length: facets }, (_, i) => {
    const [a, b] = [i, i + 1].map((k) => (2 * Math.PI * k) / facets);
    const [ax, ay] = [radius * Math.cos(a), radius * Math.sin(a)];
    return rectangle([ax, ay, 0], [radius * Math.cos(b) - ax, radius * Math.sin(b) - ay, 0], [0, 0, height]);
  });

function cloudOf(faces: readonly Sampler[], count: number, noise = 0): Float64Array {
  const random = seededRandom(11);
  const total = faces.reduce((sum, { area }) => sum + area, 0);
  const positions: number[] = [];
  for (const { area, at } of faces)
    for (let i = 0; i < (count * area) / total; i++)
      positions.push(...placed(at(random)).map((x) => x + (noise > 0 ? random.normal(0, noise) : 0)));
  return Float64Array.from(positions);
}

const kindsOf = ({ faces }: PerceivedCloud): string[] => faces.map(({ surface }) => surface.kind).sort();

const sixPlanes = Array.from({ length: 6 }, () => 'plane');

/** Every point of a face lies on it, none on two. */
function expectConsistent({ positions, faces, tolerance }: PerceivedCloud): void {
  const seen = new Set<number>();
  for (const { surface, points, area } of faces) {
    expect(area).toBeGreaterThan(0);
    for (const i of points) {
      expect(seen.has(i)).toBe(false);
      seen.add(i);
      const [x, y, z] = positions.subarray(3 * i, 3 * i + 3);
      expect(Math.abs(signedDistance(surface, [x, y, z]))).toBeLessThan(2 * tolerance + 1e-3);
    }
  }
}

describe('what a cloud shows', () => {
  it.each([
    [256, 0],
    [3000, 0],
    [6000, 0.002],
    [6000, 0.02],
  ])('a box of %i points and noise %f has six planes and no others', (count, noise) => {
    const positions = cloudOf(box(4, 3, 2), count, noise);
    const parts = perceiveCloud({ positions }, never);
    expect(parts).toHaveLength(1);
    expect(kindsOf(parts[0])).toEqual(sixPlanes);
    expectConsistent(parts[0]);
    const explained = parts[0].faces.reduce((sum, { points }) => sum + points.length, 0);
    expect(explained / (positions.length / 3)).toBeGreaterThan(0.97);
  });

  it('areas are those of the faces', () => {
    const [{ faces }] = perceiveCloud({ positions: cloudOf(box(4, 3, 2), 6000) }, never);
    const areas = faces.map(({ area }) => area).sort((a, b) => b - a);
    for (const [i, true_] of [12, 12, 8, 8, 6, 6].entries())
      expect(Math.abs(areas[i] / true_ - 1)).toBeLessThan(0.15);
  });

  it('facets of a post give way to its cylinder', () => {
    const faces = [...box(4, 4, 1, [-2, -2, -1]), ...post(1, 3, 400)];
    const [part] = perceiveCloud({ positions: cloudOf(faces, 12000) }, never);
    expect(kindsOf(part)).toEqual(['cylinder', ...sixPlanes]);
    const cylinder = part.faces.find(({ surface }) => surface.kind === 'cylinder');
    expect(cylinder?.surface).toMatchObject({ radius: expect.closeTo(1, 3) });
  });

  it('a sheet has two sides, though they are closer than the noise reaches', () => {
    const noise = 0.02;
    const [part] = perceiveCloud({ positions: cloudOf(box(4, 3, 2.8 * noise), 20000, noise) }, never);
    const large = part.faces.filter(({ area }) => area > 4);
    expect(large).toHaveLength(2);
    expect(Math.abs(part.noise / noise - 1)).toBeLessThan(0.15);
  });

  it('a noisy box of walls eight noises thick has its planes alone: no cylinders cross its walls', () => {
    const noise = 0.01;
    const wall = 8 * noise;
    const cavity = box(3 - 2 * wall, 2 - 2 * wall, 1.5 - 2 * wall, [wall, wall, wall]);
    const [part] = perceiveCloud(
      { positions: cloudOf([...box(3, 2, 1.5), ...cavity], 16_000, noise) },
      never,
    );
    expect(kindsOf(part)).toEqual([...sixPlanes, ...sixPlanes]);
  });

  it('parts that stand apart are told apart', () => {
    const positions = cloudOf([...box(4, 3, 2), ...box(1, 1, 1, [9, 0, 0])], 5000);
    expect(perceiveCloud({ positions }, never).map((part) => part.faces.length)).toEqual([6, 6]);
  });

  it('noise without a surface has hardly any', () => {
    const random = seededRandom(2);
    const positions = Float64Array.from({ length: 3000 }, () => random.normal(0, 1));
    const [{ faces }] = perceiveCloud({ positions }, never);
    expect(faces.reduce((sum, { points }) => sum + points.length, 0)).toBeLessThan(1000);
  });

  it.each([
    ['three points', Float64Array.of(0, 0, 0, 1, 0, 0, 0, 1, 0)],
    ['none', new Float64Array(0)],
  ])('%s tell nothing', (_, positions) => {
    expect(() => perceiveCloud({ positions }, never)).toThrow(
      expect.objectContaining({ code: 'input-degenerate' }),
    );
  });

  it('equal points, points on a line and a lone plane are survived', () => {
    expect(() => perceiveCloud({ positions: new Float64Array(300).fill(2) }, never)).not.toThrow();
    expect(() =>
      perceiveCloud({ positions: Float64Array.from({ length: 300 }, (_, i) => i) }, never),
    ).not.toThrow();
    const [part] = perceiveCloud(
      { positions: cloudOf([rectangle([0, 0, 0], [3, 0, 0], [0, 2, 0])], 800) },
      never,
    );
    expect(kindsOf(part)).toEqual(['plane']);
  });

  it('is done at once when the time is over', () => {
    const [part] = perceiveCloud({ positions: cloudOf(box(4, 3, 2), 3000) }, { expired: () => true });
    expectConsistent(part);
  });
});
