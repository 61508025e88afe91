import { describe, expect, test } from 'vitest';
import { boundsOf, diagonalOf, type Mesh } from '../../../../src/geometry/mesh.ts';
import { seededRandom } from '../../../../src/geometry/random.ts';
import { surfaceSamples } from '../../../../src/geometry/surface-samples.ts';
import { withoutOutliers } from '../../../../src/perceive/cloud/local/drop-outliers.ts';
import { localGeometry } from '../../../../src/perceive/cloud/local/local-geometry.ts';

const never = { expired: () => false };

/** A closed box turned about two axes. */
function turnedBox(width: number, depth: number, height: number): Mesh {
  const [c, s] = [Math.cos(0.7), Math.sin(0.7)];
  const corners = [0, 1, 2, 3, 4, 5, 6, 7].flatMap((i) => {
    const [x, y, z] = [i & 1 ? width : 0, i & 2 ? depth : 0, i & 4 ? height : 0];
    const [u, v] = [c * x - s * y, s * x + c * y];
    return [u, c * v - s * z, s * v + c * z];
  });
  const quads = [
    [0, 2, 3, 1],
    [4, 5, 7, 6],
    [0, 1, 5, 4],
    [2, 6, 7, 3],
    [0, 4, 6, 2],
    [1, 3, 7, 5],
  ];
  return {
    positions: Float64Array.from(corners),
    triangles: Uint32Array.from(quads.flatMap(([a, b, d, e]) => [a, b, d, a, d, e])),
  };
}

function sampled(mesh: Mesh, count: number, noise: number, step = 0) {
  const { positions, normals } = surfaceSamples(mesh, count, 3);
  const random = seededRandom(3, 1);
  const sigma = noise * diagonalOf(boundsOf(mesh.positions));
  const moved = positions.map((x) => x + (sigma > 0 ? random.normal(0, sigma) : 0));
  return { positions: step > 0 ? moved.map((x) => Math.round(x / step) * step) : moved, normals, sigma };
}

/** Share of normals within 5 degrees of the true ones. */
function shareRight(normals: Float64Array, truth: Float64Array): number {
  let right = 0;
  for (let i = 0; i < truth.length; i += 3) {
    const cosine = normals[i] * truth[i] + normals[i + 1] * truth[i + 1] + normals[i + 2] * truth[i + 2];
    if (Math.abs(cosine) > Math.cos((5 * Math.PI) / 180)) right++;
  }
  return right / (truth.length / 3);
}

/** A tube of height 3 and radii 1 and 0.87, of facets that no two points share. */
function tube(): Mesh {
  const sides = 3000;
  const corners = Array.from({ length: 4 * sides }, (_, i) => {
    const angle = (2 * Math.PI * (i >> 2)) / sides;
    const radius = i & 1 ? 0.87 : 1;
    return [radius * Math.cos(angle), radius * Math.sin(angle), i & 2 ? 3 : 0];
  });
  const triangles = Array.from({ length: sides }, (_, side) => {
    const corner = (k: number, next: number): number => 4 * ((side + next) % sides) + k;
    const between = [
      [0, 2],
      [2, 3],
      [3, 1],
      [1, 0],
    ];
    return between.flatMap(([a, b]) => [
      corner(a, 0),
      corner(a, 1),
      corner(b, 1),
      corner(a, 0),
      corner(b, 1),
      corner(b, 0),
    ]);
  });
  return { positions: Float64Array.from(corners.flat()), triangles: Uint32Array.from(triangles.flat()) };
}

const box = turnedBox(4, 3, 1);
const area = 38;

describe('precision', () => {
  test('a thin tube of few exact points is exact, though its faces are nearer to each other than its points', () => {
    const { positions } = sampled(tube(), 1024, 0);
    expect(localGeometry(positions, never).noise).toBeLessThan(1e-9);
  });

  test.each([1e-6, 1e-5, 1e-4, 1e-3, 5e-3])('noise of %f of the diagonal is measured', (noise) => {
    const { positions, sigma } = sampled(box, 8192, noise);
    const local = localGeometry(positions, never);
    expect(local.noise / sigma).toBeGreaterThan(0.8);
    expect(local.noise / sigma).toBeLessThan(1.2);
    expect(local.tolerance).toBeGreaterThanOrEqual(2.4 * sigma);
    expect(local.spacing / Math.sqrt(area / 8192)).toBeGreaterThan(0.85);
    expect(local.spacing / Math.sqrt(area / 8192)).toBeLessThan(1.15);
  });

  test('exact points have next to no noise, few of them and many', () => {
    for (const count of [256, 8192]) {
      const { positions } = sampled(box, count, 0);
      expect(localGeometry(positions, never).noise).toBeLessThan(1e-9);
    }
  });

  test('rounded coordinates have the noise of their rounding, few of them and many', () => {
    for (const count of [256, 8192]) {
      const { positions } = sampled(box, count, 0, 1e-4);
      const { noise } = localGeometry(positions, never);
      expect(noise / (1e-4 / Math.sqrt(12))).toBeGreaterThan(0.7);
      expect(noise / (1e-4 / Math.sqrt(12))).toBeLessThan(1.3);
    }
  });

  test('two skins nearer to each other than the points are do not count as noise', () => {
    const { positions } = sampled(turnedBox(4, 3, 0.02), 8192, 0, 1e-5);
    expect(localGeometry(positions, never).noise).toBeLessThan(1e-5);
  });
});

test('depths in steps do not make a cloud exact', () => {
  const random = seededRandom(8);
  // A slope that a camera sees along z, with an error of about one step.
  const positions = Float64Array.from({ length: 3 * 8000 }, () => random.uniform(0, 10));
  for (let i = 0; i < positions.length; i += 3)
    positions[i + 2] = Math.round((0.5 * positions[i] + random.normal(0, 0.1)) / 0.1) * 0.1;
  expect(localGeometry(positions, never).noise).toBeGreaterThan(0.05);
});

describe('normals', () => {
  test.each([
    [8192, 0, 0.99],
    [256, 0, 0.8],
    [20_000, 1e-3, 0.95],
    [20_000, 5e-3, 0.8],
  ])('of %i points with noise %f are right to 5 degrees, edges included', (count, noise, share) => {
    const { positions, normals } = sampled(box, count, noise);
    expect(shareRight(localGeometry(positions, never).normals, normals)).toBeGreaterThan(share);
  });

  test('are there, rougher, when the time is over', () => {
    const { positions, normals } = sampled(box, 8192, 0);
    expect(shareRight(localGeometry(positions, { expired: () => true }).normals, normals)).toBeGreaterThan(
      0.9,
    );
  });
});

describe('strange clouds', () => {
  test.each([
    ['no point', new Float64Array(0)],
    ['one point', Float64Array.of(1, 2, 3)],
    ['three points', Float64Array.of(0, 0, 0, 1, 0, 0, 0, 1, 0)],
    ['equal points', new Float64Array(300).fill(7)],
    ['a line', Float64Array.from({ length: 300 }, (_, i) => Math.floor(i / 3))],
  ])('%s: unit normals and finite numbers', (_, positions) => {
    const local = localGeometry(positions, never);
    for (const x of [local.spacing, local.noise, local.tolerance]) expect(Number.isFinite(x)).toBe(true);
    for (let i = 0; i < positions.length; i += 3)
      expect(Math.hypot(...local.normals.subarray(i, i + 3))).toBeCloseTo(1, 9);
  });
});

describe('outliers', () => {
  test('isolated points go, all points of sparse and thin faces stay', () => {
    const dense = sampled(box, 6000, 0).positions;
    const sparse = sampled(turnedBox(8, 0.01, 6), 500, 0).positions.map((x) => x + 20);
    const random = seededRandom(9);
    const flying = Float64Array.from({ length: 60 }, () => random.uniform(-8, 12));
    const kept = withoutOutliers(Float64Array.of(...dense, ...sparse, ...flying));
    expect(kept.filter((i) => i < 6500)).toHaveLength(6500);
    // Some of them are on the part by chance, or by the sparse face.
    expect(kept.length).toBeLessThan(6510);
  });

  test('exact samples and tiny clouds have none', () => {
    expect(withoutOutliers(sampled(box, 8192, 0).positions)).toHaveLength(8192);
    for (const count of [0, 1, 3]) expect(withoutOutliers(new Float64Array(3 * count))).toHaveLength(count);
  });
});
