import { describe, expect, it } from 'vitest';
import { accuracyOfPrograms } from '../../../src/score/image2cadseq/acp.ts';
import { accuracyOfTypes } from '../../../src/score/image2cadseq/aot.ts';
import { accuracyOfParameters, accuracyOfSlots } from '../../../src/score/image2cadseq/ap1.ts';
import { accuracyOfUnorderedParameters } from '../../../src/score/image2cadseq/ap2.ts';
import { accuracyOfTypeSequences } from '../../../src/score/image2cadseq/asot.ts';
import { editDistanceOfTypeSequences } from '../../../src/score/image2cadseq/edsot.ts';
import { cosineOfTypes, tanimotoOfTypes } from '../../../src/score/image2cadseq/msot.ts';
import {
  planeShare,
  randomGuessAccuracy,
  randomGuessAccuracyWithPlanes,
} from '../../../src/score/image2cadseq/random-guess.ts';
import {
  PAPER_PARAMETERS,
  programRows,
  type SequencePair,
} from '../../../src/score/image2cadseq/sequence.ts';
import { arc, circle, extrude, line, matrixOf, sketch } from '../../support/feature-matrices.ts';

const pairOf = (reference: number[][], predicted: number[][]): SequencePair => ({
  reference: programRows(matrixOf(...reference)),
  predicted: programRows(matrixOf(...predicted)),
});
const within = (tolerance: number) => ({ tolerance, parameters: PAPER_PARAMETERS });

/** Seven rows with the marks, types 5 0 1 1 1 4 6, and 1 + 2 + 2 + 2 + 1 = 8 parameters. */
const prism = [sketch(0), line(200, 128), line(200, 220), line(128, 128), extrude(180)];
/** Types 5 0 1 2 1 4 6. Off by a plane, by 3 and 4 levels, by a type, by nothing, by 2 levels. */
const guess = [sketch(1), line(203, 124), arc(200, 220, 150), line(128, 128), extrude(178)];
/** Five rows with the marks, types 5 0 3 4 6, and 1 + 3 + 1 = 5 parameters. */
const cylinder = [sketch(2), circle(128, 128, 127), extrude(255)];

const wrong = pairOf(prism, guess);
const right = pairOf(cylinder, cylinder);

describe('ACP', () => {
  it('counts the programs that agree in all: one of two', () => {
    expect(accuracyOfPrograms([wrong, right], within(3))).toBe(0.5);
  });

  it('allows the tolerance to levels, not to sketch planes', () => {
    const near = pairOf(cylinder, [sketch(2), circle(131, 125, 124), extrude(252)]);
    expect(accuracyOfPrograms([near], within(3))).toBe(1);
    expect(accuracyOfPrograms([near], within(2))).toBe(0);
    const turned = pairOf(cylinder, [sketch(1), ...cylinder.slice(1)]);
    expect(accuracyOfPrograms([turned], within(255))).toBe(0);
  });

  it('needs programs of one length', () => {
    expect(accuracyOfPrograms([pairOf(cylinder, [...cylinder, extrude(200)])], within(255))).toBe(0);
  });
});

describe('ASOT', () => {
  it('counts the sequences of types that agree: two of three', () => {
    const otherNumbers = pairOf(cylinder, [sketch(0), circle(1, 2, 3), extrude(4)]);
    expect(accuracyOfTypeSequences([wrong, right, otherNumbers])).toBeCloseTo(2 / 3, 15);
  });
});

describe('EDSOT', () => {
  it('averages the edits: 1 substitution, 0, and 3 between prism and cylinder', () => {
    // 5 0 1 1 1 4 6 becomes 5 0 3 4 6 by one substitution and two deletions.
    expect(editDistanceOfTypeSequences([wrong, right, pairOf(prism, cylinder)])).toBeCloseTo(4 / 3, 15);
    expect(editDistanceOfTypeSequences([pairOf(cylinder, prism)])).toBe(3);
  });
});

describe('AOT', () => {
  it('pools types in place over the lengths of the references: 6 of 7 and 5 of 5', () => {
    expect(accuracyOfTypes([wrong])).toBeCloseTo(6 / 7, 15);
    expect(accuracyOfTypes([wrong, right])).toBeCloseTo(11 / 12, 15);
  });

  it('counts what a short prediction lacks as wrong', () => {
    // 5 0 agree; 1 1 1 4 6 stand against 3 4 6.
    expect(accuracyOfTypes([pairOf(prism, cylinder)])).toBeCloseTo(2 / 7, 15);
  });
});

describe('AP1', () => {
  it('counts right parameters under right types: 4 of 8', () => {
    // Plane wrong; x within 3, y not; the arc's type wrong; both right; depth within 3.
    expect(accuracyOfParameters([wrong], within(3))).toBe(4 / 8);
    expect(accuracyOfParameters([wrong], within(2))).toBe(3 / 8);
    expect(accuracyOfParameters([wrong], within(4))).toBe(5 / 8);
    expect(accuracyOfParameters([wrong, right], within(3))).toBe(9 / 13);
  });

  it('as printed, divides by six slots a row: 4 of 6 * 7', () => {
    expect(accuracyOfSlots([wrong], within(3))).toBeCloseTo(4 / 42, 15);
    expect(accuracyOfSlots([wrong, right], within(3))).toBeCloseTo(9 / 72, 15);
  });

  it('wants levels, whatever the tolerance', () => {
    const outside = pairOf(cylinder, [sketch(2), circle(-1, 256, 127), extrude(255)]);
    expect(accuracyOfParameters([outside], within(255))).toBe(3 / 5);
  });

  it('is undefined without parameters', () => {
    expect(accuracyOfParameters([pairOf([], [])], within(3))).toBeUndefined();
  });
});

describe('MSOT', () => {
  // Counts of the types 0 to 6: (1, 3, 0, 0, 1, 1, 1), as in the paper, and (1, 2, 1, 0, 1, 1, 1).
  it('by Tanimoto: 10 / (13 + 9 - 10)', () => {
    expect(tanimotoOfTypes([wrong])).toBeCloseTo(10 / 12, 15);
    expect(tanimotoOfTypes([wrong, right])).toBeCloseTo(11 / 12, 15);
  });

  it('by cosine: 10 / sqrt(13 * 9)', () => {
    expect(cosineOfTypes([wrong])).toBeCloseTo(10 / Math.sqrt(117), 15);
  });

  it('does not see the order, and is 0 for no prediction', () => {
    const shuffled = pairOf(prism, [prism[4], prism[1], prism[0], prism[2], prism[3]]);
    const none = { reference: right.reference, predicted: [] };
    expect([tanimotoOfTypes([shuffled]), tanimotoOfTypes([none]), cosineOfTypes([none])]).toEqual([1, 0, 0]);
    expect(cosineOfTypes([shuffled])).toBeCloseTo(1, 15);
  });
});

describe('AP2', () => {
  const [plane, first, second, third, depth] = prism;

  it('pairs operations of a type wherever they stand: 8 of 8 where AP1 has 6', () => {
    const reversed = pairOf(prism, [plane, third, second, first, depth]);
    // In order the first and third line share one coordinate, 128, each way.
    expect(accuracyOfParameters([reversed], within(0))).toBe(6 / 8);
    expect(accuracyOfUnorderedParameters([reversed], within(0))).toBe(1);
  });

  it('uses each predicted operation once: 3 of 6 in the lines, 4 of 8 in all', () => {
    // (203, 124) has one coordinate right for the first or second line, (128, 128) has both for the third.
    expect(accuracyOfUnorderedParameters([wrong], within(3))).toBe(4 / 8);
  });

  it('finds operations under other types before them', () => {
    const late = pairOf(cylinder, [line(1, 2), ...cylinder]);
    expect(accuracyOfParameters([late], within(0))).toBe(0);
    expect(accuracyOfUnorderedParameters([late], within(0))).toBe(1);
  });
});

describe('random guessing', () => {
  it('by equation 8 is the share of pairs of levels within the tolerance, counted one by one', () => {
    for (const tolerance of [0, 1, 3, 127, 128, 254, 255]) {
      let within = 0;
      for (let truth = 0; truth < 256; truth++)
        for (let guess = 0; guess < 256; guess++) if (Math.abs(truth - guess) <= tolerance) within++;
      expect(randomGuessAccuracy(tolerance)).toBe(within / 65536);
      expect(randomGuessAccuracy(tolerance)).toBe((-(tolerance ** 2) + 511 * tolerance + 256) / 65536);
    }
    expect(randomGuessAccuracy(3)).toBe(1780 / 65536);
  });

  it('by equation 9 gets a third of the sketch planes', () => {
    expect(randomGuessAccuracyWithPlanes(3, 11 / 91)).toBeCloseTo(
      (1 / 3) * (11 / 91) + (1780 / 65536) * (80 / 91),
      15,
    );
    expect(planeShare([wrong, right], within(3))).toBeCloseTo(2 / 13, 15);
  });
});
