import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Vec2 } from '../../src/geometry/vector.ts';
import { arcGeometry, edgesOf } from '../../src/program/region.ts';
import type { Edge, Profile } from '../../src/program/types.ts';
import { roundWithin } from '../../src/refine/round.ts';
import { snapFeatures } from '../../src/refine/snap.ts';
import { extrude } from '../support/programs.ts';

describe('roundWithin', () => {
  test('never moves a number by more than the tolerance', () => {
    fc.assert(
      fc.property(
        fc.double({ min: -1e3, max: 1e3, noNaN: true }),
        fc.double({ min: 1e-9, max: 0.1, noNaN: true }),
        (x, tolerance) => {
          expect(Math.abs(roundWithin(x, tolerance) - x)).toBeLessThanOrEqual(tolerance * (1 + 1e-9) + 1e-12);
        },
      ),
      { seed: 1 },
    );
  });

  test('prefers the roundest number in reach', () => {
    expect(roundWithin(24.99996, 1e-4)).toBe(25);
    expect(roundWithin(0.30000000004, 1e-9)).toBe(0.3);
    expect(roundWithin(3.17512, 2e-4)).toBe(3.175);
  });

  test('leaves a number that is near nothing round', () => {
    expect(roundWithin(1.234567, 1e-6)).toBe(1.234567);
    // A step of 0.1 says nothing when numbers are known to 0.05.
    expect(roundWithin(1.23, 0.05)).toBe(1.23);
  });
});

describe('snapFeatures', () => {
  const frame = { origin: [0.1234567, 7.7654321, 2], xAxis: [0.6, 0.8, 0], normal: [0, 0, 1] } as const;

  test('draws a turned sketch from the origin that makes its numbers round', () => {
    const noise = 3e-7;
    const plate = extrude(
      'new',
      [
        {
          kind: 'path',
          start: [noise, 0],
          edges: [
            { kind: 'line', to: [20, noise] },
            { kind: 'line', to: [20 - noise, 10] },
            { kind: 'line', to: [0, 10 + noise] },
            { kind: 'line', to: [noise, 0] },
          ],
        },
      ],
      0,
      4 + noise,
      frame,
    );
    const [{ sketch, to }] = snapFeatures([plate], 1e-6) as [typeof plate];
    expect(to).toBe(4);
    const { outer } = sketch.profiles[0];
    expect(outer.kind === 'path' && outer.edges.map((edge) => edge.to)).toEqual([
      [20, 0],
      [20, 10],
      [0, 10],
      [0, 0],
    ]);
    expect(Math.hypot(...sketch.frame.origin.map((x, k) => x - frame.origin[k]))).toBeLessThan(2e-6);
  });

  test('an arc has its round radius, however short it is', () => {
    const noise = 4e-7;
    const [radius, u] = [1.6, 0.1];
    const v = -Math.sqrt(radius ** 2 - u ** 2);
    const through = -Math.sqrt(radius ** 2 - (u / 2) ** 2);
    const slice = extrude(
      'new',
      [
        {
          kind: 'path',
          start: [0, 0],
          edges: [
            { kind: 'line', to: [0, -radius] },
            { kind: 'arc', through: [u / 2, through], to: [u, v] },
            { kind: 'line', to: [u + noise, 0] },
            { kind: 'line', to: [0, 0] },
          ],
        },
      ],
      0,
      1,
    );
    // The corner of the arc and the line is moved with the line: to u, where the arc's circle is not.
    const moved = { ...slice, sketch: { ...slice.sketch, profiles: [shifted(slice, noise)] } };
    const [{ sketch }] = snapFeatures([moved], 1e-6) as [typeof slice];
    const { outer } = sketch.profiles[0];
    const arcs = outer.kind === 'path' ? [...edgesOf(outer)] : [];
    const radii = arcs.flatMap(({ from, edge }) =>
      edge.kind === 'arc' ? [arcGeometry(from, edge)?.radius] : [],
    );
    expect(radii[0]).toBeCloseTo(radius, 10);
  });
});

/** The first profile of a feature, moved by `by` along both axes of its sketch. */
function shifted({ sketch }: ReturnType<typeof extrude>, by: number): Profile {
  const { outer } = sketch.profiles[0];
  if (outer.kind === 'circle') throw new Error('a path is needed');
  const move = ([u, v]: Vec2): Vec2 => [u + by, v + by];
  const edges = outer.edges.map(
    (edge): Edge =>
      edge.kind === 'arc'
        ? { kind: 'arc', through: move(edge.through), to: move(edge.to) }
        : { kind: 'line', to: move(edge.to) },
  );
  return { outer: { kind: 'path', start: move(outer.start), edges }, holes: [] };
}
