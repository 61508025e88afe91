import { expect, test } from 'vitest';
import type { View } from '../../../src/synth/index.ts';
import { standardViews } from '../../../src/synth/picture/cameras.ts';
import { renderCloud } from '../../../src/synth/picture/render-cloud.ts';

const VIEW: View = { projection: 'parallel', ...standardViews.top, center: [0, 0, 0], height: 10 };
const SIZE = { width: 100, height: 100 };
const RED = [255, 0, 0] as const;
const GREEN = [0, 255, 0] as const;

test('draws points as discs, the nearer before the farther', () => {
  const positions = Float64Array.of(0, 0, 0, 0, 0, 1, 3, 0, -1);
  const { rgba } = renderCloud({ positions }, VIEW, {
    ...SIZE,
    radius: 5,
    colorAt: (point) => (point === 1 ? GREEN : RED),
    background: [255, 255, 255],
  });
  const colors: Record<string, number> = {};
  for (let i = 0; i < rgba.length; i += 4) {
    const color = rgba.subarray(i, i + 3).join();
    colors[color] = (colors[color] ?? 0) + 1;
  }
  // Two discs of radius 5 can be seen.
  expect(colors['255,0,0']).toBeGreaterThan(55);
  expect(colors['255,0,0']).toBeLessThan(Math.PI * 25);
  expect(colors['0,255,0']).toBeGreaterThan(55);
  expect(rgba.subarray(4 * (50 * 100 + 50), 4 * (50 * 100 + 50) + 3)).toEqual(Uint8Array.of(0, 255, 0));
});

test('lights points by their normals, and leaves the background out if wanted', () => {
  const positions = Float64Array.of(-2, 0, 0, 2, 0, 0);
  const normals = Float64Array.of(0, 0, 1, 1, 0, 0);
  const { rgba } = renderCloud({ positions, normals }, VIEW, { ...SIZE, radius: 3, colorAt: () => RED });
  const redAt = (x: number): number => rgba[4 * (50 * 100 + x)];
  expect(redAt(30)).toBeGreaterThan(redAt(70));
  expect(rgba[3]).toBe(0);
});
