import { expect, test } from 'vitest';
import { surfaceSamples } from '../../src/geometry/surface-samples.ts';
import { boxMesh } from '../support/meshes.ts';

test('samples lie on their triangles, face outward and spread by area', () => {
  const mesh = boxMesh([0, 0, 0], [1, 2, 4]);
  const { positions, normals, triangles } = surfaceSamples(mesh, 20_000, 1);
  const perSide = [0, 0, 0, 0, 0, 0];
  for (let i = 0; i < triangles.length; i++) {
    const axis = [0, 1, 2].findIndex((k) => Math.abs(normals[3 * i + k]) > 0.5);
    const up = normals[3 * i + axis] > 0;
    expect(positions[3 * i + axis]).toBeCloseTo(up ? [1, 2, 4][axis] : 0, 12);
    expect(Math.floor(triangles[i] / 2)).toBe([4, 2, 0][axis] + (up ? 1 : 0));
    perSide[2 * axis + (up ? 1 : 0)]++;
  }
  const expected = [8, 8, 4, 4, 2, 2].map((area) => (20_000 * area) / 28);
  for (const [i, count] of perSide.entries()) {
    expect(Math.abs(count - expected[i])).toBeLessThan(4 * Math.sqrt(expected[i]));
  }
});

test('the same seed gives the same samples, another seed others', () => {
  const mesh = boxMesh([0, 0, 0], [1, 1, 1]);
  expect(surfaceSamples(mesh, 10, 7)).toEqual(surfaceSamples(mesh, 10, 7));
  expect(surfaceSamples(mesh, 10, 7)).not.toEqual(surfaceSamples(mesh, 10, 8));
});

test('a mesh without area has no samples', () => {
  const flat = { positions: new Float64Array(9), triangles: Uint32Array.of(0, 1, 2) };
  expect(surfaceSamples(flat, 10, 1).positions).toHaveLength(0);
  expect(surfaceSamples({ ...flat, triangles: new Uint32Array() }, 10, 1).positions).toHaveLength(0);
});
