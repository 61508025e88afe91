import { describe, expect, test } from 'vitest';
import { areaVectors } from '../../../src/geometry/area-vectors.ts';
import { buildBvh } from '../../../src/geometry/bvh.ts';
import type { Mesh } from '../../../src/geometry/mesh.ts';
import { seededRandom } from '../../../src/geometry/random.ts';
import type { ViewScanner } from '../../../src/synth/scan/scanner.ts';
import { sweepView } from '../../../src/synth/scan/sweep.ts';
import { boxMesh, joinMeshes, torusMesh } from '../../support/meshes.ts';
import { IDEAL } from '../../support/scanners.ts';

type Point = { x: number; y: number; z: number; normal: readonly number[] };

const DISTANCE = IDEAL.distance;

/** What is seen from z = 50 looking down: right is x, up is y. */
function fromAbove(
  mesh: Mesh,
  options: Partial<ViewScanner>,
  { pitch = 0.002, half = 0.1, seed = 1 } = {},
): Point[] {
  const points: Point[] = [];
  const axes = { right: [1, 0, 0], up: [0, 1, 0], out: [0, 0, 1] } as const;
  sweepView(
    { bvh: buildBvh(mesh), areas: areaVectors(mesh) },
    {
      viewpoint: { eye: [0, 0, DISTANCE], axes },
      window: { left: -half, right: half, bottom: -half, top: half },
      pitch,
    },
    { ...IDEAL, ...options },
    seededRandom(seed),
    (x, y, z, ...normal) => points.push({ x, y, z, normal }),
  );
  return points;
}

/** A plate whose upper side is at a height. */
const plateAt = (z: number, half = 100): Mesh => boxMesh([-half, -half, z - 1], [half, half, z]);
const mean = (values: readonly number[]): number => values.reduce((sum, x) => sum + x, 0) / values.length;
const deviation = (values: readonly number[]): number => {
  const middle = mean(values);
  return Math.sqrt(mean(values.map((x) => (x - middle) ** 2)));
};
const heights = (points: readonly Point[]): number[] => points.map(({ z }) => z);

describe('a view', () => {
  test('is a raster of beams over the window', () => {
    const points = fromAbove(plateAt(0), {}, { pitch: 0.02, half: 0.1 });
    expect(points).toHaveLength(100);
    // The first beam is half a pitch from the corner, at the plate's depth of 50.
    expect(points[0].x).toBeCloseTo(-0.09 * DISTANCE, 12);
    expect(points[0].y).toBeCloseTo(-0.09 * DISTANCE, 12);
    expect(points[9].x).toBeCloseTo(0.09 * DISTANCE, 12);
    expect(points.every(({ z }) => Math.abs(z) < 1e-12)).toBe(true);
    expect(points[0].normal).toEqual([0, 0, 1]);
  });

  test('shows only what nothing hides', () => {
    const small = plateAt(5, 2);
    const points = fromAbove(joinMeshes(plateAt(0), small), {});
    const below = points.filter(({ z }) => z < 4);
    // The shadow of the small plate on the large one: its half side of 2 at depth 45, seen at depth 50.
    const shadow = (2 / 45) * 50;
    expect(below.length).toBeGreaterThan(100);
    expect(below.every(({ x, y }) => Math.max(Math.abs(x), Math.abs(y)) >= shadow - 1e-9)).toBe(true);
  });

  test('has its noise along the rays, growing with the square of the depth', () => {
    const noise = { ...IDEAL.noise, depth: 0.05 };
    const near = fromAbove(plateAt(0), { noise });
    expect(deviation(heights(near)) / 0.05).toBeCloseTo(1, 1);
    expect(Math.abs(mean(heights(near)))).toBeLessThan(0.005);
    for (const { x, y, z } of near.slice(0, 50)) {
      // Right over depth is a multiple of the pitch, plus half of it.
      for (const side of [x / (DISTANCE - z), y / (DISTANCE - z)]) {
        expect(Math.abs(side / 0.002 - 0.5 - Math.round(side / 0.002 - 0.5))).toBeLessThan(1e-9);
      }
    }
    const far = fromAbove(plateAt(-DISTANCE), { noise });
    expect(deviation(heights(far)) / 0.2).toBeCloseTo(1, 1);
  });

  test('shares its noise between neighbours', () => {
    // 10 beams of 0.002 over a depth of 50.
    const noise = { ...IDEAL.noise, depth: 0.05, correlation: 1 };
    const points = heights(fromAbove(plateAt(0), { noise }));
    const columns = 100;
    const product = (lag: number): number =>
      mean(points.slice(lag).map((z, i) => (i % columns < columns - lag ? z * points[i] : 0)));
    expect(deviation(points) / 0.05).toBeCloseTo(1, 0);
    expect(product(1) / product(0)).toBeGreaterThan(0.9);
    expect(Math.abs(product(30) / product(0))).toBeLessThan(0.3);
  });

  test('tells depths apart in steps that grow with the square of the depth', () => {
    const noise = { ...IDEAL.noise, depth: 1, quantum: 0.5 };
    const step = (depth: number): number => {
      const levels = [...new Set(heights(fromAbove(plateAt(DISTANCE - depth), { noise })))].sort(
        (a, b) => a - b,
      );
      const nearest = levels.findIndex((z) => z > DISTANCE - depth);
      return levels[nearest] - levels[nearest - 1];
    };
    expect(step(50)).toBeCloseTo(0.5, 1);
    expect(step(100) / step(50)).toBeGreaterThan(3.5);
    expect(step(100) / step(50)).toBeLessThan(4.5);
  });

  test('loses readings where the surface turns away', () => {
    const ring = torusMesh([0, 0, 0], 3, 1, 200, 100);
    const [from, to] = [0.5, 1];
    const angleOf = ({ x, y, z, normal }: Point): number => {
      const ray = [x, y, z - DISTANCE];
      const along = ray[0] * normal[0] + ray[1] * normal[1] + ray[2] * normal[2];
      return Math.acos(-along / Math.hypot(...ray));
    };
    const all = fromAbove(ring, {}).map(angleOf);
    const kept = fromAbove(ring, { grazing: { from, to } }).map(angleOf);
    const between = (angles: readonly number[], low: number, high: number): number =>
      angles.filter((angle) => angle >= low && angle < high).length;
    expect(between(all, to, 2)).toBeGreaterThan(100);
    expect(between(kept, to, 2)).toBe(0);
    expect(between(kept, 0, from)).toBe(between(all, 0, from));
    expect(between(kept, from, to) / between(all, from, to)).toBeCloseTo(0.5, 1);
  });

  test('rounds edges by the footprint, and nothing else', () => {
    // A roof whose ridge, a right angle, runs along y at z = 0.
    const roof: Mesh = {
      positions: Float64Array.of(-9, -20, -9, -9, 20, -9, 0, -20, 0, 0, 20, 0, 9, -20, -9, 9, 20, -9),
      triangles: Uint32Array.of(0, 2, 1, 1, 2, 3, 2, 4, 3, 3, 4, 5),
    };
    const footprint = 1;
    const below = ({ x, z }: Point): number => -Math.abs(x) - z;
    const sharp = fromAbove(roof, {}, { half: 0.05 });
    const rounded = fromAbove(roof, { beam: { footprint, mixing: 0 } }, { half: 0.05 });
    expect(Math.max(...sharp.map(below))).toBeLessThan(1e-9);
    // The mean height of the disc under the ridge: -4 r / (3 pi).
    const ridge = rounded.filter(({ x }) => Math.abs(x) < 0.06).map(({ z }) => -z);
    expect(mean(ridge)).toBeCloseTo((4 * 0.5) / (3 * Math.PI), 1);
    const flat = rounded.filter(({ x }) => Math.abs(x) > 0.6);
    expect(Math.max(...flat.map((point) => Math.abs(below(point))))).toBeLessThan(1e-6);
  });

  test('hangs points in the air at jumps in depth where a scanner does so', () => {
    const scene = joinMeshes(plateAt(0), plateAt(20, 2));
    const inTheAir = (mixing: number): number =>
      fromAbove(scene, { beam: { footprint: 0.5, mixing } }).filter(({ z }) => z > 1 && z < 19).length;
    expect(inTheAir(0)).toBe(0);
    expect(inTheAir(1)).toBeGreaterThan(30);
    expect(inTheAir(0.5) / inTheAir(1)).toBeCloseTo(0.5, 0);
  });

  test('is wrong altogether at times', () => {
    const outliers = { share: 0.1, range: 3 };
    const wrong = heights(fromAbove(plateAt(0), { outliers })).filter((z) => Math.abs(z) > 1e-9);
    expect(wrong.length / 100 ** 2).toBeCloseTo(0.1, 1);
    expect(Math.max(...wrong)).toBeLessThanOrEqual(3);
    expect(Math.min(...wrong)).toBeLessThan(-2);
  });

  test('turns its normals by their noise, and keeps them of unit length', () => {
    const points = fromAbove(plateAt(0), { noise: { ...IDEAL.noise, normals: 0.1 } });
    expect(deviation(points.map(({ normal }) => normal[0])) / 0.1).toBeCloseTo(1, 1);
    expect(points.every(({ normal }) => Math.abs(Math.hypot(...normal) - 1) < 1e-12)).toBe(true);
  });
});
