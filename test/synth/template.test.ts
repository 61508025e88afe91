import { afterAll, describe, expect, it } from 'vitest';
import { fromSevenVariables, toSevenVariables } from '../../src/formats/sim-gallery/feature-matrix.ts';
import { matrixToProgram } from '../../src/formats/sim-gallery/from-matrix.ts';
import { readSimGallery } from '../../src/formats/sim-gallery/read.ts';
import { programToMatrix } from '../../src/formats/sim-gallery/to-matrix.ts';
import { seededRandom } from '../../src/geometry/random.ts';
import { loadKernel } from '../../src/kernel/load.node.ts';
import { validateProgram } from '../../src/program/validate.ts';
import { planeShare } from '../../src/score/image2cadseq/random-guess.ts';
import { PAPER_PARAMETERS, programRows } from '../../src/score/image2cadseq/sequence.ts';
import { TEMPLATE_SEQUENCES } from '../../src/synth/template/sequences.ts';
import { templateSource } from '../../src/synth/template/source.ts';
import { programDifference } from '../support/same-program.ts';

const ORIGIN = 128;

/** The first designs of a seed, with what stands beside them. */
function draw(rules: boolean, count: number) {
  const source = templateSource({ rules });
  return Array.from({ length: count }, (_, stream) => {
    const { program, beside } = source.draw(seededRandom(7, stream)) ?? {};
    const { shape, sequence, featureMatrix, simGallery } = beside as {
      shape: number;
      sequence: string;
      featureMatrix: number[][];
      simGallery: string;
    };
    return { program: program!, shape, sequence, featureMatrix, simGallery };
  });
}

describe.each([
  ['without rules', false],
  ['with rules', true],
])('templates %s', (_, rules) => {
  const samples = draw(rules, 600);

  it('are sound programs, each with its matrix and its commands', () => {
    for (const { program, featureMatrix, simGallery } of samples) {
      expect(validateProgram(program)).toEqual([]);
      expect(featureMatrix).toHaveLength(10);
      expect(toSevenVariables(programToMatrix(program))).toEqual(featureMatrix);
      const fromMatrix = matrixToProgram(fromSevenVariables(featureMatrix));
      expect(programDifference(fromMatrix, program)).toBeUndefined();
      expect(programDifference(readSimGallery(simGallery), program)).toBeUndefined();
    }
  });

  it("come in the paper's proportions: 6,000 of 22,000 are cylinders, 2,000 each other sequence", () => {
    const counts = new Map<string, number>();
    for (const { sequence } of samples) counts.set(sequence, (counts.get(sequence) ?? 0) + 1);
    expect([...counts.keys()].sort()).toEqual([
      'S A A A E',
      'S A A L E',
      'S A L A E',
      'S A L L E',
      'S C E',
      'S L A A E',
      'S L A L E',
      'S L L A E',
      'S L L L E',
    ]);
    // Three standard deviations of a binomial count.
    for (const [sequence, count] of counts) {
      const share = sequence === 'S C E' ? 3 / 11 : 1 / 11;
      expect(Math.abs(count - 600 * share)).toBeLessThan(3 * Math.sqrt(600 * share * (1 - share)));
    }
  });

  it('are all different and lie on all three planes', () => {
    expect(new Set(samples.map(({ featureMatrix }) => JSON.stringify(featureMatrix))).size).toBe(600);
    expect(new Set(samples.map(({ featureMatrix }) => featureMatrix[1][1])).size).toBe(3);
  });

  it('are the same from the same seed', () => {
    expect(draw(rules, 20)).toEqual(samples.slice(0, 20));
  });
});

describe('templates on the kernel', () => {
  const kernel = loadKernel();
  afterAll(async () => (await kernel).close());

  it('are one valid solid each', async () => {
    for (const { program } of [...draw(false, 60), ...draw(true, 60)]) {
      const solid = await (await kernel).build(program);
      expect(await (await kernel).check(solid)).toEqual({ valid: true, problems: [] });
      const { volume, bodies } = await (await kernel).measure(solid);
      expect(bodies).toBe(1);
      expect(volume).toBeGreaterThan(0);
    }
  });
});

describe('design rules', () => {
  const samples = draw(true, 600);

  it("make a circle's depth follow from its centre", () => {
    const cylinders = samples.filter(({ shape }) => shape === 1);
    expect(cylinders.length).toBeGreaterThan(100);
    for (const { featureMatrix } of cylinders) {
      const [, , [, , x, y, , radius], [, , , , , , depth]] = featureMatrix;
      const [dx, dy] = [Math.abs(x - ORIGIN), Math.abs(y - ORIGIN)];
      expect(depth - ORIGIN).toBe(Math.min(Math.max(Math.round((dx + dy) / 2), 16), 127));
      // Radii count in half levels, from 1: the circle fills at least half of the room, and not more than all.
      const room = 128 - Math.max(dx, dy);
      expect((radius + 1) / 2).toBeGreaterThanOrEqual(room / 2);
      expect((radius + 1) / 2).toBeLessThanOrEqual(room);
    }
  });

  it('make paths run counter-clockwise with long sides, arcs bulging outward by their chords', () => {
    for (const { shape, featureMatrix } of samples) {
      if (shape === 1) continue;
      const curves = featureMatrix.slice(2, 5);
      const corners = [[0, 0], ...curves.map(([, , x, y]) => [x - ORIGIN, y - ORIGIN])];
      const [, a, b] = corners;
      expect(a[0] * b[1] - a[1] * b[0]).toBeGreaterThan(0);
      for (const [i, [type, , , , sweep]] of curves.entries()) {
        const chord = Math.hypot(corners[i + 1][0] - corners[i][0], corners[i + 1][1] - corners[i][1]);
        expect(chord).toBeGreaterThanOrEqual(32);
        if (type === 2) expect(sweep - ORIGIN).toBe(Math.round((64 * chord) / (256 * Math.SQRT2)));
      }
      expect(featureMatrix[5][6] - ORIGIN).toBe(
        Math.min(Math.max(Math.round((Math.abs(a[0]) + Math.abs(a[1])) / 2), 16), 127),
      );
    }
  });

  it('are not kept by designs without them', () => {
    const cylinders = draw(false, 200).filter(({ shape }) => shape === 1);
    const kept = cylinders.filter(({ featureMatrix: [, , [, , x, y], [, , , , , , depth]] }) => {
      return depth - ORIGIN === Math.round((Math.abs(x - ORIGIN) + Math.abs(y - ORIGIN)) / 2);
    });
    expect(kept.length).toBeLessThan(cylinders.length / 10);
  });
});

describe("the paper's counts", () => {
  it('are 22,000 designs of five shapes, with 11 sketch planes in 91 parameters', () => {
    expect(TEMPLATE_SEQUENCES.reduce((sum, { count }) => sum + count, 0)).toBe(22_000);
    expect(new Set(TEMPLATE_SEQUENCES.map(({ shape }) => shape)).size).toBe(5);
    const seen = new Map(draw(false, 600).map(({ sequence, featureMatrix }) => [sequence, featureMatrix]));
    const pairs = TEMPLATE_SEQUENCES.flatMap(({ curves, count }) => {
      const letters = ['S', ...curves.map((type) => 'SLAC'[type]), 'E'].join(' ');
      const reference = programRows(fromSevenVariables(seen.get(letters)!));
      return new Array(count / 2_000).fill({ reference, predicted: [] });
    });
    expect(planeShare(pairs, { tolerance: 3, parameters: PAPER_PARAMETERS })).toBe(11 / 91);
  });
});
