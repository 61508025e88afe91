import { expect, test } from 'vitest';
import { seededRandom } from '../../../src/geometry/random.ts';
import type { Surface } from '../../../src/geometry/surface.ts';
import { gathers } from '../../../src/perceive/cloud/gathers.ts';
import type { LocalGeometry } from '../../../src/perceive/cloud/local/local-geometry.ts';

const NOISE = 0.01;
const CYLINDER: Surface = { kind: 'cylinder', origin: [0, 0, 0], axis: [0, 0, 1], radius: 1 };
const PLANE: Surface = { kind: 'plane', origin: [1, 0, 0], normal: [1, 0, 0] };

/** Whether points at some distances from a surface, all about x = 1, gather at it. */
function gathered(surface: Surface, distances: readonly number[], noise = NOISE): boolean {
  const positions = Float64Array.from(distances.flatMap((off, i) => [1 + off, 0, i / distances.length]));
  const local = { positions, noise, tolerance: 3 * noise, spacing: 0.02 } as LocalGeometry;
  const points = Uint32Array.from(distances, (_, i) => i);
  return gathers(local, { surface, points, area: 1 });
}

const random = seededRandom(4);
const bell = Array.from({ length: 400 }, () => random.normal(0, NOISE));
const even = Array.from({ length: 400 }, () => random.uniform(-3 * NOISE, 3 * NOISE));

test('points of a curved face gather at it, those of a face that cuts through others do not', () => {
  expect(gathered(CYLINDER, bell)).toBe(true);
  expect(gathered(CYLINDER, even)).toBe(false);
});

test('planes, few points, and points so exact that distances tell all are not asked', () => {
  expect(gathered(PLANE, even)).toBe(true);
  expect(gathered(CYLINDER, even.slice(0, 20))).toBe(true);
  expect(gathered(CYLINDER, even, 1e-4)).toBe(true);
});
