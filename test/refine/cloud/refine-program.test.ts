import { afterAll, expect, test } from 'vitest';
import { boundsOf } from '../../../src/geometry/mesh.ts';
import { seededRandom } from '../../../src/geometry/random.ts';
import { randomOrientation } from '../../../src/geometry/random-orientation.ts';
import { loadKernel } from '../../../src/kernel/load.node.ts';
import type { PerceivedCloud } from '../../../src/perceive/cloud/types.ts';
import { nameParameters } from '../../../src/program/name-parameters.ts';
import { moveProgram } from '../../../src/program/transform.ts';
import type { Extrude, Loop, Sweep } from '../../../src/program/types.ts';
import { parameterDeviations } from '../../../src/refine/cloud/parameter-deviations.ts';
import { refineProgram } from '../../../src/refine/cloud/refine-program.ts';
import { snapToIntent } from '../../../src/refine/cloud/snap-to-intent.ts';
import { circleAt, extrude, programOf, rectangleAt, revolve } from '../../support/programs.ts';
import { trueCloud } from '../../support/true-cloud.ts';

const kernel = await loadKernel();
afterAll(() => kernel.close());

const NOISE = 1e-3;
const frame = randomOrientation(seededRandom(5));
const never = { expired: () => false };

/** A plate with rounded corners, a boss on it and a hole through both, in no particular pose. */
const flange = ({
  thickness = 6,
  height = 14,
  hole = 5,
  width = 40,
  corner = 4,
  shift = 0,
} = {}): Sweep[] => {
  const plate = roundedRectangle(width, 30, corner);
  const program = programOf(
    extrude('new', [plate], 0, thickness),
    extrude('join', [circleAt(2 + shift, 1, 9)], thickness, height),
    extrude('cut', [circleAt(2 + shift, 1, hole)], 0, height),
  );
  return [...moveProgram(program, frame).features];
};

function roundedRectangle(width: number, length: number, r: number): Loop {
  const [x, y] = [width / 2, length / 2];
  const k = r * (1 - Math.SQRT1_2);
  const line = (u: number, v: number) => ({ kind: 'line', to: [u, v] }) as const;
  const arc = (a: number, b: number, u: number, v: number) =>
    ({ kind: 'arc', through: [a, b], to: [u, v] }) as const;
  return {
    kind: 'path',
    start: [-x + r, -y],
    edges: [
      line(x - r, -y),
      arc(x - k, -y + k, x, -y + r),
      line(x, y - r),
      arc(x - k, y - k, x - r, y),
      line(-x + r, y),
      arc(-x + k, y - k, -x, y - r),
      line(-x, -y + r),
      arc(-x + k, -y + k, -x + r, -y),
    ],
  };
}

const cloudOf = async (features: readonly Sweep[], count = 20_000, noise = NOISE): Promise<PerceivedCloud> =>
  trueCloud(kernel, await kernel.build({ unit: 'mm', features }), { count, noise });

const height = (feature: Sweep) => feature.to - feature.from;
const circle = (feature: Sweep) => {
  const { outer } = feature.sketch.profiles[0];
  if (outer.kind !== 'circle') throw new TypeError(outer.kind);
  return outer;
};

test('numbers that are off come back to a tenth of the noise', async () => {
  const cloud = await cloudOf(flange());
  // Five tolerances, and the same relations as the truth has.
  const off = 5 * cloud.tolerance;
  const start = flange({ thickness: 6 + off, height: 14 - off, hole: 5 + off, width: 40 - off, shift: off });
  const { features, moved, residuals } = refineProgram(start, cloud, never);
  expect(moved).toBe(true);
  const precise = 0.1 * cloud.noise;
  expect(Math.abs(height(features[0]) - 6)).toBeLessThan(precise);
  expect(Math.abs(height(features[1]) - 8)).toBeLessThan(precise);
  expect(Math.abs(circle(features[2]).radius - 5)).toBeLessThan(precise);
  expect(Math.abs(circle(features[1]).radius - 9)).toBeLessThan(precise);
  expect(residuals.rms).toBeLessThan(1.1 * cloud.noise);
  expect(residuals.explained).toBeGreaterThan(0.97);
});

test('what held at the start still holds', async () => {
  const cloud = await cloudOf(flange());
  const off = 2 * cloud.tolerance;
  const { features } = refineProgram(flange({ thickness: 6 + off, width: 40 + off }), cloud, never);
  const [plate, boss, hole] = features as Extrude[];
  expect(circle(boss).center[0]).toBeCloseTo(circle(hole).center[0], 9);
  expect(circle(boss).center[1]).toBeCloseTo(circle(hole).center[1], 9);
  expect(plate.to).toBeCloseTo(boss.from, 9);
  expect(plate.sketch.frame.normal).toEqual(boss.sketch.frame.normal);
  // Tangent joints and equal corners make it a named shape, which is recognised to 1e-9 of its size.
  const outer = plate.sketch.profiles[0].outer;
  if (outer.kind !== 'path') throw new TypeError(outer.kind);
  const radii = outer.edges.flatMap((edge, i) => {
    if (edge.kind !== 'arc') return [];
    const from = outer.edges[i - 1].to;
    return [Math.hypot(edge.to[0] - from[0], edge.to[1] - from[1]) / Math.SQRT2];
  });
  expect(radii).toHaveLength(4);
  for (const radius of radii) expect(Math.abs(radius - 4)).toBeLessThan(0.5 * cloud.noise);
});

test('clean points give exact numbers', async () => {
  const box = moveProgram(programOf(extrude('new', [rectangleAt(0, 0, 12, 7)], 0, 5)), frame).features;
  const cloud = await cloudOf(box, 4000, 0);
  const start = moveProgram(
    programOf(extrude('new', [rectangleAt(0, 0, 12.0004, 6.9997)], 0, 5.0005)),
    frame,
  ).features;
  const { features } = refineProgram(start, cloud, never);
  expect(height(features[0])).toBeCloseTo(5, 9);
});

test('a revolve is fitted as a whole', async () => {
  const shaft = (radius: number, end: number): Sweep[] => {
    const profile: Loop = {
      kind: 'path',
      start: [0, 0],
      edges: [
        [radius, 0],
        [radius, 10],
        [4, 14],
        [4, end],
        [0, end],
        [0, 0],
      ].map(([u, v]) => ({ kind: 'line', to: [u, v] })),
    };
    return [...moveProgram(programOf(revolve('new', [profile], 0, 2 * Math.PI)), frame).features];
  };
  const cloud = await cloudOf(shaft(6, 20));
  const { features } = refineProgram(shaft(6 + 3 * cloud.tolerance, 20 - 3 * cloud.tolerance), cloud, never);
  const { outer } = features[0].sketch.profiles[0];
  if (outer.kind !== 'path') throw new TypeError(outer.kind);
  const [first, , , , end] = outer.edges;
  expect(Math.abs(first.to[0] - 6)).toBeLessThan(0.1 * cloud.noise);
  expect(Math.abs(end.to[1] - first.to[1] - 20)).toBeLessThan(0.2 * cloud.noise);
});

test('outliers do not move a face', async () => {
  const cloud = await cloudOf(flange());
  const random = seededRandom(9);
  const { min, max } = boundsOf(cloud.positions);
  const positions = cloud.positions.slice();
  for (let i = 0; i < positions.length; i += 60) {
    for (let k = 0; k < 3; k++) positions[i + k] = random.uniform(min[k], max[k]);
  }
  const { features } = refineProgram(
    flange({ thickness: 6 + cloud.tolerance }),
    { ...cloud, positions },
    never,
  );
  expect(Math.abs(height(features[0]) - 6)).toBeLessThan(0.1 * cloud.noise);
});

test('without time, or where it fits nothing, the start comes back', async () => {
  const start = flange();
  const cloud = await cloudOf(start, 2000);
  expect(refineProgram(start, cloud, { expired: () => true }).features[0].to).toBeCloseTo(start[0].to, 9);
  const far = { ...cloud, positions: cloud.positions.map((x) => x + 1000) };
  expect(height(refineProgram(start, far, never).features[0])).toBeCloseTo(6, 6);
});

test('standard deviations are those of repeated scans', async () => {
  const solid = await kernel.build({ unit: 'mm', features: flange() });
  const found: number[] = [];
  let said = 0;
  for (let seed = 1; seed <= 12; seed++) {
    const cloud = await trueCloud(kernel, solid, { count: 4000, noise: NOISE, seed });
    const refinement = refineProgram(flange(), cloud, never);
    found.push(2 * circle(refinement.features[2]).radius);
    const program = nameParameters({ unit: 'mm', features: refinement.features });
    const deviations = parameterDeviations(program, refinement);
    const named = deviations.find(({ value }) => Math.abs(value - 10) < 0.1);
    said = named?.standardDeviation ?? Number.NaN;
  }
  const spread = Math.sqrt(found.reduce((sum, x) => sum + (x - 10) ** 2, 0) / found.length);
  expect(spread / said).toBeGreaterThan(0.5);
  expect(spread / said).toBeLessThan(2);
});

test('numbers are made round and equal where the points allow it, and what it cost is told', async () => {
  const cloud = await cloudOf(flange(), 40_000);
  const refinement = refineProgram(flange({ thickness: 6 + cloud.tolerance }), cloud, never);
  const { features, snaps } = snapToIntent(refinement, 'mm');
  expect(height(features[0])).toBeCloseTo(6, 6);
  expect(circle(features[2]).radius).toBeCloseTo(5, 6);
  expect(snaps.some(({ what }) => what === 'diameter')).toBe(true);
  for (const { cost, from, to } of snaps) {
    expect(cost).toBeLessThanOrEqual(9);
    expect(Math.abs(from - to)).toBeLessThan(cloud.tolerance);
  }
});

test('numbers of no round scale stay as measured', async () => {
  const scale = 1.37142;
  const odd = flange({
    thickness: 6 * scale,
    height: 14 * scale,
    hole: 5.1973,
    width: 40 * scale,
    corner: 4.2131,
  });
  const cloud = await cloudOf(odd);
  const { snaps } = snapToIntent(refineProgram(odd, cloud, never), 'mm');
  expect(snaps.filter(({ what }) => what === 'distance')).toEqual([]);
});
