import { afterAll, describe, expect, it } from 'vitest';
import { boundsOf } from '../../../src/geometry/mesh.ts';
import { loadKernel } from '../../../src/kernel/load.node.ts';
import type { Sweep } from '../../../src/program/types.ts';
import { designOf } from '../../../src/refine/cloud/design/design-of.ts';
import { facesOf } from '../../../src/refine/cloud/design/surfaces.ts';
import { refineProgram } from '../../../src/refine/cloud/refine-program.ts';
import { sharePoints } from '../../../src/refine/cloud/share-points.ts';
import { indexSweeps } from '../../../src/refine/cloud/sweep-index.ts';
import { circleAt, extrude, rectangleAt } from '../../support/programs.ts';
import { trueCloud } from '../../support/true-cloud.ts';

const kernel = await loadKernel();
afterAll(() => kernel.close());

const NOISE = 0.1;
const plate: Sweep[] = [extrude('new', [rectangleAt(-5, -3, 10, 6)], 0, 4)];

/** The shares of one point, the largest first. */
function sharesOf(features: readonly Sweep[], point: readonly number[]): number[] {
  const corners = Float64Array.of(-6, -4, 0, 6, 4, 4);
  const faces = facesOf(designOf(features, boundsOf(corners), 3 * NOISE));
  const sweeps = indexSweeps(features, faces);
  const one = Float64Array.from(point);
  const { weights } = sharePoints(sweeps, one, Uint32Array.of(0), faces.length, NOISE);
  return [...weights].sort((a, b) => b - a);
}

describe('shares of points', () => {
  it('belong to one face in its middle, whether just on it or off by the noise', () => {
    expect(sharesOf(plate, [0, 0, 4])).toEqual([expect.closeTo(1, 2)]);
    expect(sharesOf(plate, [0, 0, 4 + NOISE])).toEqual([expect.closeTo(1, 2)]);
  });

  it('are halves on an edge', () => {
    const shares = sharesOf(plate, [5, 0, 4]);
    expect(shares).toHaveLength(2);
    for (const share of shares) expect(share).toBeCloseTo(1 / 2, 2);
  });

  it('belong to no face beyond its edge or far from all', () => {
    expect(sharesOf(plate, [8, 0, 4])).toEqual([]);
    expect(sharesOf(plate, [0, 0, 4 + 6 * NOISE])).toEqual([]);
  });

  it('belong to a round face all around', () => {
    const post = [extrude('new', [circleAt(0, 0, 3)], 0, 4)];
    for (const angle of [0, 1.5, 3, 4.4])
      expect(sharesOf(post, [3 * Math.cos(angle), 3 * Math.sin(angle), 2])[0]).toBeCloseTo(1, 3);
  });
});

it('a bar of nine noises is fitted without bias', async () => {
  const [width, depth, length, noise] = [10.3, 4.42, 99.4, 0.5];
  const bar = [extrude('new', [rectangleAt(0, 0, width, depth)], 0, length)];
  const solid = await kernel.build({ unit: 'mm', features: bar });
  const cloud = await trueCloud(kernel, solid, {
    count: 50_000,
    noise: noise / Math.hypot(width, depth, length),
  });
  const { features } = refineProgram(bar, { ...cloud, faces: [] }, { expired: () => false });
  const { outer } = features[0].sketch.profiles[0];
  if (outer.kind !== 'path') throw new TypeError(outer.kind);
  const corners = [outer.start, ...outer.edges.map(({ to }) => to)];
  const extent = (k: 0 | 1) =>
    Math.max(...corners.map((corner) => corner[k])) - Math.min(...corners.map((corner) => corner[k]));
  // Points given to the nearest face make each of both a tenth of the noise too small.
  expect(Math.abs(extent(0) - width)).toBeLessThan(0.05 * noise);
  expect(Math.abs(extent(1) - depth)).toBeLessThan(0.05 * noise);
  expect(Math.abs(features[0].to - features[0].from - length)).toBeLessThan(0.15 * noise);
});
