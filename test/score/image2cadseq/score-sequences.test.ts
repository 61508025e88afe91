import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type FeatureMatrix, fromSevenVariables } from '../../../src/formats/sim-gallery/feature-matrix.ts';
import type { SweptProgram } from '../../../src/program/types.ts';
import { mostValuableMatching } from '../../../src/score/image2cadseq/matching.ts';
import { parameterCurves } from '../../../src/score/image2cadseq/parameter-curves.ts';
import { programPair } from '../../../src/score/image2cadseq/program-pair.ts';
import { scoreSequence, scoreSequences } from '../../../src/score/image2cadseq/score-sequences.ts';
import { arc, circle, extrude, line, matrixOf, sketch } from '../../support/feature-matrices.ts';
import { extrude as extrudeOf, rectangleAt } from '../../support/programs.ts';

const reference = matrixOf(sketch(0), line(200, 128), line(200, 220), line(128, 128), extrude(180));
const predicted = matrixOf(sketch(1), line(203, 124), arc(200, 220, 150), line(128, 128), extrude(178));

describe('scores of sequences', () => {
  it('are all there, for whole programs and by first operations', () => {
    const summary = scoreSequences([{ reference, predicted }]);
    expect(summary).toMatchObject({ pairs: 1, tolerance: 3 });
    expect(summary.whole).toEqual({
      acp: 0,
      asot: 0,
      edsot: 1,
      aot: 6 / 7,
      ap1: 4 / 8,
      ap1Slots: 4 / 42,
      msotTanimoto: 10 / 12,
      msotCosine: 10 / Math.sqrt(117),
      ap2: 4 / 8,
    });
    expect(summary.first.map(({ operations }) => operations)).toEqual([1, 2, 3, 4, 5, 6]);
    const byFirst = summary.first.map(({ scores }) => scores);
    expect(byFirst.map(({ acp }) => acp)).toEqual([1, 0, 0, 0, 0, 0]);
    expect(byFirst.map(({ asot }) => asot)).toEqual([1, 1, 1, 0, 0, 0]);
    expect(byFirst.map(({ edsot }) => edsot)).toEqual([0, 0, 0, 1, 1, 1]);
    expect(byFirst.map(({ aot }) => aot)).toEqual([1, 1, 1, 3 / 4, 4 / 5, 5 / 6]);
    expect(byFirst.map(({ ap1 }) => ap1)).toEqual([undefined, 0, 1 / 3, 1 / 5, 3 / 7, 4 / 8]);
    expect(summary.randomGuess.quantised).toBe(1780 / 65536);
    // One plane in eight parameters.
    expect(summary.randomGuess.all).toBeCloseTo(1 / 24 + (7 / 8) * (1780 / 65536), 15);
  });

  it('do not count the marks that fill a matrix', () => {
    const rows = [sketch(0), circle(128, 128, 90), extrude(200)];
    const long = [...matrixOf(...rows), ...matrixOf(...rows).slice(-1), ...matrixOf(...rows).slice(-1)];
    expect(scoreSequence({ reference: matrixOf(...rows), predicted: long })).toMatchObject({
      acp: 1,
      edsot: 0,
    });
  });

  it('are best for the program itself, and AP2 is never below AP1', () => {
    fc.assert(
      fc.property(arbitraryMatrix(), arbitraryMatrix(), fc.nat(255), (a, b, tolerance) => {
        expect(scoreSequence({ reference: a, predicted: a }, { tolerance: 0 })).toMatchObject({
          acp: 1,
          asot: 1,
          edsot: 0,
          aot: 1,
          ap1: 1,
          msotTanimoto: 1,
          ap2: 1,
        });
        const scores = scoreSequence({ reference: a, predicted: b }, { tolerance });
        expect(scores.ap2).toBeGreaterThanOrEqual(scores.ap1 ?? 0);
        for (const score of [scores.aot, scores.ap1, scores.ap1Slots, scores.msotCosine, scores.ap2]) {
          expect(score).toBeGreaterThanOrEqual(0);
          expect(score).toBeLessThanOrEqual(1 + 1e-12);
        }
      }),
      { seed: 1, numRuns: 200 },
    );
  });

  it('judge Boolean operations when told to', () => {
    const join = reference.map((row) => row.with(8, row[0] === 4 ? 0 : -1)) as unknown as FeatureMatrix;
    const pair = { reference, predicted: join };
    expect(scoreSequence(pair).acp).toBe(1);
    expect(scoreSequence(pair, { parameters: ['boolean'] })).toMatchObject({ acp: 0, ap1: 0 });
  });

  it('take a failed prediction as a program without operations', () => {
    expect(scoreSequence({ reference, predicted: [] })).toEqual({
      acp: 0,
      asot: 0,
      edsot: 7,
      aot: 0,
      ap1: 0,
      ap1Slots: 0,
      msotTanimoto: 0,
      msotCosine: 0,
      ap2: 0,
    });
  });

  it.each([
    ['no pairs', () => scoreSequences([]), 'input-empty'],
    ['a reference without rows', () => scoreSequences([{ reference: [], predicted }]), 'input-empty'],
    [
      'a tolerance out of range',
      () => scoreSequences([{ reference, predicted }], { tolerance: 256 }),
      'usage',
    ],
    [
      'a very long program',
      () => scoreSequences([{ reference, predicted: new Array(1_001).fill(reference[0]) }]),
      'input-too-large',
    ],
  ])('refuse %s', (_, act, code) => {
    expect(act).toThrowError(expect.objectContaining({ code }));
  });
});

describe('curves of single parameters', () => {
  const curves = parameterCurves([{ reference, predicted }]);
  const curveOf = (operation: string, parameter: string) =>
    curves.find((curve) => curve.operation === operation && curve.parameter === parameter)!;

  it('rise to the share of right types: lines of 3, one of them under another type', () => {
    // x is off by 3 and 0, y by 4 and 0.
    const { accuracy, area } = curveOf('line', 'x');
    expect([accuracy[0], accuracy[2], accuracy[3], accuracy[255]]).toEqual([1 / 3, 1 / 3, 2 / 3, 2 / 3]);
    // Trapezoids: 1/3 up to 2, half-way to 2/3 at 3, then 2/3; (2 * 1/3 + 1/2 + 252 * 2/3) / 255.
    expect(area).toBeCloseTo((2 / 3 + 1 / 2 + 168) / 255, 12);
    expect(curveOf('line', 'y').accuracy[3]).toBe(1 / 3);
    expect(curveOf('line', 'y').accuracy[4]).toBe(2 / 3);
  });

  it('are those of parameters that a reference has', () => {
    expect(curves.map(({ operation, parameter }) => `${operation} ${parameter}`)).toEqual([
      'line x',
      'line y',
      'extrude depth',
    ]);
    expect(curveOf('extrude', 'depth').accuracy[1]).toBe(0);
    expect(curveOf('extrude', 'depth').accuracy[2]).toBe(1);
  });
});

describe('programs as matrices', () => {
  const plate = (size: number, depth: number, unit: SweptProgram['unit'] = 'mm'): SweptProgram => ({
    unit,
    features: [extrudeOf('new', [rectangleAt(-size / 2, -size / 2, size, size)], 0, depth)],
  });
  const small = plate(60, 10);

  it('share the scale that both fit, wherever their paths start', () => {
    // 70 mm from end to end reach 3.5 cm: a scale of 4, and 3.5 / 4 of 128 levels are 112.
    const pair = programPair(small, plate(7, 1, 'cm'));
    expect(pair.predicted.map((row) => row.slice(0, 4))).toEqual([
      [5, -1, -1, -1],
      [0, 0, -1, -1],
      [1, -1, 240, 16],
      [1, -1, 240, 240],
      [1, -1, 16, 240],
      [1, -1, 16, 16],
      [4, -1, -1, -1],
      [6, -1, -1, -1],
    ]);
    expect(scoreSequence(pair)).toMatchObject({ acp: 0, asot: 1, ap1: 2 / 10 });
    expect(scoreSequence(programPair(small, plate(6, 1, 'cm')))).toMatchObject({ acp: 1, ap1: 1 });
  });

  it('may lack a prediction', () => {
    expect(scoreSequence(programPair(small, undefined))).toMatchObject({ acp: 0, aot: 0, edsot: 8 });
  });

  it('say which of the two does not fit, and why', () => {
    const raised = { ...small, features: [{ ...small.features[0], from: 5 }] } as SweptProgram;
    expect(() => programPair(small, raised)).toThrowError(
      /^predicted: feature 0: the extrusion must reach the plane XY/,
    );
    expect(() => programPair(plate(6, 1, 'm'), small)).toThrowError(
      /^reference: operation 2: .* at most 255 cm/,
    );
  });
});

describe('the most valuable matching', () => {
  it('is as good as the best of all permutations', () => {
    const matrix = fc
      .tuple(fc.integer({ min: 1, max: 5 }), fc.integer({ min: 1, max: 5 }))
      .chain(([rows, columns]) =>
        fc.array(fc.array(fc.nat(6), { minLength: columns, maxLength: columns }), {
          minLength: rows,
          maxLength: rows,
        }),
      );
    fc.assert(
      fc.property(matrix, (value) => {
        expect(mostValuableMatching(value)).toBe(bestByTrying(value, 0, new Set()));
      }),
      { seed: 1, numRuns: 300 },
    );
  });

  it('of nothing is 0', () => {
    expect([mostValuableMatching([]), mostValuableMatching([[], []])]).toEqual([0, 0]);
  });
});

function bestByTrying(value: readonly (readonly number[])[], row: number, used: ReadonlySet<number>): number {
  if (row === value.length) return 0;
  const without = bestByTrying(value, row + 1, used);
  const withOne = value[row].map((gain, column) =>
    used.has(column) ? 0 : gain + bestByTrying(value, row + 1, new Set([...used, column])),
  );
  return Math.max(without, ...withOne);
}

/** A sketch and any operations after it. */
function arbitraryMatrix(): fc.Arbitrary<FeatureMatrix> {
  const level = fc.nat(255);
  const row = fc.oneof(
    fc.nat(2).map(sketch),
    fc.tuple(level, level).map(([x, y]) => line(x, y)),
    fc.tuple(level, level, level).map(([x, y, sweep]) => arc(x, y, sweep)),
    fc.tuple(level, level, level).map(([x, y, radius]) => circle(x, y, radius)),
    level.map(extrude),
  );
  return fc.array(row, { maxLength: 8 }).map((rows) => matrixOf(sketch(0), ...rows));
}

it('a matrix of seven variables has the others by default', () => {
  expect(fromSevenVariables([extrude(200)])).toEqual([[4, -1, -1, -1, -1, -1, 0, 200, 3, 10]]);
});
