import { describe, expect, test } from 'vitest';
import { CadtraceError } from '../../../src/errors.ts';
import { seededRandom } from '../../../src/geometry/random.ts';
import {
  type CloudMetric,
  cloudDistance,
  cloudDistanceBound,
  prepareCloud,
} from '../../../src/score/img2cadseq/cloud-distance.ts';
import {
  cloudSetFigures,
  invalidRatio,
  novelty,
  uniqueness,
  unitCloud,
} from '../../../src/score/img2cadseq/index.ts';
import { jensenShannonDivergence } from '../../../src/score/img2cadseq/jensen-shannon-divergence.ts';
import { nearestClouds } from '../../../src/score/img2cadseq/nearest-clouds.ts';
import { boxMesh } from '../../support/meshes.ts';

const METRICS: readonly CloudMetric[] = ['euclidean', 'squared'];

/** Clouds on boxes of random proportions. */
const boxClouds = (count: number, seed: number, points: number): Float64Array[] => {
  const random = seededRandom(seed);
  return Array.from({ length: count }, (_, i) => {
    const size = () => random.uniform(0.2, 2);
    return unitCloud(boxMesh([0, 0, 0], [size(), size(), size()]), 100 * seed + i).subarray(0, 3 * points);
  });
};

/** Clouds of one point each, on the x axis. */
const onAxis = (...xs: readonly number[]): Float64Array[] => xs.map((x) => Float64Array.from([x, 0, 0]));

describe('cloudSetFigures', () => {
  const generated = onAxis(0, 0.6);
  const references = onAxis(0.1, 0.9, -0.8);

  test('of points on a line: MMD (0.1 + 0.3 + 0.8) / 3, coverage 2/3', () => {
    const found = cloudSetFigures(generated, references, { seed: 1, metric: 'euclidean' });
    expect(found.mmd).toBeCloseTo(0.4, 12);
    // The generated clouds are 0.1 and 0.3 from references, which are not the third.
    expect(found.mmdOfGenerated).toBeCloseTo(0.2, 12);
    expect(found.coverage).toBeCloseTo(2 / 3, 12);
  });

  test('squared, both ways added: MMD 2 (0.01 + 0.09 + 0.64) / 3', () => {
    const found = cloudSetFigures(generated, references, { seed: 1, metric: 'squared' });
    expect(found.mmd).toBeCloseTo((2 * 0.74) / 3, 12);
    expect(found.coverage).toBeCloseTo(2 / 3, 12);
  });

  test('draws references again and again, and averages', () => {
    const options = { seed: 3, metric: 'euclidean', references: 1, repetitions: 40 } as const;
    const found = cloudSetFigures(generated, references, options);
    // Each draw covers its one reference; its MMD is 0.1, 0.3 or 0.8.
    expect(found.coverage).toBe(1);
    expect(found.mmd).toBeGreaterThan(0.25);
    expect(found.mmd).toBeLessThan(0.55);
    expect((40 * found.mmd) % 0.1).toBeCloseTo(0, 6);
    expect(cloudSetFigures(generated, references, options)).toEqual(found);
    expect(cloudSetFigures(generated, references, { ...options, seed: 4 }).mmd).not.toBe(found.mmd);
  });

  test('needs points', () => {
    const run = (a: Float64Array[], b: Float64Array[]) => () =>
      cloudSetFigures(a, b, { seed: 1, metric: 'euclidean' });
    expect(run([], references)).toThrow(CadtraceError);
    expect(run(generated, [...references, new Float64Array()])).toThrow('reference cloud 3');
  });
});

describe('jensenShannonDivergence', () => {
  test('of (1/2, 1/2) and (1, 0) is 0.3113 bits', () => {
    const both = [Float64Array.from([-1, -1, -1, 1, 1, 1])];
    const one = [Float64Array.from([-1, -1, -1])];
    // Half of 1/2 log2(2/3) + 1/2 log2(2), and half of log2(4/3).
    const expected = (0.5 * Math.log2(2 / 3) + 0.5 + Math.log2(4 / 3)) / 2;
    expect(jensenShannonDivergence(both, one)).toBeCloseTo(expected, 12);
    expect(expected).toBeCloseTo(0.3113, 4);
  });

  test('is 0 for the same places and 1 for others, told by the nearest of 28 grid points a side', () => {
    const step = 2 / 27;
    const [here] = onAxis(0.5 * step);
    expect(jensenShannonDivergence([here], onAxis(0.9 * step))).toBe(0);
    expect(jensenShannonDivergence([here], onAxis(1.1 * step))).toBe(1);
  });
});

describe('nearestClouds', () => {
  const clouds = boxClouds(60, 1, 300).map(prepareCloud);
  const queries = boxClouds(8, 2, 300).map(prepareCloud);
  const all = clouds.map((_, i) => i);

  test.each(METRICS)('finds what comparing with every cloud finds, %s', (metric) => {
    const subsets = [all, all.slice(0, 30), all.slice(20)];
    for (const query of queries) {
      const distances = clouds.map((cloud) => cloudDistance(query, cloud, metric));
      const found = nearestClouds(query, clouds, subsets, metric);
      for (const [i, subset] of subsets.entries()) {
        expect(found[i].distance).toBe(Math.min(...subset.map((index) => distances[index])));
        expect(distances[found[i].index]).toBe(found[i].distance);
      }
    }
  });

  test.each(METRICS)('may trust the bound, %s', (metric) => {
    for (const query of queries) {
      for (const cloud of clouds) {
        const distance = cloudDistance(query, cloud, metric);
        const bound = cloudDistanceBound(query, cloud, metric);
        expect(bound).toBeLessThanOrEqual(distance);
        // It has to be of use, too.
        if (distance > (metric === 'squared' ? 0.2 : 0.3)) expect(bound).toBeGreaterThan(0.3 * distance);
        expect(cloudDistance(query, cloud, metric, distance)).toBe(Infinity);
        expect(cloudDistance(query, cloud, metric, distance * (1 + 1e-9))).toBe(distance);
      }
    }
  });

  test('knows a cloud again', () => {
    for (const [i, cloud] of clouds.entries()) {
      expect(nearestClouds(cloud, clouds, [all], 'squared')).toEqual([{ index: i, distance: 0 }]);
    }
  });
});

test('a unit cloud has 2,000 points about the origin and reaches 1', () => {
  const cloud = unitCloud(boxMesh([10, 0, 0], [14, 2, 1]), 1);
  expect(cloud.length).toBe(6000);
  const mean = [0, 1, 2].map((k) => cloud.filter((_, i) => i % 3 === k).reduce((sum, x) => sum + x, 0));
  for (const sum of mean) expect(sum).toBeCloseTo(0, 8);
  expect(Math.max(...cloud.map(Math.abs))).toBeCloseTo(1, 12);
  expect(unitCloud({ positions: new Float64Array(), triangles: new Uint32Array() }, 1).length).toBe(0);
});

test('novelty is 2/4 where two of four keys are in the training set', () => {
  expect(novelty(['a', 'b', 'c', 'c'], new Set(['a', 'b', 'd']))).toBe(0.5);
  expect(novelty([], new Set())).toBeUndefined();
});

test('uniqueness is 2/4 where two of four samples are the same', () => {
  expect(uniqueness(['a', 'b', 'c', 'c'])).toBe(0.5);
  expect(uniqueness([])).toBeUndefined();
});

test('the invalid ratio is 1/4 where one of four fails', () => {
  expect(invalidRatio([true, false, true, true])).toBe(0.25);
  expect(invalidRatio([])).toBe(0);
});
