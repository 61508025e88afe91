import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { toWorld } from '../../src/geometry/frame.ts';
import { seededRandom } from '../../src/geometry/random.ts';
import type { Vec3 } from '../../src/geometry/vector.ts';
import type { CloudTarget } from '../../src/input/target.ts';
import { loadKernel } from '../../src/kernel/load.node.ts';
import type { Kernel } from '../../src/kernel/types.ts';
import { inverseFrame, moveProgram, scaleProgram } from '../../src/program/transform.ts';
import type { Program } from '../../src/program/types.ts';
import { reconstruct } from '../../src/reconstruct.ts';
import { type Pose, posed, randomPose, type Scanner, simulateScan } from '../../src/synth/index.ts';
import { circleAt, extrude, programOf, rectangleAt, revolve } from '../support/programs.ts';

let kernel: Kernel;
beforeAll(async () => {
  kernel = await loadKernel();
});
afterAll(() => kernel.close());

const FRONT = { origin: [0, 0, 0], xAxis: [1, 0, 0], normal: [0, -1, 0] } as const;
const BRACKET = programOf(
  extrude('new', [rectangleAt(0, 0, 60, 40)], 0, 8),
  extrude('join', [rectangleAt(0, 0, 10, 40)], 8, 30),
  extrude('cut', [circleAt(35, 12, 4), circleAt(35, 28, 4)], 0, 8),
);
const CLEVIS = programOf(
  extrude('new', [rectangleAt(0, 0, 60, 40)], 0, 8),
  extrude('join', [rectangleAt(15, 0, 8, 40), rectangleAt(37, 0, 8, 40)], 8, 30),
  extrude('cut', [circleAt(30, 20, 5)], 0, 8),
);
const SHAFT = programOf(revolve('new', [rectangleAt(4, 0, 8, 30)], 0, 2 * Math.PI, FRONT));

type Taken = {
  readonly count: number;
  readonly scanner: Scanner;
  readonly offset?: Vec3;
  readonly decimals?: number;
};
const EXACT: Scanner = { kind: 'surface', noise: 0, noiseProbability: 0 };

async function scanOf(program: Program, { count, scanner, offset = [0, 0, 0], decimals }: Taken) {
  const pose = randomPose(seededRandom(3));
  const mesh = await kernel.tessellate(await kernel.build(program), { deviation: 1e-4, angle: 0.05 });
  const { positions } = simulateScan(posed(mesh, pose), { scanner, count, seed: 1 });
  const unit = decimals === undefined ? 0 : 10 ** decimals;
  const target: CloudTarget = {
    kind: 'cloud',
    cloud: { positions: unit > 0 ? positions.map((x) => Math.round(x * unit) / unit) : positions },
    offset,
    count,
    unit: 'mm',
    unitAssumed: true,
    warnings: [],
  };
  return { target, pose };
}

/** IoU of a found program, in the place of the true one, with it. */
async function overlapOf(found: Program, truth: Program, { frame, scale }: Pose, offset: Vec3 = [0, 0, 0]) {
  const home = {
    origin: offset.map((x) => -x) as unknown as Vec3,
    xAxis: [1, 0, 0],
    normal: [0, 0, 1],
  } as const;
  const back = scaleProgram(moveProgram(moveProgram(found, home), inverseFrame(frame)), 1 / scale);
  return kernel.intersectionOverUnion(await kernel.build(truth), await kernel.build(back));
}

const cases: Record<string, { truth: Program; taken: Taken; atLeast: number; steps: number }> = {
  'a bracket from few exact points': {
    truth: BRACKET,
    taken: { count: 4000, scanner: EXACT },
    atLeast: 0.9999,
    steps: 3,
  },
  'a bracket from rounded points': {
    truth: BRACKET,
    taken: { count: 10_000, scanner: EXACT, decimals: 3 },
    atLeast: 0.999,
    steps: 3,
  },
  'a bracket far from the origin': {
    truth: BRACKET,
    taken: { count: 4000, scanner: EXACT, offset: [512_000, 5_400_000, 300] },
    atLeast: 0.999,
    steps: 3,
  },
  'a turned part': { truth: SHAFT, taken: { count: 6000, scanner: EXACT }, atLeast: 0.999, steps: 2 },
};

describe('a scan', () => {
  test.each(Object.entries(cases))('of %s', async (_, { truth, taken, atLeast, steps }) => {
    const { target, pose } = await scanOf(truth, taken);
    const { program, report } = await reconstruct(target, { kernel, timeLimit: 30 });
    expect(await overlapOf(program, truth, pose, taken.offset)).toBeGreaterThan(atLeast);
    expect(report).toMatchObject({ kind: 'cloud', valid: true, certificate: { withinTolerance: true } });
    expect(report.steps).toBeLessThanOrEqual(steps);
    expect(report.fit.explained).toBeGreaterThan(0.99);
  });

  test('with noise tells its noise, and how certain its numbers are', async () => {
    const noise = 0.2;
    const scanner: Scanner = { kind: 'surface', noise, noiseProbability: 1 };
    const { target, pose } = await scanOf(BRACKET, { count: 20_000, scanner });
    const { program, report } = await reconstruct(target, { kernel, timeLimit: 30 });
    expect(await overlapOf(program, BRACKET, pose)).toBeGreaterThan(0.97);
    expect(report.points.noise).toBeGreaterThan(0.7 * noise);
    expect(report.points.noise).toBeLessThan(1.4 * noise);
    const [thickness] = report.parameters.filter(({ name }) => /height|thickness/.test(name));
    expect(thickness.standardDeviation).toBeLessThan(noise / 5);
    expect(thickness.standardDeviation).toBeGreaterThan(0);
  });

  test('of one side of a symmetric part offers the other, and assumes it when asked to', async () => {
    const { target, pose } = await scanOf(CLEVIS, { count: 9000, scanner: EXACT });
    const side = inverseFrame(pose.frame);
    const { positions } = target.cloud;
    const seen: number[] = [];
    for (let i = 0; i < positions.length; i += 3) {
      const point: Vec3 = [positions[i], positions[i + 1], positions[i + 2]];
      if (toWorld(side, point)[0] > 20 * pose.scale) seen.push(...point);
    }
    const half: CloudTarget = { ...target, cloud: { positions: Float64Array.from(seen) } };
    const [shown, whole] = [
      await reconstruct(half, { kernel, timeLimit: 4 }),
      await reconstruct(half, { kernel, timeLimit: 30, completeSymmetry: true }),
    ];
    expect(await overlapOf(shown.program, CLEVIS, pose)).toBeLessThan(0.8);
    expect(shown.report.symmetries).toMatchObject([{ assumed: false }]);
    expect(shown.report.warnings.join()).toMatch(/looks symmetric .* --complete-symmetry/);
    expect(await overlapOf(whole.program, CLEVIS, pose)).toBeGreaterThan(0.999);
    expect(whole.report.symmetries).toMatchObject([{ assumed: true }]);
    expect(whole.report.warnings.join()).toMatch(/assumed to be symmetric/);
    // What was not scanned is not counted as such.
    expect(whole.report.points.used).toBe(shown.report.points.used);
    expect(whole.report.certificate.assumed).toBeCloseTo(whole.report.symmetries[0].share, 1);
    expect(whole.report.certificate.assumed).toBeGreaterThan(0.2);
  });

  test('of a part without a mirror plane assumes nothing, and says so', async () => {
    const { target } = await scanOf(SHAFT, { count: 4000, scanner: EXACT });
    const { report } = await reconstruct(target, { kernel, timeLimit: 30, completeSymmetry: true });
    expect(report.symmetries).toEqual([]);
    expect(report.warnings.join()).toMatch(/no side was assumed/);
  });

  test('of a flange on a sheet whose skins are closer than the noise hides has both', async () => {
    const truth = programOf(
      extrude('new', [rectangleAt(0, 0, 80, 60)], 0, 0.5),
      extrude('join', [rectangleAt(20, 20, 30, 6)], 0.5, 15),
    );
    const scanner: Scanner = { kind: 'surface', noise: 0.18, noiseProbability: 1 };
    const { target, pose } = await scanOf(truth, { count: 12_000, scanner });
    const { program, report } = await reconstruct(target, { kernel, timeLimit: 12 });
    expect(await overlapOf(program, truth, pose)).toBeGreaterThan(0.94);
    expect(report.fit.explained).toBeGreaterThan(0.93);
  });

  test('gives a valid program in hardly any time', async () => {
    const { target } = await scanOf(BRACKET, { count: 20_000, scanner: EXACT });
    const { report } = await reconstruct(target, { kernel, timeLimit: 1 });
    expect(report.valid).toBe(true);
  });

  test('gives the same program twice', async () => {
    const { target } = await scanOf(BRACKET, { count: 3000, scanner: EXACT });
    const [one, other] = [await reconstruct(target, { kernel }), await reconstruct(target, { kernel })];
    expect(other.program).toEqual(one.program);
  });
});
