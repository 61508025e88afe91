import { describe, expect, it } from 'vitest';
import { compileRegion, regionContains } from '../../src/program/region.ts';
import type { Loop } from '../../src/program/types.ts';

describe('regionContains', () => {
  it.each([
    ['level', [1, 0], [0, 1], [-1, 0], [0, -1]],
    ['upright', [0, 1], [-1, 0], [0, -1], [1, 0]],
    ['slanted', [0.8, 0.6], [-0.6, 0.8], [-0.8, -0.6], [0.6, -0.8]],
  ] as const)('finds points on a %s chord inside a disc of two arcs', (_, start, top, end, bottom) => {
    for (const [first, second] of [
      [top, bottom],
      [bottom, top],
    ]) {
      const disc: Loop = {
        kind: 'path',
        start,
        edges: [
          { kind: 'arc', through: first, to: end },
          { kind: 'arc', through: second, to: start },
        ],
      };
      const region = compileRegion([disc]);
      for (const t of [-0.9, -0.5, 0, 0.25, 0.75]) {
        expect(regionContains(region, t * start[0], t * start[1])).toBe(true);
        expect(regionContains(region, 1.5 * t * top[0], 1.5 * t * top[1])).toBe(Math.abs(1.5 * t) < 1);
      }
    }
  });
});
