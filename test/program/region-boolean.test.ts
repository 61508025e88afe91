import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { compileProfiles, mapLoop, profileArea, regionContains } from '../../src/program/region.ts';
import { combineRegions, loopRelation } from '../../src/program/region-boolean.ts';
import type { Loop, Profile } from '../../src/program/types.ts';
import { arbitraryProgram, polygon, rectangle } from '../support/arbitrary-program.ts';

const disc = (x: number, y: number, radius: number): Loop => ({ kind: 'circle', center: [x, y], radius });
const solid = (outer: Loop): Profile[] => [{ outer, holes: [] }];
const area = (profiles: readonly Profile[]) =>
  profiles.reduce((sum, profile) => sum + profileArea(profile), 0);
const square = solid(rectangle([0, 0], 2, 2));

describe('combineRegions', () => {
  it('cuts a corner off', () => {
    const result = combineRegions('difference', square, solid(rectangle([1, 1], 1, 1)));
    expect(result).toHaveLength(1);
    expect(area(result)).toBeCloseTo(3.75, 12);
    expect(result[0].outer).toMatchObject({ kind: 'path', edges: { length: 6 } });
  });

  it('cuts one region into two', () => {
    const result = combineRegions('difference', square, solid(rectangle([0, 0], 1, 4)));
    expect(result).toHaveLength(2);
    expect(area(result)).toBeCloseTo(2, 12);
  });

  it('leaves a hole where the cut lies inside, and a circle stays a circle', () => {
    const result = combineRegions('difference', square, solid(disc(0, 0, 0.5)));
    expect(result).toEqual([{ outer: expect.anything(), holes: [disc(0, 0, 0.5)] }]);
  });

  it('joins regions that share a part of a side into one outline', () => {
    const result = combineRegions('union', square, solid(rectangle([2, 0], 2, 1)));
    expect(result).toHaveLength(1);
    expect(result[0].outer).toMatchObject({ edges: { length: 8 } });
    expect(area(result)).toBeCloseTo(6, 12);
  });

  it('keeps regions that touch in a point apart', () => {
    expect(combineRegions('union', square, solid(rectangle([2, 2], 2, 2)))).toHaveLength(2);
  });

  it('makes nothing of a region less itself, and itself of the union', () => {
    const ring: Profile[] = [{ outer: disc(0, 0, 2), holes: [rectangle([0, 0], 1, 1)] }];
    expect(combineRegions('difference', ring, ring)).toEqual([]);
    expect(area(combineRegions('union', ring, ring))).toBeCloseTo(area(ring), 12);
    expect(area(combineRegions('intersection', ring, ring))).toBeCloseTo(area(ring), 12);
  });

  it('cuts along a shared arc', () => {
    const half = polygon([
      [0, 0],
      [1, 0],
      [0, 1],
    ]);
    const quarter: Loop = {
      kind: 'path',
      start: [0, 0],
      edges: [
        { kind: 'line', to: [1, 0] },
        { kind: 'arc', through: [Math.SQRT1_2, Math.SQRT1_2], to: [0, 1] },
        { kind: 'line', to: [0, 0] },
      ],
    };
    const result = combineRegions('difference', solid(disc(0, 0, 1)), solid(quarter));
    expect(area(result)).toBeCloseTo((3 / 4) * Math.PI, 12);
    expect(area(combineRegions('difference', solid(quarter), solid(half)))).toBeCloseTo(
      Math.PI / 4 - 0.5,
      12,
    );
  });

  it('agrees point by point with the regions it combines', () => {
    const region = arbitraryProgram().map(({ features }) => features[features.length - 1].sketch.profiles);
    const shift = fc.tuple(fc.integer({ min: -20, max: 20 }), fc.integer({ min: -20, max: 20 }));
    fc.assert(
      fc.property(region, region, shift, (a, other, [dx, dy]) => {
        // Profiles that share a side are not one region; each is combined for itself.
        const b = [other[0]].map(({ outer, holes }) => ({
          outer: moved(outer, dx, dy),
          holes: holes.map((hole) => moved(hole, dx, dy)),
        }));
        const first = [a[0]];
        const [inA, inB] = [compileProfiles(first), compileProfiles(b)];
        const results = (['union', 'difference', 'intersection'] as const).map((op) =>
          compileProfiles(combineRegions(op, first, b)),
        );
        for (let x = -40.37; x < 41; x += 3.17) {
          for (let y = -40.41; y < 41; y += 3.23) {
            const [p, q] = [regionContains(inA, x, y), regionContains(inB, x, y)];
            expect(results.map((region) => regionContains(region, x, y))).toEqual([p || q, p && !q, p && q]);
          }
        }
      }),
      { seed: 3, numRuns: 60 },
    );
  });
});

describe('loopRelation', () => {
  it.each([
    [disc(0, 0, 2), rectangle([0, 0], 1, 1), 'second inside'],
    [disc(0, 0, 1), rectangle([0, 0], 4, 4), 'first inside'],
    [disc(0, 0, 1), disc(1, 0, 1), 'crossing'],
    [disc(0, 0, 1), disc(2, 0, 1), 'crossing'],
    [disc(0, 0, 1), disc(1.5, 1.5, 1), 'apart'],
    [disc(0, 0, 1), disc(9, 0, 1), 'apart'],
  ])('%j and %j: %s', (a, b, relation) => {
    expect(loopRelation(a, b)).toBe(relation);
  });
});

const moved = (loop: Loop, dx: number, dy: number): Loop => mapLoop(loop, ([x, y]) => [x + dx, y + dy]);
