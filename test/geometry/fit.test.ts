import { describe, expect, it } from 'vitest';
import { fitCircle } from '../../src/geometry/fit-circle.ts';
import { fitCone } from '../../src/geometry/fit-cone.ts';
import { cylinderAlong, fitCylinder, refineCylinder } from '../../src/geometry/fit-cylinder.ts';
import { fitPlane } from '../../src/geometry/fit-plane.ts';
import { fitSphere } from '../../src/geometry/fit-sphere.ts';
import { fitTorus } from '../../src/geometry/fit-torus.ts';
import { cross, dot, length, type Vec3 } from '../../src/geometry/vector.ts';
import { placedAsFloat32, type Rotation, randomNumbers, randomRotation, rotate } from '../support/motion.ts';

/** A surface about the z axis: its point and its unit normal at the parameters (u, v). */
type Chart = (u: number, v: number) => { point: Vec3; normal: Vec3 };

const ring = (angle: number, radius: number, z: number): Vec3 => [
  radius * Math.cos(angle),
  radius * Math.sin(angle),
  z,
];
const cylinder =
  (radius: number): Chart =>
  (u, v) => ({ point: ring(u, radius, v), normal: ring(u, 1, 0) });
const cone =
  (radius: number, halfAngle: number): Chart =>
  (u, v) => ({
    point: ring(u, radius + v * Math.tan(halfAngle), v),
    normal: ring(u, Math.cos(halfAngle), -Math.sin(halfAngle)),
  });
const torus =
  (major: number, minor: number): Chart =>
  (u, v) => ({
    point: ring(u, major + minor * Math.cos(v), minor * Math.sin(v)),
    normal: ring(u, Math.cos(v), Math.sin(v)),
  });

/** A 12 x 6 grid of a chart, turned and moved at random and rounded to single precision, with its exact normals. */
function sample(
  chart: Chart,
  uRange: readonly [number, number],
  vRange: readonly [number, number],
  seed: number,
) {
  const points: number[] = [];
  const normals: number[] = [];
  const random = randomNumbers(seed);
  const rotation = randomRotation(random);
  for (let i = 0; i < 12; i++) {
    for (let j = 0; j < 6; j++) {
      const u = uRange[0] + ((uRange[1] - uRange[0]) * i) / 11;
      const v = vRange[0] + ((vRange[1] - vRange[0]) * j) / 5;
      const { point, normal } = chart(u, v);
      points.push(...point);
      normals.push(...rotate(rotation, normal));
    }
  }
  const offset: Vec3 = [random() * 4, random() * 4, random() * 4];
  return {
    points: placedAsFloat32(Float64Array.from(points), rotation, offset),
    normals: Float64Array.from(normals),
    axis: rotation[2],
    rotation,
    offset,
  };
}

const sine = (a: Vec3, b: Vec3): number => length(cross(a, b));
const seeds = [1, 2, 3, 4, 5];
const quarter = [0.3, 0.3 + Math.PI / 2] as const;

describe('fits to single-precision points of a quarter turn', () => {
  it.each(seeds)('finds a cylinder (placement %i)', (seed) => {
    const { points, normals, axis } = sample(cylinder(2), quarter, [0, 3], seed);
    const fit = fitCylinder(points, normals)!;
    expect(fit.deviation).toBeLessThan(1e-6);
    expect(fit.surface.radius).toBeCloseTo(2, 5);
    expect(sine(fit.surface.axis, axis)).toBeLessThan(1e-6);
  });

  it.each(seeds)('finds a cone and the way it widens (placement %i)', (seed) => {
    const { points, normals, axis } = sample(cone(2, 0.4), quarter, [0, 3], seed);
    const fit = fitCone(points, normals)!;
    expect(fit.deviation).toBeLessThan(1e-6);
    expect(fit.surface.halfAngle).toBeCloseTo(0.4, 5);
    expect(dot(fit.surface.axis, axis)).toBeGreaterThan(1 - 1e-10);
  });

  it.each(seeds)('finds a torus (placement %i)', (seed) => {
    const { points, normals, axis } = sample(torus(3, 0.5), quarter, [0, Math.PI / 2], seed);
    const fit = fitTorus(points, normals)!;
    expect(fit.deviation).toBeLessThan(1e-6);
    expect(fit.surface.majorRadius).toBeCloseTo(3, 4);
    expect(fit.surface.minorRadius).toBeCloseTo(0.5, 5);
    expect(sine(fit.surface.axis, axis)).toBeLessThan(1e-5);
  });

  it.each(seeds)('finds a sphere (placement %i)', (seed) => {
    const { points, offset } = sample(torus(0, 2), quarter, [0, 1], seed);
    const fit = fitSphere(points)!;
    expect(fit.deviation).toBeLessThan(1e-6);
    expect(fit.surface.radius).toBeCloseTo(2, 5);
    expect(length(fit.surface.center.map((x, k) => x - offset[k]) as unknown as Vec3)).toBeLessThan(1e-5);
  });

  it.each(seeds)('finds a plane (placement %i)', (seed) => {
    const { points, axis } = sample(
      (u, v) => ({ point: [u, v, 0], normal: [0, 0, 1] }),
      quarter,
      [0, 3],
      seed,
    );
    const fit = fitPlane(points)!;
    expect(fit.deviation).toBeLessThan(1e-6);
    expect(sine(fit.surface.normal, axis)).toBeLessThan(1e-6);
  });
});

describe('fits that need care', () => {
  it('recovers from approximate normals', () => {
    const { points, normals } = sample(torus(3, 0.5), [0, Math.PI], [0, Math.PI / 2], 7);
    const random = randomNumbers(1);
    const rough = normals.map((x) => x + 0.1 * (random() - 0.5));
    expect(fitTorus(points, rough)!.surface.majorRadius).toBeCloseTo(3, 4);
  });

  it('keeps a given axis exactly', () => {
    const { points, axis } = sample(cylinder(2), quarter, [0, 3], 3);
    const fit = refineCylinder(points, cylinderAlong(points, axis)!, 'direction')!;
    expect(fit.surface.axis).toEqual(axis);
    expect(fit.surface.radius).toBeCloseTo(2, 6);
  });

  it('gives nothing for points that determine nothing', () => {
    const line = Float64Array.from({ length: 30 }, (_, i) => Math.floor(i / 3));
    const up = Float64Array.from({ length: 30 }, (_, i) => (i % 3 === 2 ? 1 : 0));
    expect(fitPlane(line)).toBeUndefined();
    expect(fitSphere(line)).toBeUndefined();
    expect(fitCylinder(line, up)).toBeUndefined();
    expect(fitCone(line, up)).toBeUndefined();
    expect(fitTorus(line, up)).toBeUndefined();
    expect(fitCircle(Float64Array.of(0, 0, 1, 1, 2, 2))).toBeUndefined();
  });

  it('tells a cylinder from a cone of a tenth of a degree', () => {
    const halfAngle = Math.PI / 1800;
    const { points, normals }: { points: Float64Array; normals: Float64Array; rotation: Rotation } = sample(
      cone(2, halfAngle),
      quarter,
      [0, 3],
      3,
    );
    expect(fitCylinder(points, normals)!.deviation).toBeGreaterThan(1e-4);
    expect(fitCone(points, normals)!.surface.halfAngle).toBeCloseTo(halfAngle, 6);
  });
});
