import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readFusionSequences } from '../../src/formats/fusion-sequence.ts';
import { seededRandom } from '../../src/geometry/random.ts';
import { loadKernel } from '../../src/kernel/load.node.ts';
import type { Kernel } from '../../src/kernel/types.ts';
import { profileArea } from '../../src/program/region.ts';
import type { Extrude, Loop, Profile, Sweep, SweptProgram } from '../../src/program/types.ts';
import { validateProgram } from '../../src/program/validate.ts';
import { graftOnto } from '../../src/synth/semi/graft.ts';
import {
  countsOf,
  type Distribution,
  distributionDistance,
  distributionSampling,
  getDistributions,
  sampleDesign,
  sampleProfiles,
  sampleSketch,
  semiSource,
} from '../../src/synth/semi/index.ts';
import { recombine } from '../../src/synth/semi/recombine.ts';
import { stretchDesign } from '../../src/synth/semi/stretch.ts';
import { circleAt, extrude, rectangleAt, revolve } from '../support/programs.ts';
import { sharedData } from '../support/shared-data.ts';

const FRONT = { origin: [0, 0, 0], xAxis: [1, 0, 0], normal: [0, 1, 0] } as const;

const designOf = (...features: Sweep[]): SweptProgram => ({ unit: 'cm', features });
const random = (stream = 0) => seededRandom(5, stream);

/** A plate of 6 x 4 x 1 cm with four holes of 0.3 cm radius. */
const holed: Profile = {
  outer: rectangleAt(-3, -2, 6, 4),
  holes: [-2, 2].flatMap((u) => [-1, 1].map((v) => circleAt(u, v, 0.3))),
};
const plate = designOf(extrude('new', [holed], 0, 1));
/** A plate with a boss on top and a bore that goes through both. */
const bossed = designOf(
  extrude('new', [holed], 0, 1),
  extrude('join', [circleAt(0, 0, 1)], 1, 3),
  extrude('cut', [circleAt(0, 0, 0.5)], 0, 3),
);
/** A block with a blind pocket, drawn on the XZ plane. */
const pocketed = designOf(
  extrude('new', [rectangleAt(0, 0, 5, 5)], 0, 4, FRONT),
  extrude('cut', [rectangleAt(1, 1, 2, 2)], 3, 4, FRONT),
);
const DESIGNS = [plate, bossed, pocketed];

describe('countsOf', () => {
  it('counts a plate with four holes', () => {
    expect(countsOf(plate)).toMatchObject({
      sketchPlane: 'XY',
      numFaces: 4 + 4 + 2,
      numExtrusions: 1,
      lengthSequences: 2,
      numCurves: 8,
      numBodies: 1,
    });
    expect(countsOf(plate).profileAreas[0]).toBeCloseTo(24 - 4 * Math.PI * 0.09, 12);
  });

  it('counts caps where they stay', () => {
    // The boss adds its side and its top; the bore through both only its wall.
    expect(countsOf(bossed).numFaces).toBe(10 + 2 + 1);
    // The pocket adds four walls and a floor.
    expect(countsOf(pocketed)).toMatchObject({ sketchPlane: 'XZ', numFaces: 6 + 5 });
  });

  it('measures areas in square centimetres whatever the unit', () => {
    const inMillimetres: SweptProgram = {
      unit: 'mm',
      features: [extrude('new', [rectangleAt(0, 0, 20, 30)], 0, 5)],
    };
    expect(countsOf(inMillimetres).sketchAreas).toEqual([6]);
  });
});

describe('getDistributions', () => {
  const distributions = getDistributions(DESIGNS);
  const share = <T>([values, probabilities]: Distribution<T>, value: T) =>
    probabilities[values.indexOf(value)];

  it('gives each bin its share of the designs', () => {
    expect(distributions.sketchPlane).toEqual([
      ['XY', 'XZ', 'YZ'],
      [2 / 3, 1 / 3, 0],
    ]);
    // 10 and 11 faces lie in the bin from 8 to 12, 13 in the next.
    expect(share(distributions.numFaces, 12)).toBeCloseTo(2 / 3, 12);
    expect(share(distributions.numFaces, 16)).toBeCloseTo(1 / 3, 12);
    expect([1, 2, 3].map((count) => share(distributions.numExtrusions, count))).toEqual([
      1 / 3,
      1 / 3,
      1 / 3,
    ]);
    // Profiles of 22.9, 22.9, 3.14, 25 and 4 cm2; the bore's 0.79 cm2 is below the least.
    expect(share(distributions.profileAreas, 4)).toBeCloseTo(1 / 5, 12);
    expect(share(distributions.profileAreas, 24)).toBeCloseTo(2 / 5, 12);
    for (const [values, probabilities] of Object.values(distributions)) {
      expect(values.length).toBe(probabilities.length);
      expect(probabilities.reduce((sum: number, p: number) => sum + p, 0)).toBeCloseTo(1, 12);
    }
  });

  it('takes what passes the filter, and faces as measured', () => {
    const measured = getDistributions(
      DESIGNS,
      (design) => design === plate,
      () => ({ faces: 30, bodies: 2 }),
    );
    expect(share(measured.numFaces, 32)).toBe(1);
    expect(share(measured.numBodies, 2)).toBe(1);
    expect(() => getDistributions(DESIGNS, () => false)).toThrow(/no design/);
  });

  it('is sampled in proportion', () => {
    const stream = random();
    const drawn = Array.from({ length: 3000 }, () =>
      distributionSampling(distributions, stream, ['sketchPlane', 'numFaces']),
    );
    expect(Object.keys(drawn[0])).toEqual(['sketchPlane', 'numFaces']);
    const shareOf = (hit: (parameters: (typeof drawn)[0]) => boolean) =>
      drawn.filter(hit).length / drawn.length;
    expect(shareOf(({ sketchPlane }) => sketchPlane === 'XZ')).toBeCloseTo(1 / 3, 1);
    expect(shareOf(({ numFaces }) => numFaces === 12)).toBeCloseTo(2 / 3, 1);
    // Each on its own: the block's plane goes with the faces of the others, too.
    expect(shareOf(({ sketchPlane, numFaces }) => sketchPlane === 'XZ' && numFaces === 16)).toBeCloseTo(
      1 / 9,
      1,
    );
    expect(Object.keys(distributionSampling(distributions, stream))).toHaveLength(8);
  });
});

it('measures the distance of distributions as half the sum of differences', () => {
  const p: Distribution = [
    [1, 2, 3],
    [0.5, 0.5, 0],
  ];
  const q: Distribution = [
    [1, 2, 3],
    [0.25, 0.25, 0.5],
  ];
  expect(distributionDistance(p, q)).toBe(0.5);
  expect(distributionDistance(p, p)).toBe(0);
  expect(() =>
    distributionDistance(p, [
      [1, 2],
      [0.5, 0.5],
    ]),
  ).toThrow(RangeError);
});

describe('sampling', () => {
  const always = (area: number) => ({ type: 'distributive', areaDistribution: [[area], [1]] }) as const;

  it('picks any design', () => {
    const stream = random();
    expect(new Set(Array.from({ length: 60 }, () => sampleDesign(DESIGNS, stream)))).toEqual(
      new Set(DESIGNS),
    );
  });

  it('picks the largest sketch, or the nearest in area, or any', () => {
    const sketches = bossed.features.map(({ sketch }) => sketch);
    expect(sampleSketch(bossed, { type: 'deterministic' }, random())).toBe(sketches[0]);
    expect(sampleSketch(bossed, always(3), random())).toBe(sketches[1]);
    const stream = random();
    const any = Array.from({ length: 60 }, () => sampleSketch(bossed, { type: 'random' }, stream));
    expect(new Set(any)).toEqual(new Set(sketches));
  });

  it('picks profiles above the average, above an area, or any, none twice', () => {
    const squares = [1, 2, 3, 4].map((side, i) => rectangleAt(10 * i, 0, side, side));
    const { sketch } = extrude('new', squares, 0, 1);
    const areas = (profiles: readonly Profile[]) => profiles.map(profileArea);
    // The average of 1, 4, 9 and 16 is 7.5.
    expect(areas(sampleProfiles(sketch, 4, { type: 'deterministic' }, random()))).toEqual([16, 9]);
    expect(areas(sampleProfiles(sketch, 1, { type: 'deterministic' }, random()))).toEqual([16]);
    expect(areas(sampleProfiles(sketch, 4, always(2), random()))).toEqual([16, 9, 4]);
    expect(areas(sampleProfiles(sketch, 2, always(99), random()))).toEqual([16, 9]);
    for (let stream = 0; stream < 20; stream++) {
      const three = sampleProfiles(sketch, 3, { type: 'random' }, random(stream));
      expect(new Set(three).size).toBe(3);
    }
    expect(() => sampleProfiles(sketch, 0, { type: 'random' }, random())).toThrow(RangeError);
  });
});

describe('stretchDesign', () => {
  const circles = ({ sketch }: Sweep): Extract<Loop, { kind: 'circle' }>[] =>
    sketch.profiles.flatMap(({ outer, holes }) => [outer, ...holes]).filter((loop) => loop.kind === 'circle');

  it('keeps the design: what was in one plane, of one size, in one row', () => {
    for (let stream = 0; stream < 30; stream++) {
      const stretched = stretchDesign(bossed, random(stream), 0.3);
      expect(validateProgram(stretched)).toEqual([]);
      const [base, boss, bore] = stretched.features as Extrude[];
      const level = (feature: Extrude, end: 'from' | 'to') => feature.sketch.frame.origin[2] + feature[end];
      expect(level(boss, 'from')).toBeCloseTo(level(base, 'to'), 12);
      expect(level(bore, 'to')).toBeCloseTo(level(boss, 'to'), 12);
      expect(circles(boss)[0].radius / circles(bore)[0].radius).toBeCloseTo(2, 12);
      const holes = circles(base);
      for (const { radius } of holes) expect(radius).toBeCloseTo(holes[0].radius, 12);
      expect(holes[0].center[0]).toBeCloseTo(holes[1].center[0], 12);
      expect(holes[0].center[1]).toBeCloseTo(holes[2].center[1], 12);
    }
  });

  it('changes proportions', () => {
    const ratios = Array.from({ length: 30 }, (_, stream) => {
      const [{ sketch, from, to }] = stretchDesign(pocketed, random(stream), 0.3).features;
      return (to - from) / Math.sqrt(profileArea(sketch.profiles[0]));
    });
    expect(Math.max(...ratios) / Math.min(...ratios)).toBeGreaterThan(1.5);
  });

  it('scales what is not along the axes as a whole', () => {
    const tilted = { origin: [0, 0, 0], xAxis: [0.6, 0.8, 0], normal: [0, 0, 1] } as const;
    const [{ sketch, to }] = stretchDesign(
      designOf(extrude('new', [rectangleAt(0, 0, 2, 1)], 0, 3, tilted)),
      random(),
      0.3,
    ).features;
    expect(profileArea(sketch.profiles[0]) / to ** 2).toBeCloseTo(2 / 9, 12);
  });
});

describe('grafting', () => {
  const graft = { profiles: [{ outer: circleAt(50, 50, 0.4), holes: [] }], distance: 0.5 };

  it('puts a sketch on a face, within its outline', () => {
    for (let stream = 0; stream < 30; stream++) {
      const grown = graftOnto(pocketed, { ...graft, operation: 'join', through: false }, random(stream))!;
      expect(validateProgram(grown)).toEqual([]);
      const { sketch, from } = grown.features[2] as Extrude;
      expect(from).toBe(0);
      // The block spans x from 0 to 5, y from 0 to 4 and z from -5 to 0: the sketch lies on one of its six sides.
      const { origin } = sketch.frame;
      const onSide = [origin[0], 5 - origin[0], origin[1], 4 - origin[1], origin[2], 5 + origin[2]];
      expect(Math.min(...onSide.map(Math.abs))).toBeCloseTo(0, 12);
    }
  });

  it('gives up where there is no face', () => {
    const empty = designOf(revolve('new', [rectangleAt(1, 0, 1, 1)], 0, 1));
    expect(graftOnto(empty, { ...graft, operation: 'cut', through: true }, random())).toBeUndefined();
  });

  it('recombines sketches into the steps of the recipe', () => {
    const made = recombine(DESIGNS, bossed, 'YZ', random(3))!;
    expect(made.features.map(({ operation }) => operation)).toEqual(['new', 'join', 'cut']);
    expect(countsOf(made).sketchPlane).toBe('YZ');
  });
});

describe('semiSource', () => {
  it('draws the same design from the same numbers, and says what kind it is', () => {
    const source = semiSource(DESIGNS);
    const drawn = Array.from({ length: 60 }, (_, stream) => source.draw(random(stream)));
    expect(drawn).toEqual(Array.from({ length: 60 }, (_, stream) => source.draw(random(stream))));
    const made = drawn.filter((sample) => sample !== undefined);
    expect(made.length).toBeGreaterThan(45);
    expect(new Set(made.map(({ beside }) => beside.kind))).toEqual(
      new Set(['perturb', 'graft', 'recombine']),
    );
    for (const { program } of made) expect(validateProgram(program)).toEqual([]);
  });

  it('makes only the kinds that are asked for', () => {
    const source = semiSource(DESIGNS, { kinds: ['perturb'], deviation: 0 });
    const { program, beside } = source.draw(random())!;
    expect(beside).toEqual({ kind: 'perturb' });
    // With no deviation, nothing changes.
    expect(DESIGNS.map((design) => countsOf(design))).toContainEqual(countsOf(program));
  });

  it('refuses designs that nothing can be made of', () => {
    const open = designOf(extrude('new', [circleAt(0, 0, -1)], 0, 1));
    expect(() => semiSource([open])).toThrow(/at least one valid design/);
  });
});

const training = sharedData('fusion360_train', 'sequences.jsonl.gz');

describe.skipIf(!training)("of designers' parts", { timeout: 180_000 }, () => {
  let kernel: Kernel;
  let designs: SweptProgram[];
  let made: SweptProgram[];
  const DRAWN = 800;

  beforeAll(async () => {
    kernel = await loadKernel();
    // Every third, to be quick.
    const lines = readFusionSequences(readFileSync(training!)).designs;
    designs = lines.filter((_, i) => i % 3 === 0).map(({ program }) => program);
    const source = semiSource(designs);
    made = Array.from({ length: DRAWN }, (_, stream) => source.draw(random(stream))?.program).filter(
      (program) => program !== undefined,
    );
  }, 120_000);
  afterAll(() => kernel.close());

  it('seldom draws nothing', () => {
    expect(made.length).toBeGreaterThan(0.93 * DRAWN);
  });

  it('matches their distributions', () => {
    const [theirs, ours] = [getDistributions(designs), getDistributions(made)];
    const distance = (name: keyof typeof theirs) =>
      distributionDistance(theirs[name] as Distribution<unknown>, ours[name] as Distribution<unknown>);
    // 800 draws from a distribution of 20 bins lie about 0.04 from it by chance alone.
    for (const name of [
      'sketchPlane',
      'numFaces',
      'numExtrusions',
      'lengthSequences',
      'numCurves',
      'numBodies',
    ] as const) {
      expect(distance(name), name).toBeLessThan(0.08);
    }
    for (const name of ['sketchAreas', 'profileAreas'] as const)
      expect(distance(name), name).toBeLessThan(0.13);
  });

  it('makes solids', async () => {
    let valid = 0;
    const sample = made.filter((_, i) => i % 16 === 0);
    for (const design of sample) {
      try {
        const { valid: sound } = await kernel.check(await kernel.build(design, { seconds: 10 }));
        if (sound) valid++;
      } catch {
        // Counted as not valid.
      }
    }
    expect(valid).toBeGreaterThanOrEqual(0.95 * sample.length);
  });
});
