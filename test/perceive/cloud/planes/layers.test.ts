import { describe, expect, it } from 'vitest';
import { seededRandom } from '../../../../src/geometry/random.ts';
import { layersOf } from '../../../../src/perceive/cloud/planes/layers.ts';

function heights(layers: readonly number[], count: number, stray = 0): Float64Array {
  const random = seededRandom(5);
  return Float64Array.from({ length: count }, (_, i) =>
    i < stray * count ? random.uniform(-5, 5) : random.normal(layers[i % layers.length], 1),
  );
}

describe('layers of heights', () => {
  it('one layer is one, wherever it lies and whatever crosses it', () => {
    const { heights: found, deviation } = layersOf(heights([0.7], 2000, 0.2), 5, 1.5);
    expect(found).toHaveLength(1);
    expect(found[0]).toBeCloseTo(0.7, 1);
    expect(deviation).toBeCloseTo(1, 0);
  });

  it('two skins are told apart that are closer than their noise reaches', () => {
    const { heights: found, deviation } = layersOf(heights([-1.2, 1.2], 6000), 5, 1.6);
    expect(found).toHaveLength(2);
    expect(found[1] - found[0]).toBeCloseTo(2.4, 0);
    expect(Math.abs(deviation - 1)).toBeLessThan(0.1);
  });

  it('three steps are three layers', () => {
    expect(layersOf(heights([-3, 0, 3], 6000), 5, 1).heights).toHaveLength(3);
  });

  it('few heights tell one layer, and none do no harm', () => {
    expect(layersOf(heights([-1, 1], 20), 5, 1).heights).toHaveLength(1);
    expect(layersOf(new Float64Array(0), 5, 1).heights).toHaveLength(1);
  });
});
