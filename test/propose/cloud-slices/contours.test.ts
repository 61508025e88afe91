import { expect, test } from 'vitest';
import type { Vec2 } from '../../../src/geometry/vector.ts';
import { contoursOf } from '../../../src/propose/cloud-slices/contours.ts';
import { simplified } from '../../../src/propose/cloud-slices/simplify.ts';

const areaOf = (polygon: readonly Vec2[]): number =>
  polygon.reduce((sum, p, i) => {
    const q = polygon[(i + 1) % polygon.length];
    return sum + (p[0] * q[1] - q[0] * p[1]) / 2;
  }, 0);

const fieldOf = (columns: number, f: (u: number, v: number) => number): Float64Array =>
  Float64Array.from({ length: columns ** 2 }, (_, k) => f(k % columns, Math.floor(k / columns)));

test('a ring has a contour around it and one around its hole, running the other way', () => {
  const ring = fieldOf(31, (u, v) => {
    const r = Math.hypot(u - 15, v - 15);
    return Math.min(10 - r, r - 4);
  });
  const areas = contoursOf(ring, 31, [0, 0], 0.5)
    .map(areaOf)
    .sort((a, b) => a - b);
  expect(areas).toEqual([expect.closeTo(-Math.PI * 4, 0), expect.closeTo(Math.PI * 25, 0)]);
});

test('two corners that touch make two contours', () => {
  const saddle = fieldOf(6, (u, v) => ((u === 2 && v === 2) || (u === 3 && v === 3) ? 1 : -1));
  expect(contoursOf(saddle, 6, [0, 0], 1)).toHaveLength(2);
});

test('a polygon with points along its sides is reduced to its corners', () => {
  const side = (a: Vec2, b: Vec2): Vec2[] =>
    Array.from({ length: 10 }, (_, k) => [a[0] + (k / 10) * (b[0] - a[0]), a[1] + (k / 10) * (b[1] - a[1])]);
  const corners: Vec2[] = [
    [0, 0],
    [4, 0],
    [4, 3],
    [0, 3],
  ];
  const polygon = corners.flatMap((corner, k) => side(corner, corners[(k + 1) % 4]));
  const sorted = (points: readonly Vec2[]) => points.map((p) => p.join()).sort();
  expect(sorted(simplified(polygon, 0.01))).toEqual(sorted(corners));
});
