import { describe, expect, it } from 'vitest';
import { dot, normalize, type Vec3 } from '../../../../src/geometry/vector.ts';
import { directionsOf } from '../../../../src/perceive/cloud/planes/directions.ts';
import type { GrownPlane } from '../../../../src/perceive/cloud/planes/grow-plane.ts';

const plane = (normal: Vec3, points: number): GrownPlane => ({
  fit: { plane: { kind: 'plane', origin: [0, 0, 0], normal }, rms: 0, along: [0, 0, 1], length: 1, width: 1 },
  points: new Uint32Array(points),
});

const near = (directions: readonly Vec3[], to: Vec3): number =>
  directions.filter((direction) => Math.abs(dot(direction, to)) > 0.97).length;

describe('directions of planes', () => {
  it('have the axis of a bent sheet, which no plane has, from its strips', () => {
    const strips = [plane([1, 0, 0], 50), plane(normalize([1, 0.4, 0]), 40)];
    expect(near(directionsOf(strips), [0, 0, 1])).toBe(1);
  });

  it('have the direction of a plane once, though strips of a sheet lean off it', () => {
    const strips = [plane(normalize([1, 0, 0.02]), 50), plane(normalize([1, 0.4, -0.02]), 40)];
    expect(near(directionsOf([plane([0, 0, 1], 500), ...strips]), [0, 0, 1])).toBe(1);
  });
});
