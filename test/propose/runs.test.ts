import { expect, test } from 'vitest';
import type { PlaneCurve } from '../../src/geometry/plane-curve.ts';
import type { Vec2 } from '../../src/geometry/vector.ts';
import { arcGeometry, edgesOf } from '../../src/program/region.ts';
import { loopOfRuns, type Run } from '../../src/propose/runs.ts';

/** A disc of radius 4 with a chord of the given width cut off on top, as runs of its outline. */
function discWithChord(width: number): Run[] {
  const circle: PlaneCurve = { kind: 'circle', center: [0, 0], radius: 4 };
  const half = width / 2;
  const height = Math.sqrt(16 - half * half);
  const arc = (from: number, to: number): Vec2[] =>
    Array.from({ length: 9 }, (_, i) => {
      const angle = from + ((to - from) * i) / 8;
      return [4 * Math.cos(angle), 4 * Math.sin(angle)];
    });
  const left = Math.PI / 2 + Math.asin(half / 4);
  const right = Math.PI / 2 - Math.asin(half / 4);
  return [
    {
      fitted: false,
      curve: { kind: 'line', point: [0, height], direction: [-1, 0] },
      points: [
        [half, height],
        [-half, height],
      ],
    },
    { fitted: false, curve: circle, points: arc(left, 1.5 * Math.PI) },
    { fitted: false, curve: circle, points: arc(-Math.PI / 2, right) },
  ];
}

test('a chord much longer than the tolerance stays, however close its circle is', () => {
  const edgesOf = (width: number) => {
    const loop = loopOfRuns(discWithChord(width), 1e-7);
    return loop?.kind === 'path' ? loop.edges.map(({ kind }) => kind) : undefined;
  };
  expect(edgesOf(1e-5)).toEqual(['line', 'arc', 'arc']);
  expect(edgesOf(5e-8)).toEqual(['arc', 'arc']);
});

test('a short arc keeps its radius, though the line that it touches is off by rounding', () => {
  const tolerance = 1e-7;
  const radius = 1.6;
  // From the top of the circle, where a line touches it but for rounding, down to another line.
  const angle = 0.06;
  const end: Vec2 = [radius * Math.sin(angle), radius * Math.cos(angle)];
  const top = radius + 3 * tolerance;
  const middle: Vec2 = [radius * Math.sin(angle / 2), radius * Math.cos(angle / 2)];
  const runs: Run[] = [
    { fitted: false, curve: { kind: 'circle', center: [0, 0], radius }, points: [end, middle, [0, top]] },
    {
      fitted: false,
      curve: { kind: 'line', point: [0, top], direction: [-1, 0] },
      points: [
        [0, top],
        [-3, top],
      ],
    },
    {
      fitted: false,
      curve: { kind: 'line', point: [-3, top], direction: [0, -1] },
      points: [
        [-3, top],
        [-3, end[1]],
      ],
    },
    {
      fitted: false,
      curve: { kind: 'line', point: end, direction: [1, 0] },
      points: [[-3, end[1]], end],
    },
  ];
  const loop = loopOfRuns(runs, tolerance);
  const radii =
    loop?.kind === 'path'
      ? [...edgesOf(loop)].flatMap(({ from, edge }) =>
          edge.kind === 'arc' ? [arcGeometry(from, edge)?.radius] : [],
        )
      : [];
  expect(radii).toHaveLength(1);
  expect(radii[0]).toBeCloseTo(radius, 9);
});
