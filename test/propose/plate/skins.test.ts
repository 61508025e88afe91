import { describe, expect, it } from 'vitest';
import { seededRandom } from '../../../src/geometry/random.ts';
import { skinsOf } from '../../../src/propose/plate/skins.ts';

/** Heights of points on two skins about a middle, with noise of standard deviation 1. */
function heightsAbout(middle: number, thickness: number, count: number): Float64Array {
  const random = seededRandom(3);
  return Float64Array.from(
    { length: count },
    (_, i) => middle + (i % 2 === 0 ? 0.5 : -0.5) * thickness + random.normal(0, 1),
  );
}

describe('skins of a sheet', () => {
  it.each([
    [1.2, 0.1],
    [1.5, 0.06],
    [3, 0.02],
    [8, 0.01],
  ])('%s standard deviations apart are told', (thickness, within) => {
    const skins = skinsOf(heightsAbout(5, thickness, 40_000));
    expect(skins?.middle).toBeCloseTo(5, 1);
    expect(Math.abs((skins?.thickness ?? 0) / thickness - 1)).toBeLessThan(within);
    expect(Math.abs((skins?.deviation ?? 0) - 1)).toBeLessThan(0.05);
  });

  it('a thickness that the heights do not tell is the middle of what it may be', () => {
    const skins = skinsOf(heightsAbout(0, 0.2, 10_000));
    expect(skins?.thickness).toBeGreaterThan(0.1);
    expect(skins?.thickness).toBeLessThan(0.8);
    expect(skins?.uncertainty).toBeGreaterThan(0.3);
  });

  it('a few strays change nothing', () => {
    const heights = heightsAbout(0, 2, 20_000);
    for (let i = 0; i < 100; i++) heights[200 * i] = 40 + i;
    expect(Math.abs((skinsOf(heights)?.thickness ?? 0) - 2)).toBeLessThan(0.1);
  });

  it('equal heights have none', () => {
    expect(skinsOf(new Float64Array(50).fill(2))).toBeUndefined();
    expect(skinsOf(new Float64Array(0))).toBeUndefined();
  });
});
