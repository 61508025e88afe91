import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { programBounds } from '../../src/program/bounds.ts';
import { mapNumbers } from '../../src/program/dimension.ts';
import { normalizeProgram } from '../../src/program/normalize.ts';
import { quantizeProgram } from '../../src/program/quantize.ts';
import type { Extrude, Loop, SweptProgram } from '../../src/program/types.ts';
import { validateProgram } from '../../src/program/validate.ts';
import { arbitraryProgram, circle, rectangle } from '../support/arbitrary-program.ts';

const block = (outer: Loop, from: number, to: number, holes: Loop[] = []): Extrude => ({
  kind: 'extrude',
  operation: 'new',
  sketch: {
    frame: { origin: [10, 20, 30], xAxis: [1, 0, 0], normal: [0, 0, 1] },
    profiles: [{ outer, holes }],
  },
  from,
  to,
});
const programOf = (...features: Extrude[]): SweptProgram => ({ unit: 'mm', features });

describe('the box of a program', () => {
  test('of an extrusion and of a half turn', () => {
    expect(programBounds(programOf(block(rectangle([1, 2], 4, 6), -1, 5)))).toEqual({
      min: [9, 19, 29],
      max: [13, 25, 35],
    });
    const half: SweptProgram = {
      unit: 'mm',
      features: [
        {
          kind: 'revolve',
          operation: 'new',
          sketch: {
            frame: { origin: [0, 0, 0], xAxis: [1, 0, 0], normal: [0, 0, 1] },
            profiles: [{ outer: rectangle([3, 0], 2, 8), holes: [] }],
          },
          axis: { point: [0, 0], direction: [0, 1] },
          from: 0,
          to: Math.PI,
        },
      ],
    };
    const { min, max } = programBounds(half);
    // Turning x about y goes towards -z.
    for (const [k, [low, high]] of [
      [-4, 4],
      [-4, 4],
      [-4, 0],
    ].entries()) {
      expect(min[k]).toBeCloseTo(low, 12);
      expect(max[k]).toBeCloseTo(high, 12);
    }
  });

  test('grows by joining, not by cutting, and shrinks by intersecting', () => {
    const base = block(rectangle([0, 0], 4, 4), 0, 4);
    const other = { ...block(rectangle([3, 0], 4, 2), 0, 6) };
    const widthOf = (operation: Extrude['operation']) => {
      const { min, max } = programBounds(programOf(base, { ...other, operation }));
      return max[0] - min[0];
    };
    expect([widthOf('join'), widthOf('new'), widthOf('cut'), widthOf('intersect')]).toEqual([7, 7, 4, 1]);
  });
});

test('a normalised program has a longest side of 1 about the origin', () => {
  fc.assert(
    fc.property(arbitraryProgram(), (program) => {
      const { program: normalized, scale, center } = normalizeProgram(program, programBounds(program));
      const { min, max } = programBounds(normalized);
      expect(Math.max(...max.map((x, k) => x - min[k]))).toBeCloseTo(1, 9);
      for (const k of [0, 1, 2]) expect(min[k] + max[k]).toBeCloseTo(0, 9);
      const { min: before } = programBounds(program);
      for (const k of [0, 1, 2]) expect((before[k] - center[k]) * scale).toBeCloseTo(min[k], 9);
      expect(validateProgram(normalized)).toEqual([]);
    }),
    { seed: 11, numRuns: 100 },
  );
});

describe('a quantised program', () => {
  test('has integers from -100 to 100 only', () => {
    const part = programOf(block(rectangle([0, 0], 80, 40), 0, 17, [circle(7)]));
    const quantized = quantizeProgram(part, programBounds(part));
    expect(quantized.features[0]).toMatchObject({
      from: 0,
      to: 42,
      sketch: { frame: { origin: [0, 0, -21] } },
    });
    mapNumbers(quantized, (value) => {
      expect(Number.isInteger(value)).toBe(true);
      expect(Math.abs(value)).toBeLessThanOrEqual(100);
      return value;
    });
    expect(validateProgram(quantized)).toEqual([]);
  });

  test('keeps faces that meet together, keeps thin plates, and loses what is below a step', () => {
    const part = programOf(
      block(rectangle([0, 0], 1000, 1000), 0, 1.3, [circle(1)]),
      { ...block(rectangle([0, 0], 500, 500), 1.3, 333.3), operation: 'join' },
      { ...block(circle(0.5), 0, 333), operation: 'cut' },
    );
    const quantized = quantizeProgram(part, programBounds(part));
    expect(quantized.features).toHaveLength(2);
    const [plate, tower] = quantized.features;
    expect(plate.sketch.profiles[0].holes).toEqual([]);
    expect(plate.to - plate.from).toBe(1);
    expect(tower.sketch.frame.origin[2] + tower.from).toBe(plate.sketch.frame.origin[2]);
  });

  test('of a body below a step is refused', () => {
    const part = programOf(block(rectangle([0, 0], 1000, 1000), 0, 10), block(circle(1), 0, 10));
    expect(() => quantizeProgram(part, programBounds(part))).toThrow(/feature 1: .*one step of the grid/);
  });
});
