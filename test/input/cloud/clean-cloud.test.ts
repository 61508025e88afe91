import { describe, expect, it } from 'vitest';
import type { PointCloud } from '../../../src/geometry/point-cloud.ts';
import { seededRandom } from '../../../src/geometry/random.ts';
import { cleanCloud } from '../../../src/input/cloud/clean-cloud.ts';
import { createCloudBuilder, type RawCloud } from '../../../src/input/cloud/raw-cloud.ts';

/** Points on the faces of a box of size 1 x 2 x 3, and what `at` makes of them. */
function boxPoints(count: number, seed: number): Float64Array {
  const random = seededRandom(seed);
  const points: number[] = [];
  for (let i = 0; i < count; i++) {
    const point = [random.uniform(0, 1), random.uniform(0, 2), random.uniform(0, 3)];
    const axis = random.integer(0, 2);
    points.push(...point.with(axis, random.chance(0.5) ? 0 : axis + 1));
  }
  return Float64Array.from(points);
}

const joined = (...parts: readonly ArrayLike<number>[]): Float64Array =>
  Float64Array.from(parts.flatMap((part) => Array.from(part)));

describe('cleaning a cloud', () => {
  it('changes nothing of a clean one', () => {
    const positions = boxPoints(1000, 1);
    expect(cleanCloud({ positions })).toEqual({ cloud: { positions }, offset: [0, 0, 0], warnings: [] });
  });

  it('drops points that are there twice, with what is known of them', () => {
    const positions = boxPoints(500, 2);
    const doubled = joined(positions.slice(0, 300), positions);
    const numbers = Uint16Array.from({ length: 600 }, (_, i) => i);
    const cloud: PointCloud = { positions: doubled, normals: doubled, view: numbers };
    const clean = cleanCloud(cloud);
    expect(clean.cloud.positions).toEqual(positions);
    expect(clean.cloud.normals).toEqual(positions);
    expect(clean.cloud.view?.[100]).toBe(200);
    expect(clean.warnings).toEqual(['dropped 100 points with the coordinates of another']);
  });

  it('drops points absurdly far away, however they are spread', () => {
    const positions = boxPoints(1000, 3);
    const far = [1e30, 0, 0, 0, -4000, 0, 40, 40, 40, -70, 10, 0, -1e308, 1e308, 0];
    const { cloud, warnings } = cleanCloud({ positions: joined(positions, far) });
    expect(cloud.positions).toEqual(positions);
    expect(warnings).toEqual(['dropped 5 points far from all others']);
    const few = boxPoints(30, 4);
    expect(cleanCloud({ positions: joined(few, [1e9, 1e9, 1e9]) }).cloud.positions).toEqual(few);
  });

  it('keeps a thin rod, a second part and outliers near the part', () => {
    const positions = boxPoints(2000, 5);
    const rod = Array.from({ length: 20 }, (_, i) => [2 * i, 0.5, 0.5]).flat();
    const second = boxPoints(40, 6).map((x) => x + 100);
    const near = [5, 5, 5, -9, 2, 2];
    for (const more of [rod, second, near])
      expect(cleanCloud({ positions: joined(positions, more) }).warnings).toEqual([]);
  });

  it('moves a cloud far from the origin near it, without loss', () => {
    const positions = boxPoints(1000, 7);
    const far = positions.map((x, i) => x + [512_345.6, 4_000_000, 77][i % 3]);
    const { cloud, offset } = cleanCloud({ positions: far });
    expect(offset).toEqual([512_350, 4_000_000, 80]);
    for (let i = 0; i < far.length; i++) expect(cloud.positions[i] + offset[i % 3]).toBe(far[i]);
  });

  it('keeps the numbers of a cloud some sizes away from the origin', () => {
    const positions = boxPoints(1000, 8).map((x) => x + 100);
    expect(cleanCloud({ positions })).toMatchObject({ offset: [0, 0, 0], cloud: { positions } });
  });
});

describe('a cloud that is read', () => {
  const read = (count: number, capacity: number): RawCloud => {
    const cloud = createCloudBuilder({ colors: true }, capacity);
    for (let i = 0; i < count; i++) {
      cloud.row[0] = i;
      cloud.row[6] = i % 256;
      cloud.add();
    }
    return cloud.finish();
  };

  it('keeps all points in their order up to the limit', () => {
    const { positions, count, warnings } = read(5000, 5000);
    expect(Array.from({ length: 5000 }, (_, i) => positions[3 * i])).toEqual(
      Array.from({ length: 5000 }, (_, i) => i),
    );
    expect({ count, warnings }).toEqual({ count: 5000, warnings: [] });
  });

  it('keeps a uniform choice beyond it, the same each time', () => {
    const { positions, colors, count, warnings } = read(100_000, 5000);
    expect(positions.length).toBe(15_000);
    expect({ count, warnings }).toEqual({
      count: 100_000,
      warnings: ['works with a random choice of 5,000 of 100,000 points'],
    });
    const tenths = new Uint32Array(10);
    const seen = new Set<number>();
    for (let i = 0; i < 5000; i++) {
      tenths[Math.floor(positions[3 * i] / 10_000)]++;
      seen.add(positions[3 * i]);
      expect(colors![3 * i]).toBe(positions[3 * i] % 256);
    }
    expect(seen.size).toBe(5000);
    // Four standard deviations of a tenth of 5,000.
    for (const tenth of tenths) expect(Math.abs(tenth - 500)).toBeLessThan(85);
    expect(read(100_000, 5000)).toEqual(read(100_000, 5000));
  });
});
