import { describe, expect, test } from 'vitest';
import { loopArea, profileArea } from '../../src/program/region.ts';
import type { Loop } from '../../src/program/types.ts';
import { clipToPositive } from '../../src/propose/clip.ts';
import { hullsOf } from '../../src/propose/hulls.ts';
import { nestLoops } from '../../src/propose/nest.ts';
import { splitAtPinches } from '../../src/propose/pinch.ts';

const polygon = (...points: readonly (readonly [number, number])[]): Loop => ({
  kind: 'path',
  start: points[0],
  edges: [...points.slice(1), points[0]].map((to) => ({ kind: 'line', to })),
});

describe('clipToPositive', () => {
  test('leaves half of a disc that the axis halves', () => {
    const [half, ...others] = clipToPositive(
      [{ outer: { kind: 'circle', center: [0, 3], radius: 2 }, holes: [] }],
      1e-9,
    );
    expect(others).toHaveLength(0);
    expect(profileArea(half)).toBeCloseTo((Math.PI * 4) / 2, 9);
  });

  test('cuts a ring into one region that follows the hole', () => {
    const ring = {
      outer: polygon([-4, 0], [4, 0], [4, 6], [-4, 6]),
      holes: [polygon([-1, 2], [1, 2], [1, 4], [-1, 4])],
    };
    const clipped = clipToPositive([ring], 1e-9);
    expect(clipped).toHaveLength(1);
    expect(profileArea(clipped[0])).toBeCloseTo(24 - 2, 9);
  });

  test('keeps what lies right of the axis and drops what lies left', () => {
    const right = polygon([1, 0], [2, 0], [2, 1], [1, 1]);
    const left = polygon([-2, 0], [-1, 0], [-1, 1], [-2, 1]);
    const clipped = clipToPositive(
      [right, left].map((outer) => ({ outer, holes: [] })),
      1e-9,
    );
    expect(clipped).toEqual([{ outer: right, holes: [] }]);
  });
});

describe('splitAtPinches', () => {
  test('makes two triangles of a loop that passes one point twice', () => {
    const loops = splitAtPinches(polygon([0, 0], [2, 0], [1, 1], [2, 2], [0, 2], [1, 1]), 1e-9);
    expect(loops.map((loop) => Math.abs(loopArea(loop)))).toEqual([1, 1]);
  });

  test('splits where a vertex lies on another edge', () => {
    const loops = splitAtPinches(polygon([0, 0], [4, 0], [4, 4], [2, 0], [0, 4]), 1e-9);
    expect(loops).toHaveLength(2);
    expect(loops.reduce((sum, loop) => sum + Math.abs(loopArea(loop)), 0)).toBeCloseTo(8, 9);
  });

  test('leaves a simple loop alone', () => {
    const square = polygon([0, 0], [1, 0], [1, 1], [0, 1]);
    expect(splitAtPinches(square, 1e-9)).toEqual([square]);
  });
});

describe('hullsOf', () => {
  test('finds the notch that breaks an outline', () => {
    const notched = polygon([0, 0], [6, 0], [6, 4], [4, 4], [4, 2], [2, 2], [2, 4], [0, 4]);
    const [{ outline, missing }] = hullsOf([{ outer: notched, holes: [] }], 1e-9);
    expect(profileArea(outline)).toBeCloseTo(24, 9);
    expect(missing.map(profileArea)).toEqual([4]);
  });

  test('offers the circle of a disc with a flat', () => {
    const flat: Loop = {
      kind: 'path',
      start: [3, 4],
      edges: [
        { kind: 'arc', through: [-5, 0], to: [3, -4] },
        { kind: 'line', to: [3, 4] },
      ],
    };
    const areas = hullsOf([{ outer: flat, holes: [] }], 1e-9).map(({ outline }) => profileArea(outline));
    expect(areas.some((area) => Math.abs(area - 25 * Math.PI) < 1e-9)).toBe(true);
  });
});

test('nestLoops makes holes of odd depth and profiles of even depth', () => {
  const square = (size: number) => polygon([-size, -size], [size, -size], [size, size], [-size, size]);
  const profiles = nestLoops([square(1), square(3), square(2)]);
  expect(profiles.map(profileArea)).toEqual([36 - 16, 4]);
});
