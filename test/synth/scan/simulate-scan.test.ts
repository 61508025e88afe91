import { describe, expect, test } from 'vitest';
import { buildBvh } from '../../../src/geometry/bvh.ts';
import { closestPoint } from '../../../src/geometry/closest-point.ts';
import { buildKdTree, squaredDistances } from '../../../src/geometry/kd-tree.ts';
import { type Mesh, volumeOf } from '../../../src/geometry/mesh.ts';
import type { PointCloud } from '../../../src/geometry/point-cloud.ts';
import { seededRandom } from '../../../src/geometry/random.ts';
import { surfaceSamples } from '../../../src/geometry/surface-samples.ts';
import { type ScanPresetName, scanPresets } from '../../../src/synth/scan/presets.ts';
import { posed, randomPose } from '../../../src/synth/scan/random-pose.ts';
import type { ViewScanner } from '../../../src/synth/scan/scanner.ts';
import { simulateScan } from '../../../src/synth/scan/simulate-scan.ts';
import { boxMesh, cylinderMesh, joinMeshes } from '../../support/meshes.ts';
import { IDEAL } from '../../support/scanners.ts';

const PRESETS = Object.keys(scanPresets) as ScanPresetName[];
const box = boxMesh([0, 0, 0], [6, 4, 2]);

const scanned = (mesh: Mesh, options: Partial<ViewScanner>, count = 3000): PointCloud =>
  simulateScan(mesh, { scanner: { ...IDEAL, ...options }, count, seed: 1, normals: true });

/** Distance of each point from a mesh. */
function distances({ positions: p }: PointCloud, mesh: Mesh): number[] {
  const bvh = buildBvh(mesh);
  const found = { x: 0, y: 0, z: 0, triangle: -1, squaredDistance: 0 };
  return Array.from({ length: p.length / 3 }, (_, i) =>
    Math.sqrt(closestPoint(bvh, p[3 * i], p[3 * i + 1], p[3 * i + 2], found)),
  );
}

const rootMeanSquare = (values: readonly number[]): number =>
  Math.sqrt(values.reduce((sum, x) => sum + x * x, 0) / values.length);

describe.each(PRESETS)('the scanner %s', (scanner) => {
  test('gives as many points as asked for, the same for the same seed, near the part', () => {
    const cloud = simulateScan(box, { scanner, count: 777, seed: 5, normals: true });
    expect(cloud.positions).toHaveLength(3 * 777);
    expect(simulateScan(box, { scanner, count: 777, seed: 5, normals: true })).toEqual(cloud);
    expect(simulateScan(box, { scanner, count: 777, seed: 6 }).positions).not.toEqual(cloud.positions);
    const near = distances(cloud, box).filter((distance) => distance < 0.4);
    expect(near.length).toBeGreaterThan(0.99 * 777);
    for (let i = 0; i < 777; i++) {
      expect(Math.hypot(...cloud.normals!.subarray(3 * i, 3 * i + 3))).toBeCloseTo(1, 9);
    }
  });

  test('leaves normals out unless they are asked for', () => {
    expect(simulateScan(box, { scanner, count: 10, seed: 1 })).not.toHaveProperty('normals');
  });
});

test('clean points lie on the surface', () => {
  const cloud = simulateScan(box, { scanner: 'clean', count: 500, seed: 1 });
  expect(Math.max(...distances(cloud, box))).toBeLessThan(1e-12);
});

test('recode: every other cloud has noise of 0.01 in the unit box of the part', () => {
  // Far from edges the distance from a plate is one coordinate's noise.
  const plate = boxMesh([0, 0, 0], [200, 200, 0.001]);
  const noises = Array.from({ length: 40 }, (_, seed) =>
    rootMeanSquare(distances(simulateScan(plate, { scanner: 'recode', count: 256, seed }), plate)),
  );
  const noisy = noises.filter((noise) => noise > 1e-3);
  expect(noisy.length).toBeGreaterThan(10);
  expect(noisy.length).toBeLessThan(30);
  for (const noise of noisy) expect(noise / 2).toBeCloseTo(1, 0);
});

test('recode: whether a cloud has noise does not depend on where its points lie', () => {
  const SEEDS = 400;
  const half = box.triangles.length / 6;
  // Rows: first point on the first half of the triangles or not; columns: noise or not.
  const counts = [0, 0, 0, 0];
  for (let seed = 0; seed < SEEDS; seed++) {
    const clean = simulateScan(box, { scanner: 'clean', count: 1, seed }).positions;
    const cloud = simulateScan(box, { scanner: 'recode', count: 1, seed }).positions;
    const first = surfaceSamples(box, 1, seed).triangles[0] < half;
    counts[(first ? 0 : 2) + (cloud[0] === clean[0] ? 1 : 0)]++;
  }
  const [a, b, c, d] = counts;
  const correlation = (a * d - b * c) / Math.sqrt((a + b) * (c + d) * (a + c) * (b + d));
  // Of independent events it deviates by 1 / sqrt(400) = 0.05.
  expect(Math.abs(correlation)).toBeLessThan(0.15);
});

describe('a scan from viewpoints', () => {
  test('sees the outside only', () => {
    const hidden = boxMesh([2, 1, 0.5], [4, 3, 1.5]);
    const cloud = scanned(joinMeshes(box, hidden), {});
    expect(Math.max(...distances(cloud, box))).toBeLessThan(1e-9);
  });

  test('sees into a hole as far as there is a line of sight', () => {
    const tube = cylinderMesh([0, 0, 0], 1, 4, 40);
    const open: Mesh = {
      positions: tube.positions,
      // Without its caps: their triangles have all corners at one height.
      triangles: tube.triangles.filter((_, i) => {
        const corners = [0, 1, 2].map((k) => tube.triangles[3 * Math.floor(i / 3) + k] % 2);
        return new Set(corners).size > 1;
      }),
    };
    const inner = scanned(open, { views: 40 });
    let facingAxis = 0;
    for (let i = 0; i < 3000; i++) {
      const [x, y] = [inner.positions[3 * i], inner.positions[3 * i + 1]];
      if (x * inner.normals![3 * i] + y * inner.normals![3 * i + 1] < 0) facingAxis++;
    }
    expect(facingAxis).toBeGreaterThan(100);
    expect(facingAxis).toBeLessThan(1500);
  });

  test('has normals towards its viewpoint, and says which one', () => {
    const cloud = scanned(box, { views: 2 });
    expect(new Set(cloud.view)).toEqual(new Set([0, 1]));
    // Two opposite viewpoints see at most three sides of a box each.
    for (const view of [0, 1]) {
      const sides = new Set<string>();
      cloud.view!.forEach((v, i) => {
        if (v === view) sides.add([...cloud.normals!.subarray(3 * i, 3 * i + 3)].map(Math.round).join());
      });
      expect(sides.size).toBeLessThanOrEqual(3);
    }
  });

  test('does not see the underside from above', () => {
    const cloud = scanned(box, { from: 'above', views: 8 });
    const heights = cloud.positions.filter((_, i) => i % 3 === 2);
    expect(Math.max(...heights)).toBeCloseTo(2, 9);
    expect(cloud.normals!.filter((z, i) => i % 3 === 2 && z < -0.5)).toHaveLength(0);
  });

  test('differs from view to view by the registration error', () => {
    const cloud = scanned(box, { registration: { translation: 0.05, rotation: 0 }, views: 30 });
    // On a box's side one coordinate of the shift counts.
    expect(rootMeanSquare(distances(cloud, box)) / 0.05).toBeCloseTo(1, 0);
    const turned = scanned(box, { registration: { translation: 0, rotation: 0.01 } });
    expect(Math.max(...distances(turned, box))).toBeGreaterThan(0.01);
    expect(Math.max(...distances(turned, box))).toBeLessThan(0.2);
  });

  test('spreads its points evenly over the views, or not', () => {
    const shares = (unevenness: number): number[] => {
      const counts = new Array<number>(12).fill(0);
      for (const view of scanned(box, { unevenness }).view!) counts[view]++;
      return counts.map((count) => count / 3000);
    };
    expect(Math.max(...shares(0)) / Math.min(...shares(0))).toBeLessThan(4);
    expect(Math.max(...shares(2)) / Math.min(...shares(2))).toBeGreaterThan(8);
  });

  test('misses whole patches', () => {
    const cloud = scanned(box, { missing: { patches: 1, radius: 1 } }, 20_000);
    const whole = scanned(box, {}, 20_000);
    // Somewhere on the surface is a place that a point of the whole scan lies at, and none of the other within almost 1.
    const bareness = Math.max(...nearestOf(whole, cloud));
    expect(bareness).toBeGreaterThan(0.8);
    expect(Math.max(...nearestOf(cloud, whole))).toBeLessThan(0.5);
  });

  test('is not confused by a part that is far away and small', () => {
    const far = { ...box, positions: box.positions.map((x) => 1e5 + x * 1e-2) };
    const cloud = simulateScan(far, { scanner: 'metrology', count: 500, seed: 1 });
    expect(Math.max(...distances(cloud, far))).toBeLessThan(0.01);
  });

  test('of a needle or of a sheet has all its points', () => {
    for (const thin of [boxMesh([0, 0, 0], [100, 2, 2]), boxMesh([0, 0, 0], [9, 9, 1e-6])]) {
      expect(simulateScan(thin, { scanner: 'handheld', count: 200, seed: 1 }).positions).toHaveLength(600);
    }
    const wire = boxMesh([0, 0, 0], [100, 0.05, 0.05]);
    expect(() => simulateScan(wire, { scanner: 'handheld', count: 200, seed: 1 })).toThrow(
      /thinner than the beam/,
    );
  });
});

describe('what makes no sense is refused', () => {
  test.each([0, 1.5, -3, Number.NaN, 1e9])('%d points', (count) => {
    expect(() => simulateScan(box, { scanner: 'clean', count, seed: 1 })).toThrow(/1 to 20000000 points/);
  });

  test.each<[string, Partial<ViewScanner>, RegExp]>([
    ['a viewpoint within the part', { distance: 1 }, /distance is 1; it must be above half/],
    ['no views', { views: 0 }, /views is 0/],
    ['half a view', { views: 1.5 }, /whole number/],
    ['noise without end', { noise: { ...IDEAL.noise, depth: Infinity } }, /noise.depth/],
    ['less than nothing', { beam: { footprint: -1, mixing: 0 } }, /beam.footprint is -1/],
    ['angles the wrong way round', { grazing: { from: 1, to: 0.5 } }, /grazing.to/],
    ['no number', { outliers: { share: Number.NaN, range: 0 } }, /outliers.share/],
  ])('%s', (_, options, message) => {
    expect(() => scanned(box, options)).toThrow(message);
  });

  test('a mesh without a surface', () => {
    const line = {
      positions: Float64Array.of(0, 0, 0, 1, 0, 0, 2, 0, 0),
      triangles: Uint32Array.of(0, 1, 2),
    };
    const nothing = { positions: new Float64Array(), triangles: new Uint32Array() };
    for (const mesh of [line, nothing]) {
      for (const scanner of ['clean', 'handheld'] as const) {
        expect(() => simulateScan(mesh, { scanner, count: 10, seed: 1 })).toThrow(/surface|seen/);
      }
    }
  });
});

test('a random pose turns and scales, and mirrors nothing', () => {
  const random = seededRandom(3);
  for (let i = 0; i < 20; i++) {
    const pose = randomPose(random);
    expect(pose.scale).toBeGreaterThan(0.1);
    expect(pose.scale).toBeLessThan(10);
    expect(volumeOf(posed(box, pose)) / (48 * pose.scale ** 3)).toBeCloseTo(1, 9);
  }
});

/** For each point of one cloud, how far the nearest of the other is. */
const nearestOf = (from: PointCloud, to: PointCloud): Float64Array =>
  squaredDistances(buildKdTree(from.positions), buildKdTree(to.positions)).map(Math.sqrt);
